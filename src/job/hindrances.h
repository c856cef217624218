#pragma once
// Why is this job not running?
#include <optional>
#include <string>
#include <vector>

#include "db/pool.h"
#include "job/inspection.h"

namespace vouch::job {

/// One reason why a job is where it is, with the remedy where there is one.
struct reason {
    std::string code;   // stable, for programs: docs/jobs.md lists them
    std::string words;  // for people
};
BOOST_DESCRIBE_STRUCT(reason, (), (code, words))

/// Of whoever is before a job no more are counted.
inline constexpr int before_max = 1'001;

/// Facts of a job that waits, as sql/job/hindrances.sql finds them.
struct hindrances {
    std::int64_t id = 0;
    std::int32_t queue_id = 0;
    std::string stage;
    bool gated = false;
    instant rank;
    instant run_at;
    std::string queue;
    std::string form;
    std::optional<instant> paused_at;
    std::optional<std::string> paused_by;
    std::optional<instant> tenant_paused_at;
    std::optional<std::string> tenant_paused_by;
    std::int64_t workers_alive = 0;            // of the queue
    std::optional<std::int64_t> heartbeat_ms;  // since the last of any worker of the queue; none: no worker is known
    std::int64_t long_running = 0;             // jobs of the queue
    std::optional<std::int32_t> running_max;
    std::optional<std::int32_t> running_per_tenant_max;
    std::optional<std::int32_t> running_per_key_max;
    bool ordered = false;
    std::optional<instant> next_start_at;
    std::vector<std::int64_t> let_in;  // jobs that take the places of the queue; empty where it has no such limit
    std::vector<std::int64_t> let_in_of_tenant;
    std::vector<std::int64_t> let_in_of_key;
    std::optional<std::int64_t> first_of_key;  // ordered: which comes before it
    std::int64_t before_in_lane = 0;           // of the same tenant and key, behind the gate as well
    std::int64_t before_of_tenant = 0;         // ready, by rank
    std::int64_t ready_of_others = 0;          // tenants, which have their turns as well
};
BOOST_DESCRIBE_STRUCT(
    hindrances,
    (),
    (id,
     queue_id,
     stage,
     gated,
     rank,
     run_at,
     queue,
     form,
     paused_at,
     paused_by,
     tenant_paused_at,
     tenant_paused_by,
     workers_alive,
     heartbeat_ms,
     long_running,
     running_max,
     running_per_tenant_max,
     running_per_key_max,
     ordered,
     next_start_at,
     let_in,
     let_in_of_tenant,
     let_in_of_key,
     first_of_key,
     before_in_lane,
     before_of_tenant,
     ready_of_others)
)

/// All that hinder a job that waits; one that says so when nothing does. Reads no clock.
std::vector<reason> reasons_of(const hindrances& found, instant now);

/// Of a job that runs, has ended or is dead: the one reason why it does not wait.
reason reason_of(const shown_job& job, instant now);

struct explanation {
    shown_job job;
    std::vector<reason> reasons;  // one at least
};
BOOST_DESCRIBE_STRUCT(explanation, (), (job, reasons))

/// Errors: not_found.
task<explanation> explain(db::pool& worker, std::int64_t id, instant now);

}  // namespace vouch::job
