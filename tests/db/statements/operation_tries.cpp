// The statements of operators, on rows with numbers that no sequence reaches here.
#include "db/statements/tries.h"
#include "job/operation_queries.h"

namespace vouch::test {

namespace {

constexpr int queue = 910'001;
constexpr std::int64_t waiting = 910'000'001;  // and the next, which has a lease
constexpr std::int64_t later = 910'000'003;
constexpr std::int64_t dead = 910'000'004;  // and the next

void put_rows(statement_trial& trial) {
    trial.prepare(
        "INSERT INTO job.queue (queue_id, name, form, failures_max, crashes_max, ageing_s, running_max)"
        " OVERRIDING SYSTEM VALUE VALUES (910001, 'operated', 'long', 5, 3, 60, 2)"
    );
    trial.prepare(
        "INSERT INTO job.worker (worker_id, name, version, queues) OVERRIDING SYSTEM VALUE"
        " VALUES (910001, 'operated', 'test', '{operated}')"
    );
    trial.prepare(
        "INSERT INTO job.job (id, created_at, run_at, rank, tenant_id, queue_id, gated, stage, key, last_error, "
        "payload)"
        " OVERRIDING SYSTEM VALUE"
        " SELECT 910000000 + n, '2026-01-01Z', '2026-01-01Z', '2026-01-01Z', job.nobody(), 910001, true,"
        "        (ARRAY['held', 'ready', 'later'])[n], 'key', 'it failed', '{}' FROM generate_series(1, 3) AS n"
    );
    trial.prepare(
        "INSERT INTO job.lease (job_id, queue_id, tenant_id, worker_id, started_at)"
        " VALUES (910000002, 910001, job.nobody(), 910001, '2026-02-28Z')"
    );
    trial.prepare(
        "INSERT INTO job.dead (id, died_at, cause, created_at, run_at, tenant_id, queue_id, priority, failures, "
        "crashes)"
        " SELECT 910000003 + n, '2026-02-01Z', 'failed', '2026-01-01Z', '2026-01-01Z', job.nobody(), 910001, 0, 5, 0"
        "   FROM generate_series(1, 2) AS n"
    );
    trial.prepare(
        "INSERT INTO job.schedule (schedule_id, name, queue_id, expression, zone, created_at, next_at)"
        " OVERRIDING SYSTEM VALUE VALUES (910001, 'operated', 910001, '* * * * *', 'UTC', now(), '2026-01-01Z')"
    );
    trial.prepare(
        "INSERT INTO job.slot VALUES (910001, '2026-01-01Z', now(), NULL), (910001, '2026-01-02Z', now(), 910000001)"
    );
}

}  // namespace

void operate_on_jobs(statement_trial& trial, instant now) {
    put_rows(trial);
    trial.run(job::wait_briefly, 1'000);
    trial.run(job::queue_id_of, "operated");
    trial.run(job::list_jobs_where, std::optional(queue), job::nobody, {"held", "running", "dead", "done"}, now, 10);
    for (const auto id : {waiting, waiting + 1, dead}) trial.run(job::job_by_id, id);
    trial.run(job::hindrances_of, waiting, 10, 5'000);
    trial.run(job::queue_standings, now, 10, 10);
    trial.run(job::worker_standings, 10);
    trial.run(job::schedule_standings, "operated", job::nobody, 10);
    trial.run(job::lock_gate, waiting);
    trial.run(job::lock_job, waiting);
    trial.run(job::leased_job, waiting + 1);
    trial.run(job::cancel_lease, waiting + 1, now, "the test");
    trial.run(job::put_forward, later, now, "the test");
    trial.run(job::dead_of_queue, queue, std::nullopt, std::nullopt, 10);
    trial.run(job::redrive_dead, {dead}, now, "the test");
    trial.run(job::discard_dead, dead + 1, now, "the test");
    trial.run(job::pause_queue, "operated", now, "the test");
    trial.run(job::resume_queue, "operated");
    trial.run(job::pause_tenant, "operated", job::nobody, now, "the test");
    trial.run(job::hold_back, "tried-gate", job::nobody);
    trial.run(job::resume_tenant, "operated", job::nobody);
    trial.run(job::pause_schedule, job::nobody, "operated", now, "the test");
    trial.run(job::resume_schedule, job::nobody, "operated");
    trial.run(job::ring, "910001");
}

}  // namespace vouch::test
