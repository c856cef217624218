#pragma once
// The daily capture as jobs: a schedule for each tenant that is onboarded, and a job for each of its slots.
#include <functional>

#include "job/worker.h"

namespace vouch::work {

inline constexpr std::string_view capture_queue = "capture";
inline constexpr std::string_view capture_schedule = "daily-capture";  // one of each tenant

/// Takes the snapshots that are due by the slots of `jobs`, of many tenants in one statement, in the transaction that
/// settles them. What it captures is as known at the slot, however late it runs; a day that has a snapshot is left as
/// it is. A slot that comes before the tenant's own (where the clock is moved) is put off until then.
task<> capture_daily(
    db::worker_tx& tx, const std::vector<job::claimed>& jobs, job::verdicts& say, const std::function<instant()>& now
);

/// Sees to it that every tenant that is onboarded has a schedule, in the zone and at the minute that hold on the day of
/// its next slot, and nobody else has. Where nothing has changed it writes nothing.
task<> keep_capture_schedules(
    db::worker_tx& tx, const std::vector<job::claimed>& jobs, job::verdicts& say, const std::function<instant()>& now
);

}  // namespace vouch::work
