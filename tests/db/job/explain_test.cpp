// Why a job does not run: each reason once, from what the database holds; and what operators see.
#include <algorithm>
#include <fmt/format.h>
#include <thread>

#include "db/job/workplace.h"
#include "job/hindrances.h"

using namespace vouch;
using namespace std::chrono_literals;

namespace {

class Explain : public test::workplace {
protected:
    void SetUp() override {
        workplace::SetUp();
        if (!IsSkipped()) pool.emplace(context, settings(db::role::worker));
    }
    void TearDown() override {
        if (pool) pool->close();
        pool.reset();
    }
    /// A queue without a worker.
    std::string queue(job::queue_settings settings) {
        settings.name = queue_named("explained");
        const bool is_short = settings.how == job::form::short_;
        job::queue made{.settings = settings, .handler = test::leave_effects};
        if (!is_short) made.handler = [](job::running&, job::verdicts&) { return result<>(); };
        job::worker maker(context, worker_named(), {made});
        EXPECT_TRUE(work(maker, [] { return true; }));
        return settings.name;
    }
    /// A worker of the queue, as far as anybody can tell.
    std::int64_t seem_to_work(const std::string& queue, const std::string& ago = "0 s") {
        return count(
            "INSERT INTO job.worker (name, version, queues, heartbeat_at) VALUES ('seeming', 'test', ARRAY[$1::text],"
            " clock_timestamp() - $2::interval) RETURNING worker_id",
            db::parameters::of(queue, ago)
        );
    }
    void let_in(const std::string& queue) {
        execute(fmt::format(
            "SELECT job.let_in(queue_id, '{}', NULL, NULL) FROM job.queue WHERE name = '{}'", to_string(now), queue
        ));
    }
    std::vector<job::reason> reasons(std::int64_t id) {
        const auto found = run(job::explain(*pool, id, now));
        EXPECT_TRUE(found) << describe(found.error());
        return found ? found->reasons : std::vector<job::reason>();
    }
    /// "queue_paused no_worker"
    std::string codes(std::int64_t id) {
        std::string all;
        for (const auto& each : reasons(id)) all += (all.empty() ? "" : " ") + each.code;
        return all;
    }
    std::string words(std::int64_t id, const std::string& code) {
        for (const auto& each : reasons(id)) {
            if (each.code == code) return each.words;
        }
        return "no " + code;
    }
    std::optional<db::pool> pool;
};

TEST_F(Explain, NamesTheTimeTheLastFailureAndThatNobodyWorks) {
    const auto name = queue({});
    const auto id = enqueue({.queue = name, .run_at = now + 3h});
    EXPECT_EQ(codes(id), "not_yet no_worker");
    EXPECT_EQ(
        words(id, "not_yet"),
        fmt::format(
            "It may not run before 2026-03-01 03:00:00 UTC (in 3 hours). `vouch jobs retry {}` puts it forward to now.",
            id
        )
    );
    execute(fmt::format(
        "UPDATE job.job SET failures = 2, last_failed_at = '2026-03-01', last_error = 'late' WHERE id = {}", id
    ));
    EXPECT_EQ(
        words(id, "failed"), "It failed 2 times of 5, then it is given up. Last at 2026-03-01 00:00:00 UTC (now): late."
    );
    seem_to_work(name, "10 min");
    EXPECT_EQ(
        words(id, "no_worker"),
        fmt::format(
            "No worker of the queue {} is alive: the last was heard of 10 minutes ago. Start one: `vouch work`.", name
        )
    );
    seem_to_work(name);
    EXPECT_EQ(codes(id), "failed not_yet");
    now += 4h;
    EXPECT_EQ(codes(id), "failed stepping_forward");
    const auto gone = run(job::explain(*pool, 1'000'000'000, now));
    ASSERT_FALSE(gone);
    EXPECT_EQ(gone.error().code, errc::not_found);
    EXPECT_TRUE(gone.error().detail.starts_with("there is no job 1000000000")) << gone.error().detail;
}

TEST_F(Explain, NamesThePauseOfTheQueueAndOfTheTenant) {
    const auto name = queue({});
    const auto id = enqueue(name, 1).front();
    seem_to_work(name);
    EXPECT_EQ(codes(id), "next");
    execute(fmt::format(
        "UPDATE job.queue SET paused_at = '{0}', paused_by = 'ravi' WHERE name = '{1}';"
        "INSERT INTO job.paused_tenant SELECT queue_id, job.nobody(), '{0}', 'asha' FROM job.queue WHERE name = '{1}'",
        to_string(now - 1h),
        name
    ));
    EXPECT_EQ(codes(id), "queue_paused tenant_paused");
    EXPECT_EQ(
        words(id, "queue_paused"),
        fmt::format(
            "The queue {0} is paused since 2026-02-28 23:00:00 UTC (60 minutes ago) by ravi. `vouch jobs resume "
            "--queue "
            "{0}` lets it go on.",
            name
        )
    );
    EXPECT_NE(words(id, "tenant_paused").find("by asha"), std::string::npos);
}

TEST_F(Explain, CountsWhoIsBeforeIt) {
    const auto name = queue({});
    const auto large = random_uuid();
    std::int64_t last = 0;
    for (int i = 0; i < 3; ++i) last = enqueue({.queue = name, .tenant_id = large, .run_at = now - 10s + i * 1s});
    enqueue({.queue = name, .tenant_id = random_uuid()});
    enqueue({.queue = name, .tenant_id = random_uuid(), .run_at = now + 1h});
    seem_to_work(name);
    EXPECT_EQ(codes(last), "jobs_before others");
    EXPECT_EQ(words(last, "jobs_before"), "2 jobs of its tenant are before it, by priority and age.");
    EXPECT_TRUE(words(last, "others").starts_with("1 job of other tenants is ready;"));
}

TEST_F(Explain, SaysOfEachLimitOfAGateThatItIsFull) {
    const auto whole = queue({.running_max = 2});
    const auto of_whole = enqueue(whole, 4);
    let_in(whole);
    seem_to_work(whole);
    EXPECT_EQ(codes(of_whole[3]), "gate_queue gate_turn");
    const auto full = words(of_whole[3], "gate_queue");
    EXPECT_NE(
        full.find(fmt::format("at most 2 run at a time, and jobs {}, {} are let in", of_whole[0], of_whole[1])),
        std::string::npos
    ) << full;

    const auto per_tenant = queue({.running_per_tenant_max = 1});
    const auto of_tenant = enqueue(per_tenant, 2);
    let_in(per_tenant);
    seem_to_work(per_tenant);
    EXPECT_EQ(codes(of_tenant[1]), "gate_tenant");
    EXPECT_EQ(codes(of_tenant[0]), "next");

    const auto per_key = queue({.running_per_key_max = 1});
    enqueue({.queue = per_key, .key = "a"});
    const auto same = enqueue({.queue = per_key, .key = "a"}), other = enqueue({.queue = per_key, .key = "b"});
    seem_to_work(per_key);
    EXPECT_EQ(codes(other), "gate_next") << "nobody has let it in yet";
    let_in(per_key);
    EXPECT_EQ(codes(same), "gate_key");
    EXPECT_EQ(codes(other), "next");
}

TEST_F(Explain, SaysWhichJobOfItsKeyComesFirstAndWhenATenantMayStartItsNext) {
    const auto ordered = queue({.ordered = true});
    const auto first = enqueue({.queue = ordered, .run_at = now + 1h, .key = "a"});
    const auto second = enqueue({.queue = ordered, .key = "a"}), third = enqueue({.queue = ordered, .key = "a"});
    let_in(ordered);
    seem_to_work(ordered);
    for (const auto id : {second, third}) {
        EXPECT_EQ(codes(id), "gate_order");
        EXPECT_NE(words(id, "gate_order").find(fmt::format("job {} comes before it", first)), std::string::npos);
    }

    const auto slowly = queue({.started_every_ms = 60'000});
    const auto ids = enqueue(slowly, 2);
    let_in(slowly);
    seem_to_work(slowly);
    EXPECT_EQ(codes(ids[1]), "gate_rate");
    EXPECT_NE(
        words(ids[1], "gate_rate").find("the next at 2026-03-01 00:01:00 UTC (in 60 seconds)"), std::string::npos
    );
}

TEST_F(Explain, SaysWhoRunsItAndHowFarItIs) {
    const auto name = queue({.how = job::form::long_});
    const auto ids = enqueue(name, 2);
    const auto worker = seem_to_work(name);
    execute(fmt::format(
        "INSERT INTO job.lease (job_id, queue_id, tenant_id, worker_id, started_at, ends_by, cancelled_at, "
        "cancelled_by,"
        " progress_at, progress_done, progress_all, progress_unit)"
        " SELECT id, queue_id, tenant_id, {}, '{}', '{}', '{}', 'ravi', now(), 1200, 5000, 'banks' FROM job.job WHERE "
        "id = {}",
        worker,
        to_string(now - 40s),
        to_string(now + 20s),
        to_string(now),
        ids[0]
    ));
    EXPECT_EQ(
        words(ids[0], "running"),
        "It runs in the worker seeming since 2026-02-28 23:59:20 UTC (40 seconds ago); it has done 1,200 of 5,000 "
        "banks; it "
        "has to end by 2026-03-01 00:00:20 UTC (in 20 seconds). ravi told it to end at 2026-03-01 00:00:00 UTC (now)."
    );
    EXPECT_EQ(codes(ids[1]), "workers_busy");

    const auto quick = queue({});
    const auto id = enqueue(quick, 1).front();
    execute(fmt::format("INSERT INTO job.hold VALUES ({}, 0, 1, '{{[{},{}]}}')", seem_to_work(quick), id, id));
    EXPECT_EQ(words(id, "running"), "It runs right now in the worker seeming: it is short, and ends within its time.");
    execute("DELETE FROM job.hold");
}

TEST_F(Explain, SaysHowItEnded) {
    const auto name = queue({});
    const auto ids = enqueue(name, 2);
    execute(fmt::format(
        "SELECT job.keep_days('{1}', 7, 36600);"
        "WITH gone AS (DELETE FROM job.job WHERE id = {0} RETURNING *) INSERT INTO job.dead (id, died_at, cause, "
        "created_at,"
        " run_at, tenant_id, queue_id, priority, failures, crashes, last_error)"
        " SELECT id, '{1}', 'quarantined', created_at, run_at, tenant_id, queue_id, 0, 1, 3, 'the worker died' FROM "
        "gone;"
        "WITH gone AS (DELETE FROM job.job WHERE id = {2} RETURNING *) INSERT INTO job.finished (finished_at, "
        "started_at,"
        " created_at, run_at, id, tenant_id, queue_id, failures, crashes, outcome, note)"
        " SELECT '{1}', '{1}', created_at, run_at, id, tenant_id, queue_id, 0, 0, 'cancelled', 'ravi: not today' FROM "
        "gone",
        ids[0],
        to_string(now),
        ids[1]
    ));
    EXPECT_TRUE(words(ids[0], "dead")
                    .starts_with("It was given up at 2026-03-01 00:00:00 UTC (now), since its worker died under it (1 "
                                 "failures, 3 crashes)")
    ) << words(ids[0], "dead");
    EXPECT_EQ(words(ids[1], "ended"), "It is cancelled since 2026-03-01 00:00:00 UTC (now), by ravi: not today.");
}

TEST_F(Explain, ListsJobsOfAQueueByStateNewestFirst) {
    const auto name = queue({.how = job::form::long_});
    const auto ids = enqueue(name, 3);
    enqueue({.queue = name, .run_at = now + 1h});
    const auto worker = seem_to_work(name);
    execute(fmt::format(
        "INSERT INTO job.lease (job_id, queue_id, tenant_id, worker_id, started_at)"
        " SELECT id, queue_id, tenant_id, {}, '{}' FROM job.job WHERE id = {}",
        worker,
        to_string(now),
        ids[1]
    ));
    const auto listed = [&](std::vector<std::string> in) {
        const auto found = run(job::list_jobs(*pool, {.queue = name, .in = std::move(in), .jobs_max = 10}, now));
        EXPECT_TRUE(found) << describe(found.error());
        std::string all;
        for (const auto& each : *found) all += fmt::format("{} {}; ", each.id - ids[0], each.state);
        return all;
    };
    EXPECT_EQ(listed({}), "3 later; 2 ready; 1 running; 0 ready; ");
    EXPECT_EQ(listed({"ready"}), "2 ready; 0 ready; ");
    EXPECT_EQ(listed({"running"}), "1 running; ");
    EXPECT_EQ(listed({"done"}), "");
    const auto odd = run(job::list_jobs(*pool, {.in = {"asleep"}}, now));
    ASSERT_FALSE(odd);
    EXPECT_EQ(odd.error().code, errc::bad_input);
    const auto nowhere = run(job::list_jobs(*pool, {.queue = "no-such-queue"}, now));
    ASSERT_FALSE(nowhere);
    EXPECT_EQ(nowhere.error().code, errc::not_found);

    const auto queues = run(job::list_queues(*pool, now));
    ASSERT_TRUE(queues) << describe(queues.error());
    const auto standing = std::ranges::find(*queues, name, &job::queue_standing::name);
    ASSERT_NE(standing, queues->end());
    EXPECT_EQ(standing->ready, 2);
    EXPECT_EQ(standing->later, 1);
    EXPECT_EQ(standing->running, 1);
    EXPECT_EQ(standing->waiting_since, now);

    const auto workers = run(job::list_workers(*pool, 1'000));
    ASSERT_TRUE(workers) << describe(workers.error());
    const auto seeming = std::ranges::find(*workers, worker, &job::worker_standing::worker_id);
    ASSERT_NE(seeming, workers->end());
    EXPECT_EQ(seeming->long_jobs, std::vector{ids[1]});
    EXPECT_LT(seeming->heartbeat_ms, 60'000);
}

}  // namespace
