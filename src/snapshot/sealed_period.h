#pragma once
// Periods that were reported. What was reported is a revision of the snapshot of their last day; their days are neither
// revised nor retired any more.
#include <cstdint>
#include <optional>
#include <string>

#include "base/task.h"
#include "base/values.h"
#include "db/pool.h"

namespace vouch::snapshot {

struct period_to_seal {
    std::string label;                     // "FY 2025-26 Q3", "FY 2025-26", "2025-12", "2025-W52", in either case
    std::optional<date> starts_on;         // where the fiscal year was moved and two periods have that label
    std::optional<std::int32_t> revision;  // none: the last one
};

struct sealed_period {
    std::string grain;  // week, month, quarter or year
    std::string label;
    date starts_on;
    date ends_on;  // the day of the snapshot
    std::int32_t revision;
    std::int64_t recorded_in;  // the change set
};

/// Records that a period was reported. app: a pool of role vouch_app.
/// Errors: not_found (no such period), bad_input (two have that label), refused (it has not ended, its last day has no
/// snapshot, it is sealed already), db_unavailable, db_timeout.
task<sealed_period> seal_period(db::pool& app, uuid tenant, period_to_seal wanted, std::string actor, instant now);

}  // namespace vouch::snapshot
