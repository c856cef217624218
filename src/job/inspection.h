#pragma once
// What operators see of the engine. Each function is one statement of a pool of role worker, bounded however many jobs
// wait. Errors: those of db::look_up, and what is said here.
#include <boost/describe/class.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "db/pool.h"
#include "job/job.h"

namespace vouch::job {

/// Where a job can be: waiting (later: for its time; held: behind the gate of its queue; ready; alone: ready, and takes
/// nobody along), running, ended (done, cancelled, discarded), or dead: given up.
inline constexpr std::string_view states[] = {
    "later", "held", "ready", "alone", "running", "done", "cancelled", "discarded", "dead"
};

struct job_filter {
    std::optional<std::string> queue;
    std::optional<uuid> tenant_id;
    std::vector<std::string> in;         // states; empty: all that did not end, and the dead
    std::optional<instant> ended_since;  // none: within the last day
    int jobs_max = 20;                   // 1 to 1000
};

struct listed_job {
    std::int64_t id = 0;
    std::string state;
    std::string queue;
    uuid tenant_id;
    std::optional<instant> at;  // later: may run; waiting: could since; running: since, none for a short one; ended
    std::int32_t failures = 0;
    std::int32_t crashes = 0;
    std::optional<std::string> key;
    std::optional<std::string> words;  // what went wrong last, or who decided
};
BOOST_DESCRIBE_STRUCT(listed_job, (), (id, state, queue, tenant_id, at, failures, crashes, key, words))

/// Newest first, by id. Errors: not_found (no such queue); bad_input (a state, or a limit, that is none).
task<std::vector<listed_job>> list_jobs(db::pool& worker, job_filter wanted, instant now);

struct shown_job {
    std::int64_t id = 0;
    std::string state;
    std::string queue;
    std::string form;
    uuid tenant_id;
    std::optional<std::int32_t> priority;  // none: it ended
    std::int32_t failures = 0;
    std::int32_t failures_max = 0;  // of the queue, today
    std::int32_t crashes = 0;
    instant created_at;
    instant run_at;
    std::optional<std::string> key;
    std::optional<std::string> unique_key;
    std::optional<std::string> schedule;
    std::optional<instant> slot_at;
    std::optional<instant> started_at;  // of a short one that runs nobody wrote it down
    std::optional<instant> ended_at;    // also: died
    std::optional<std::int64_t> worker_id;
    std::optional<std::string> worker;  // none: it left
    std::optional<instant> last_failed_at;
    std::optional<std::string> last_error;
    std::optional<std::string> note;  // who cancelled or discarded it; of a dead one: failed or quarantined
    std::optional<instant> ends_by;   // the deadline of a long one that runs
    std::optional<instant> cancelled_at;
    std::optional<std::string> cancelled_by;
    std::optional<instant> progress_at;
    std::optional<std::int64_t> progress_done;
    std::optional<std::int64_t> progress_all;
    std::optional<std::string> progress_unit;
    std::optional<std::string> payload;  // JSON
    std::optional<std::string> result;   // JSON
};
BOOST_DESCRIBE_STRUCT(
    shown_job,
    (),
    (id,
     state,
     queue,
     form,
     tenant_id,
     priority,
     failures,
     failures_max,
     crashes,
     created_at,
     run_at,
     key,
     unique_key,
     schedule,
     slot_at,
     started_at,
     ended_at,
     worker_id,
     worker,
     last_failed_at,
     last_error,
     note,
     ends_by,
     cancelled_at,
     cancelled_by,
     progress_at,
     progress_done,
     progress_all,
     progress_unit,
     payload,
     result)
)

/// Errors: not_found, saying where it may have gone.
task<shown_job> show_job(db::pool& worker, std::int64_t id);

/// No count is larger: one that is as large is "so many and more".
inline constexpr int counted_max = 10'000;
inline constexpr int looked_at_max = 100'000;

struct queue_standing {
    std::int32_t queue_id = 0;
    std::string name;
    std::string form;
    bool gated = false;
    std::optional<instant> paused_at;
    std::optional<std::string> paused_by;
    std::int64_t paused_tenants = 0;
    std::int64_t later = 0;
    std::int64_t held = 0;
    std::int64_t ready = 0;  // and not running
    std::int64_t alone = 0;
    std::int64_t running = 0;
    std::int64_t dead = 0;
    std::int64_t done_today = 0;  // of the day in UTC
    bool later_partly = false;    // more than looked_at_max wait for their time, of all queues: at least so many
    bool ended_partly = false;    // the same of those that ended today
    std::optional<instant> waiting_since;  // of those that could run: the oldest; of a huge queue, of those counted
};
BOOST_DESCRIBE_STRUCT(
    queue_standing,
    (),
    (queue_id,
     name,
     form,
     gated,
     paused_at,
     paused_by,
     paused_tenants,
     later,
     held,
     ready,
     alone,
     running,
     dead,
     done_today,
     later_partly,
     ended_partly,
     waiting_since)
)

/// Every queue, by name.
task<std::vector<queue_standing>> list_queues(db::pool& worker, instant now);

struct worker_standing {
    std::int64_t worker_id = 0;
    std::string name;
    std::string version;
    std::vector<std::string> queues;
    instant started_at;
    instant heartbeat_at;
    std::int64_t heartbeat_ms = 0;        // ago, by the clock of the database
    std::vector<std::int64_t> long_jobs;  // the first ten that it runs
    std::int64_t long_count = 0;
    std::int64_t short_count = 0;  // that it wrote down as in hand
};
BOOST_DESCRIBE_STRUCT(
    worker_standing,
    (),
    (worker_id, name, version, queues, started_at, heartbeat_at, heartbeat_ms, long_jobs, long_count, short_count)
)

/// Those that were heard of last first, at most `workers_max`.
task<std::vector<worker_standing>> list_workers(db::pool& worker, int workers_max);

struct schedule_standing {
    std::int64_t schedule_id = 0;
    uuid tenant_id;
    std::string name;
    std::string queue;
    std::string expression;
    std::string zone;
    std::string missed;
    std::optional<instant> paused_at;
    std::optional<std::string> paused_by;
    std::optional<instant> next_at;  // none: no slot lies ahead
    std::optional<instant> queue_paused_at;
    std::vector<instant> decided_slots;  // newest first, at most three
    std::vector<std::optional<std::int64_t>> decided_jobs;
};
BOOST_DESCRIBE_STRUCT(
    schedule_standing,
    (),
    (schedule_id,
     tenant_id,
     name,
     queue,
     expression,
     zone,
     missed,
     paused_at,
     paused_by,
     next_at,
     queue_paused_at,
     decided_slots,
     decided_jobs)
)

/// By name and tenant, at most `schedules_max`. job::preview() tells what lies ahead of each.
task<std::vector<schedule_standing>> list_schedules(
    db::pool& worker, std::optional<std::string> name, std::optional<uuid> tenant_id, int schedules_max
);

/// The sentences of what is not there.
std::string no_job(std::int64_t id);
std::string no_queue(std::string_view name);

}  // namespace vouch::job
