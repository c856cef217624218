// Queues with a gate: order, limits and rates, of all workers together.
#include <fmt/format.h>

#include "db/job/workplace.h"
#include "job/operations.h"

using namespace vouch;
using namespace std::chrono_literals;

namespace {

constexpr db::query<db::no_row, double> linger{{"test.linger", "SELECT pg_sleep($1)"}};

task<> leave_effects_slowly(db::worker_tx& tx, const std::vector<job::claimed>& jobs, job::verdicts& say) {
    CO_CHECK(co_await tx.execute(linger, 0.02));
    co_return co_await test::leave_effects(tx, jobs, say);
}

class Gate : public test::workplace {
protected:
    job::queue gated(job::queue_settings settings) {
        settings.name = queue_named("gate");
        settings.at_once = 4;
        job::queue made{.settings = settings, .handler = leave_effects_slowly};
        job::worker maker(context, worker_named(), {made});
        EXPECT_TRUE(work(maker, [] { return true; }));
        return made;
    }
    /// Two workers until all is done. While they work, the largest number of rows that `text` counts.
    std::int64_t most_while_working(const job::queue& each, std::int64_t jobs, const std::string& text) {
        job::worker one(context, worker_named("one"), {each});
        job::worker two(context, worker_named("two"), {each});
        EXPECT_TRUE(run(one.start()));
        EXPECT_TRUE(run(two.start()));
        std::int64_t most = 0;
        EXPECT_TRUE(wait_until([&] {
            most = std::max(most, count(text, db::parameters::of(each.settings.name)));
            return one.counts().finished + two.counts().finished == jobs;
        }));
        EXPECT_TRUE(run(one.drain()));
        EXPECT_TRUE(run(two.drain()));
        return most;
    }
    static constexpr auto let_in =
        "SELECT coalesce(max(n), 0) FROM (SELECT count(*) AS n FROM job.job JOIN job.queue USING (queue_id)"
        " WHERE name = $1 AND stage IN ('ready', 'alone') GROUP BY {}) AS each";
};

TEST_F(Gate, LimitsWhatRunsOfTheQueue) {
    const auto each = gated({.running_max = 3});
    for (int i = 0; i < 20; ++i) enqueue({.queue = each.settings.name, .tenant_id = random_uuid()});
    EXPECT_EQ(most_while_working(each, 20, fmt::format(let_in, "queue_id")), 3);
}

TEST_F(Gate, LimitsWhatRunsOfATenant) {
    const auto each = gated({.running_per_tenant_max = 2});
    const uuid tenants[] = {random_uuid(), random_uuid()};
    for (int i = 0; i < 20; ++i) enqueue({.queue = each.settings.name, .tenant_id = tenants[i % 2]});
    EXPECT_EQ(most_while_working(each, 20, fmt::format(let_in, "tenant_id")), 2);
}

TEST_F(Gate, LimitsWhatRunsOfAKey) {
    const auto each = gated({.running_per_key_max = 1});
    for (int i = 0; i < 20; ++i) enqueue({.queue = each.settings.name, .key = i % 2 ? "a" : "b"});
    EXPECT_EQ(most_while_working(each, 20, fmt::format(let_in, "key")), 1);
}

TEST_F(Gate, KeepsTheOrderOfAKeyThroughFailures) {
    // Each job fails once; nobody overtakes it while it waits.
    auto each = gated({.back_off_first_ms = 1ms, .back_off_ms_max = 10ms, .ordered = true});
    each.handler = [](db::worker_tx& tx, const std::vector<job::claimed>& jobs, job::verdicts& say) -> task<> {
        if (jobs.front().failures == 0) co_return fail(errc::db_busy, "not yet");
        co_return co_await leave_effects_slowly(tx, jobs, say);
    };
    for (int i = 0; i < 16; ++i) enqueue({.queue = each.settings.name, .key = fmt::format("key {}", i % 4)});
    job::worker one(context, worker_named("one"), {each});
    job::worker two(context, worker_named("two"), {each});
    ASSERT_TRUE(run(one.start()));
    ASSERT_TRUE(run(two.start()));
    ASSERT_TRUE(wait_until([&] {
        now += 20ms;
        return one.counts().finished + two.counts().finished == 16;
    }));
    ASSERT_TRUE(run(one.drain()));
    ASSERT_TRUE(run(two.drain()));
    EXPECT_EQ(
        count(
            "WITH done AS (SELECT f.key, f.id, e.place FROM job.finished AS f JOIN job.queue USING (queue_id)"
            "  JOIN public.test_effect AS e ON e.job_id = f.id WHERE name = $1)"
            " SELECT count(*) FROM done AS a JOIN done AS b ON a.key = b.key AND a.id < b.id AND a.place > b.place",
            db::parameters::of(each.settings.name)
        ),
        0
    );
    EXPECT_EQ(standing_of(each.settings.name), "0 waiting, 16 done, 0 dead");
}

TEST_F(Gate, LetsATenantStartOneInSoMuchTime) {
    const auto each = gated({.started_every_ms = 1'000});
    for (int i = 0; i < 3; ++i) enqueue({.queue = each.settings.name});
    job::worker worker(context, worker_named(), {each});
    ASSERT_TRUE(run(worker.start()));
    for (int done = 1; done <= 3; ++done) {
        ASSERT_TRUE(wait_until([&] { return worker.counts().finished == done; })) << done;
        EXPECT_FALSE(wait_until([&] { return worker.counts().finished > done; }, 200ms)) << done;
        now += 1s;
    }
    ASSERT_TRUE(run(worker.drain()));
}

TEST_F(Gate, GivesThePlacesOfAQueueToTenantsInTurn) {
    const auto each = gated({.running_max = 2});
    const auto large = random_uuid();
    for (int i = 0; i < 60; ++i) enqueue({.queue = each.settings.name, .tenant_id = large});
    std::int64_t small = 0;
    for (int i = 0; i < 5; ++i) small = enqueue({.queue = each.settings.name, .tenant_id = random_uuid()});
    job::worker worker(context, worker_named(), {each});
    EXPECT_TRUE(work(worker, [&] { return worker.counts().finished == 65; }));
    EXPECT_LE(
        count(
            "SELECT count(*) FROM public.test_effect AS e JOIN job.finished AS f ON f.id = e.job_id"
            " JOIN job.queue AS q USING (queue_id) WHERE q.name = $1 AND f.tenant_id = $2"
            " AND e.place < (SELECT max(s.place) FROM public.test_effect AS s JOIN job.finished AS t ON t.id = s.job_id"
            "                 JOIN job.queue AS u USING (queue_id) WHERE u.name = $1 AND t.tenant_id <> $2)",
            db::parameters::of(each.settings.name, large)
        ),
        16
    ) << "the small ones came in turn; the last was "
      << small;
}

TEST_F(Gate, KeepsNoPlaceForATenantThatIsPaused) {
    const auto each = gated({.running_max = 2});
    const auto paused = random_uuid();
    for (int i = 0; i < 10; ++i) enqueue({.queue = each.settings.name, .tenant_id = paused});
    const auto queue_id =
        count("SELECT queue_id FROM job.queue WHERE name = $1", db::parameters::of(each.settings.name));
    EXPECT_EQ(count(fmt::format("SELECT job.let_in({}, now(), NULL, NULL)", queue_id)), 2);
    for (int i = 0; i < 3; ++i) enqueue({.queue = each.settings.name, .tenant_id = random_uuid()});
    db::pool pool(context, settings(db::role::worker));
    const job::pause_of tenant{
        .what = job::pause_of::kind::tenant_of_queue, .name = each.settings.name, .tenant_id = paused
    };
    ASSERT_TRUE(run(job::begin_pause(pool, tenant, "the test", now)));
    job::worker worker(context, worker_named(), {each});
    ASSERT_TRUE(run(worker.start()));
    EXPECT_TRUE(wait_until([&] { return worker.counts().finished == 3; })) << "the places go to others";
    EXPECT_FALSE(wait_until([&] { return worker.counts().finished > 3; }, 200ms));
    ASSERT_TRUE(run(job::end_pause(pool, tenant)));
    EXPECT_TRUE(wait_until([&] { return worker.counts().finished == 13; }));
    ASSERT_TRUE(run(worker.drain()));
}

TEST_F(Gate, IsNotInTheWayOfThoseWhoEnqueueThrottled) {
    const auto each = gated({.running_max = 2});
    auto business = session_as(db::role::worker);
    test::take(business.execute("BEGIN"));
    test::take(business.rows(
        "SELECT job.enqueue($1, p_unique_key => 'digest', p_at_most_every => '1 hour', p_now => $2)",
        db::parameters::of(each.settings.name, now)
    ));
    enqueue({.queue = each.settings.name});
    job::worker worker(context, worker_named(), {each});
    ASSERT_TRUE(run(worker.start()));
    EXPECT_TRUE(wait_until([&] { return worker.counts().finished == 1; })) << "while that transaction is open";
    test::take(business.execute("COMMIT"));
    EXPECT_TRUE(wait_until([&] { return worker.counts().finished == 2; }));
    ASSERT_TRUE(run(worker.drain()));
}

}  // namespace
