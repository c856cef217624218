#pragma once
// Old snapshots go, the ends of periods stay. The rules stand in snapshot.retention()
// (sql/migrations/0006_snapshot.sql) and hold whoever deletes; docs/seal.md says what the chain keeps of what is gone.
#include <cstdint>
#include <optional>
#include <string>

#include "base/task.h"
#include "base/values.h"
#include "db/pool.h"
#include "snapshot/retention_plan.h"

namespace vouch::snapshot {

inline constexpr std::int32_t keep_days_default = 400;  // a year, and time to report on it

/// What retire() would do. batch: a pool of role vouch_batch. Errors: db_unavailable, db_timeout.
task<retention_plan> plan_retention(db::pool& batch, uuid tenant, std::int32_t keep_days, instant now);

struct retirement {
    retention_plan done;
    std::optional<std::int64_t> recorded_in;  // the change set that lists what went; none: nothing went
};

/// Takes away the snapshots of a tenant that are at least keep_days old and that no rule keeps, in one transaction.
/// Their days are neither captured nor replayed again.
/// Errors: refused (one of them is not what was sealed), db_unavailable, db_timeout.
task<retirement> retire(db::pool& batch, uuid tenant, std::int32_t keep_days, instant now, std::string actor);

}  // namespace vouch::snapshot
