// Short jobs: effect and completion in one transaction.
#include <fmt/format.h>

#include "db/job/workplace.h"

using namespace vouch;

namespace {

class ShortJobs : public test::workplace {
protected:
    /// A queue, made by a worker that starts and ends.
    job::queue queue(std::string name, job::short_handler handler, int batch_max = 1) {
        job::queue made{.settings = {.name = std::move(name)}, .handler = std::move(handler)};
        made.settings.batch_max = batch_max;
        made.settings.back_off_first_ms = std::chrono::milliseconds(1'000);
        make(made);
        return made;
    }
    void make(const job::queue& wanted) {
        job::worker maker(context, worker_named(), {wanted});
        ASSERT_TRUE(work(maker, [] { return true; }));
    }
    std::int64_t effects_of(std::int64_t id) {
        return count("SELECT count(*) FROM public.test_effect WHERE job_id = $1", db::parameters::of(id));
    }
};

task<> fail_always(db::worker_tx& tx, const std::vector<job::claimed>& jobs, job::verdicts& say) {
    CO_CHECK(co_await test::leave_effects(tx, jobs, say));
    co_return fail(errc::refused, "the branch is closed");
}

task<> fail_for_odd_ones(db::worker_tx& tx, const std::vector<job::claimed>& jobs, job::verdicts& say) {
    CO_CHECK(co_await test::leave_effects(tx, jobs, say));
    for (const auto& each : jobs) {
        if (each.id % 2 == 1) co_return fail(errc::refused, "odd");
    }
    co_return result<>();
}

TEST_F(ShortJobs, AreDoneOnceWithTheirEffects) {
    const auto each = queue(queue_named("effects"), test::leave_effects, 10);
    const auto ids = enqueue(each.settings.name, 25);
    EXPECT_EQ(standing_of(each.settings.name), "25 waiting, 0 done, 0 dead");
    job::worker worker(context, worker_named(), {each});
    EXPECT_TRUE(work(worker, [&] { return worker.counts().finished == 25; }));
    EXPECT_EQ(standing_of(each.settings.name), "0 waiting, 25 done, 0 dead");
    for (const auto id : ids) EXPECT_EQ(effects_of(id), 1) << id;
}

TEST_F(ShortJobs, ThatFailLeaveNothingAndComeBackUntilTheyAreGivenUp) {
    auto each = queue(queue_named("failing"), fail_always);
    each.settings.failures_max = 3;
    const auto id = enqueue(each.settings.name, 1).front();
    job::worker worker(context, worker_named(), {each});
    ASSERT_TRUE(run(worker.start()));
    for (int failures = 1; failures <= 3; ++failures) {
        ASSERT_TRUE(wait_until([&] { return worker.counts().failed == failures; })) << failures;
        if (failures == 3) break;
        EXPECT_EQ(
            ask("SELECT stage || ' ' || failures FROM job.job WHERE id = $1", db::parameters::of(id)),
            fmt::format("later {}", failures)
        );
        EXPECT_FALSE(wait_until([&] { return worker.counts().failed > failures; }, std::chrono::milliseconds(200)));
        now += std::chrono::seconds(2 * failures);  // the pause doubles: at most 1 s, then 2 s
    }
    ASSERT_TRUE(run(worker.drain()));
    EXPECT_EQ(standing_of(each.settings.name), "0 waiting, 0 done, 1 dead");
    EXPECT_EQ(
        ask("SELECT concat(cause, ', ', failures, ' failures: ', last_error) FROM job.dead WHERE id = $1",
            db::parameters::of(id)),
        "failed, 3 failures: refused: the branch is closed"
    );
    EXPECT_EQ(effects_of(id), 0);
}

TEST_F(ShortJobs, OfABatchThatFailsAreTakenApartUntilTheCulpritsAreAlone) {
    const auto each = queue(queue_named("halves"), fail_for_odd_ones, 16);
    const auto ids = enqueue(each.settings.name, 16);
    job::worker worker(context, worker_named(), {each});
    EXPECT_TRUE(work(worker, [&] { return worker.counts().finished == 8 && worker.counts().failed == 8; }));
    for (const auto id : ids) EXPECT_EQ(effects_of(id), id % 2 == 0 ? 1 : 0) << id;
}

TEST_F(ShortJobs, MaySaySnoozeAndGiveUpAndAResult) {
    const auto speak = [](db::worker_tx&, const std::vector<job::claimed>& jobs, job::verdicts& say) -> task<> {
        for (const auto& each : jobs) {
            if (each.payload == R"("snooze")") say.snooze(each.id, each.run_at + std::chrono::hours(1));
            if (each.payload == R"("bury")") say.bury(each.id, "the observation is gone");
            if (each.payload == R"("result")") say.finish(each.id, R"({"rows": 3})");
        }
        co_return result<>();
    };
    const auto each = queue(queue_named("verdicts"), speak, 10);
    const auto& name = each.settings.name;
    for (const auto* words : {R"("snooze")", R"("bury")", R"("result")"}) {
        job::new_job wanted;
        wanted.queue = name;
        wanted.payload = words;
        enqueue(wanted);
    }
    job::worker worker(context, worker_named(), {each});
    EXPECT_TRUE(work(worker, [&] { return worker.counts().finished == 3; }));
    EXPECT_EQ(standing_of(name), "1 waiting, 1 done, 1 dead");
    EXPECT_EQ(
        ask("SELECT concat(stage, ' ', failures, ' ', run_at - $2::timestamptz) FROM job.job JOIN job.queue USING "
            "(queue_id) WHERE name = $1",
            db::parameters::of(name, now)),
        "later 0 01:00:00"
    );
    EXPECT_EQ(
        ask("SELECT result->>'rows' FROM job.finished JOIN job.queue USING (queue_id) WHERE name = $1",
            db::parameters::of(name)),
        "3"
    );
}

TEST_F(ShortJobs, RunInTheOrderOfPriorityUnlessTheyHaveWaitedLonger) {
    const auto each = queue(queue_named("priority"), test::leave_effects);  // a step counts as a minute
    const auto& name = each.settings.name;
    auto put = [&](int priority, std::chrono::seconds later, const std::string& words) {
        job::new_job wanted;
        wanted.queue = name;
        wanted.priority = priority;
        wanted.run_at = now + later;
        wanted.payload = '"' + words + '"';
        enqueue(wanted);
    };
    put(0, std::chrono::seconds(0), "first come");
    put(5, std::chrono::seconds(0), "urgent");
    put(5, std::chrono::seconds(299), "urgent, before it aged");
    put(5, std::chrono::seconds(301), "urgent, after it aged");
    now += std::chrono::seconds(301);
    job::worker worker(context, worker_named(), {each});
    EXPECT_TRUE(work(worker, [&] { return worker.counts().finished == 4; }));
    EXPECT_EQ(
        ask("SELECT string_agg(words, ', ' ORDER BY place) FROM public.test_effect"
            " WHERE job_id IN (SELECT f.id FROM job.finished AS f JOIN job.queue USING (queue_id) WHERE name = $1)",
            db::parameters::of(name)),
        R"("urgent", "urgent, before it aged", "first come", "urgent, after it aged")"
    );
}

TEST_F(ShortJobs, OfAPausedQueueOrTenantWait) {
    const auto each = queue(queue_named("paused"), test::leave_effects, 10);
    const auto& name = each.settings.name;
    enqueue(name, 2);
    execute(fmt::format("UPDATE job.queue SET paused_at = now(), paused_by = 'test' WHERE name = '{}'", name));
    job::worker worker(context, worker_named(), {each});
    ASSERT_TRUE(run(worker.start()));
    EXPECT_FALSE(wait_until([&] { return worker.counts().finished > 0; }, std::chrono::milliseconds(300)));
    execute(fmt::format(
        "UPDATE job.queue SET paused_at = NULL, paused_by = NULL WHERE name = '{0}';"
        "INSERT INTO job.paused_tenant SELECT queue_id, job.nobody(), now(), 'test' FROM job.queue WHERE name = '{0}'",
        name
    ));
    EXPECT_FALSE(wait_until([&] { return worker.counts().finished > 0; }, std::chrono::milliseconds(300)));
    execute("DELETE FROM job.paused_tenant");
    EXPECT_TRUE(wait_until([&] { return worker.counts().finished == 2; }));
    ASSERT_TRUE(run(worker.drain()));
}

TEST_F(ShortJobs, OfATenantWriteBehindItsWall) {
    const auto write = [](db::worker_tx& tx, const std::vector<job::claimed>& jobs, job::verdicts&) -> task<> {
        CO_TRY(as_tenant, co_await tx.as_tenant(jobs.front().tenant_id, {.actor = "job", .reason = "test"}));
        constexpr db::query<db::no_row> write_here{
            {"test.write_here",
             "INSERT INTO public.test_effect (job_id, tenant_id, words)"
             " SELECT 0, tenant_id, current_user || ' ' || name FROM tenant.tenant"}
        };
        CO_CHECK(co_await as_tenant.execute(write_here));
        co_return result<>();
    };
    const auto mine = found();
    const auto other = found();
    const auto each = queue(queue_named("walled"), write);
    job::new_job wanted;
    wanted.queue = each.settings.name;
    wanted.tenant_id = mine.id;
    enqueue(wanted);
    job::worker worker(context, worker_named(), {each});
    EXPECT_TRUE(work(worker, [&] { return worker.counts().finished == 1; }));
    EXPECT_EQ(
        count(
            "SELECT count(*) FROM public.test_effect WHERE tenant_id = $1 AND words LIKE 'vouch_app %'",
            db::parameters::of(mine.id)
        ),
        1
    );
    EXPECT_EQ(count("SELECT count(*) FROM public.test_effect WHERE tenant_id = $1", db::parameters::of(other.id)), 0);
}

TEST_F(ShortJobs, ThatComeLateWithAPlaceBeforeOthersAreFoundAmongThem) {
    const auto each = queue(queue_named("late"), test::leave_effects, 5);
    const auto& name = each.settings.name;
    enqueue(name, 20);
    job::worker worker(context, worker_named(), {each});
    ASSERT_TRUE(run(worker.start()));
    ASSERT_TRUE(wait_until([&] { return worker.counts().finished == 20; }));
    // Behind what the worker has done, and it keeps on working.
    enqueue({.queue = name, .run_at = now - std::chrono::hours(1)});
    EXPECT_TRUE(wait_until([&] { return worker.counts().finished == 21; }));
    enqueue(name, 20);
    enqueue({.queue = name, .priority = 10});
    EXPECT_TRUE(wait_until([&] { return worker.counts().finished == 42; }));
    ASSERT_TRUE(run(worker.drain()));
    EXPECT_EQ(standing_of(name), "0 waiting, 42 done, 0 dead");
}

TEST_F(ShortJobs, AreSharedAmongTenantsInTurn) {
    const auto each = queue(queue_named("turns"), test::leave_effects, 10);
    const auto& name = each.settings.name;
    const auto large = random_uuid();
    for (int i = 0; i < 200; ++i) enqueue({.queue = name, .tenant_id = large});
    for (int i = 0; i < 9; ++i) enqueue({.queue = name, .tenant_id = random_uuid()});
    job::worker worker(context, worker_named(), {each});
    EXPECT_TRUE(work(worker, [&] { return worker.counts().finished == 209; }));
    // The small ones are all in the first transaction or the second, with ten jobs each.
    EXPECT_LE(
        count(
            "SELECT count(*) FROM job.finished AS f JOIN job.queue USING (queue_id) WHERE name = $1 AND f.tenant_id = "
            "$2"
            " AND f.id IN (SELECT job_id FROM public.test_effect WHERE place <= (SELECT max(e.place) FROM "
            "public.test_effect AS e"
            "              JOIN job.finished AS s ON s.id = e.job_id JOIN job.queue AS q ON q.queue_id = s.queue_id"
            "              WHERE q.name = $1 AND s.tenant_id <> $2))",
            db::parameters::of(name, large)
        ),
        11
    );
}

}  // namespace
