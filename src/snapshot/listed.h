#pragma once
// The snapshots of a tenant, and the proof of one: from what it was computed, and where it stands in the chain.
#include <optional>
#include <vector>

#include "base/task.h"
#include "base/values.h"
#include "db/tenant_tx.h"
#include "snapshot/queries.h"

namespace vouch::snapshot {

inline constexpr std::int64_t listed_days_max = 1'000;
inline constexpr std::int32_t listed_days = 400;  // where no range is asked for

struct snapshot_list {
    date first;
    date last;
    std::vector<listed_snapshot> snapshots;  // oldest first
};

/// Those of a range of days; an end that is not given is made of the last listed_days that were captured.
/// Errors: bad_input (first after last, over listed_days_max), not_found (no end is given and nothing was captured),
/// db_unavailable, db_timeout.
task<snapshot_list> list_snapshots(db::tenant_tx& tx, std::optional<date> first, std::optional<date> last);

/// revision none: the one that counts as reported. Errors: not_found, db_unavailable, db_timeout.
task<proof_row> read_proof(db::tenant_tx& tx, date business_date, std::optional<std::int32_t> revision);

}  // namespace vouch::snapshot
