// The statements of the job engine, in the order of the life of jobs, on rows with numbers that no sequence reaches
// here.
#include "db/statements/tries.h"
#include "job/queries.h"

namespace vouch::test {

namespace {

constexpr int queue = 900'001;
constexpr int long_queue = 900'002;
constexpr int gated_queue = 900'003;
constexpr std::int64_t worker = 900'001;
constexpr std::int64_t job_id = 900'000'001;  // of several, one for each statement that takes one away

void put_rows(statement_trial& trial) {
    trial.prepare(
        "INSERT INTO job.queue (queue_id, name, form, failures_max, crashes_max, ageing_s, running_max) OVERRIDING "
        "SYSTEM VALUE"
        " VALUES (900001, 'tried', 'short', 5, 3, 60, NULL), (900002, 'tried-long', 'long', 5, 1, 60, NULL),"
        "        (900003, 'tried-gate', 'short', 5, 3, 60, 1)"
    );
    trial.prepare(
        "INSERT INTO job.job (id, created_at, run_at, rank, tenant_id, queue_id, gated, stage, payload, schedule_id, "
        "slot_at, key)"
        " OVERRIDING SYSTEM VALUE"
        " SELECT 900000000 + n, '2026-01-01Z', '2026-01-01Z', '2026-01-01Z', job.nobody(),"
        "        CASE WHEN n <= 10 THEN 900001 WHEN n <= 20 THEN 900002 ELSE 900003 END, n > 20,"
        "        CASE WHEN n = 9 THEN 'alone' WHEN n = 10 THEN 'later' WHEN n > 20 THEN 'held' ELSE 'ready' END, '{}', "
        "900001,"
        "        '2026-01-01Z', 'key' FROM generate_series(1, 22) AS n"
    );
    trial.prepare(
        "INSERT INTO job.worker (worker_id, name, version, queues, heartbeat_at) OVERRIDING SYSTEM VALUE"
        " VALUES (900001, 'tried', 'test', '{tried}', now()), (900002, 'dead', 'test', '{tried}', '2020-01-01Z')"
    );
    trial.prepare("INSERT INTO job.hold VALUES (900002, 1, 1, '{[900000008,900000009)}')");
    trial.prepare(
        "INSERT INTO job.lease (job_id, lease_id, queue_id, tenant_id, worker_id, started_at, ends_by) OVERRIDING "
        "SYSTEM VALUE"
        " VALUES (900000011, 900011, 900002, job.nobody(), 900001, now(), '2100-01-01Z'),"
        "        (900000012, 900012, 900002, job.nobody(), 900001, now(), '2020-01-01Z')"
    );
    trial.prepare(
        "INSERT INTO job.schedule (schedule_id, tenant_id, name, queue_id, expression, zone, created_at, next_at, "
        "payload)"
        " OVERRIDING SYSTEM VALUE VALUES (900001, job.nobody(), 'tried', 900001, '* * * * *', 'UTC', now(), "
        "'2026-01-01Z', '{}')"
    );
}

}  // namespace

void run_jobs(statement_trial& trial, instant now) {
    const std::optional<std::string> nothing;
    const std::optional<int> no_limit;
    const auto any_column = [](const db::answer&, std::string_view) { return std::string(); };
    put_rows(trial);
    trial.run(job::keep_days, now, 2, 36'500);
    trial.run(job::declare_queue, "tried-too", "short", 5, 3, 60, false, no_limit, no_limit, no_limit, no_limit);
    trial.run(
        job::enqueue_one, "tried-too", nothing, job::nobody, 0, std::nullopt, nothing, nothing, "keep", no_limit, now
    );
    trial.try_one({sql::job::queue_named, db::parameters::of("tried")}, touches::rows, any_column);
    trial.run(job::register_worker, "tried", "test", {"tried"});
    trial.run(job::heartbeat, worker);
    trial.run(job::promote, now, 10);
    trial.run(job::let_in, gated_queue, now, std::nullopt, nothing, job::nobody);
    trial.run(job::look_for_lanes, queue, {job::nobody}, {instant()}, {0}, {uuid{{0xff}}});
    trial.run(job::claim_ready, queue, {job::nobody}, {instant()}, {0}, 3, 10);
    trial.run(job::claim_alone, queue);
    trial.run(job::hold, worker, 1, 1, "{[900000001,900000003)}");
    trial.run(job::let_go, worker, 1, 1);
    trial.run(job::finish, {job_id}, now, now, worker, {job_id}, {"{}"});
    trial.run(job::put_back, {job_id + 1}, {now}, {"it failed"}, {0}, now);
    trial.run(job::bury, {job_id + 2}, {"it failed"}, "failed", now, {0}, 1);
    trial.run(job::finish_cancelled, {job_id + 3}, now, {"by the test"});
    trial.run(job::claim_long, long_queue, 1, worker, now, std::optional(1'000), 10);
    trial.run(job::report_progress, job_id + 10, std::int64_t{900'011}, 1, std::optional<std::int64_t>(2), "rows", now);
    trial.run(job::overdue_leases, now, long_queue);
    trial.run(job::end_lease, job_id + 10, std::int64_t{900'011});
    trial.run(job::rescue, 1'000, now, 1'000);
    trial.run(job::due_schedules, now, 10);
    trial.run(job::next_slot);
    trial.run(job::fire_slots, {900'001}, {now}, {true}, {now}, now);
    trial.run(job::move_schedules, {900'001}, {now});
    trial.run(job::schedules_named, "tried");
    trial.run(
        job::put_schedule,
        job::nobody,
        "tried-too",
        "tried",
        "* * * * *",
        "UTC",
        "once",
        3'600,
        10,
        0,
        0,
        nothing,
        now,
        now
    );
    trial.run(job::pause_schedules, {900'001}, "the test", now);
    trial.run(job::delete_schedule, job::nobody, "tried-too");
    trial.run(job::notify, {"tried"});
    trial.run(job::leave, worker);
}

}  // namespace vouch::test
