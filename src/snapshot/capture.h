#pragma once
// The daily capture: the metrics of each tenant at the end of a business date, taken at a slot after it.
#include <optional>
#include <string>
#include <vector>

#include "base/task.h"
#include "base/values.h"
#include "db/batch_tx.h"
#include "db/pool.h"

namespace vouch::snapshot {

// One statement, one transaction. Not more: the wall asks each look-up of a tenant's settings which tenants the batch
// has.
inline constexpr std::size_t tenants_per_capture_max = 64;

// Statements that run side by side, each on a connection of its own. Two: the least machine has two cores, and those
// who read meanwhile need theirs.
inline constexpr std::size_t captures_at_once = 2;

enum class capture_outcome {
    captured,
    was_there,      // taken before, or by another capture just now
    not_onboarded,  // this tenant is not captured
    not_due,        // the slot lies ahead: the day has not ended in the tenant's zone, or just did
    nothing_known,  // nothing was recorded before the slot: a replay can rebuild the day, a capture cannot
};

struct capture_of_tenant {
    uuid tenant_id;
    date business_date;
    std::optional<instant> slot_at;  // none: no snapshot was to be taken
    capture_outcome outcome;
};

/// Captures, for each tenant that has none yet, the snapshot of a business date (none: the last one due at now), in
/// batches, and says what became of each, in no order. Running it again, or on several machines at once, writes nothing
/// twice. recorded_at: simulated tenants only. batch: a pool of role vouch_batch. Errors: db_unavailable, db_timeout;
/// batches done before it stay.
task<std::vector<capture_of_tenant>> capture(
    db::pool& batch,
    std::vector<uuid> tenants,
    std::optional<date> business_date,
    instant now,
    std::string actor,
    std::optional<instant> recorded_at = std::nullopt
);

/// The same in a transaction of somebody else's, which is that of these tenants, in one statement: at most
/// tenants_per_capture_max of them. Errors: those of transaction::run.
task<std::vector<capture_of_tenant>> capture_in(
    db::batch_tx& tx, std::vector<uuid> tenants, std::optional<date> business_date, instant now
);

}  // namespace vouch::snapshot
