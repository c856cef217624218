// Workers that are killed at each step: what they had in hand is done once, by somebody else, within seconds.
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <csignal>
#include <fmt/format.h>
#include <memory>
#include <thread>
#include <unistd.h>

#include "db/job/forked.h"
#include "db/job/workplace.h"

using namespace vouch;
using namespace std::chrono_literals;

namespace {

constexpr db::query<db::no_row, double> sleep_for{{"test.sleep", "SELECT pg_sleep($1)"}};

/// An effect, and then a long time in which the worker can be killed.
task<> leave_effects_and_linger(db::worker_tx& tx, const std::vector<job::claimed>& jobs, job::verdicts& say) {
    CO_CHECK(co_await test::leave_effects(tx, jobs, say));
    CO_CHECK(co_await tx.execute(sleep_for, 30.0));
    co_return result<>();
}

class Crashes : public test::workplace {
protected:
    job::queue queue(job::short_handler handler, int batch_max = 1) {
        job::queue made{.settings = {.name = name_, .batch_max = batch_max}, .handler = std::move(handler)};
        return made;
    }
    void SetUp() override {
        workplace::SetUp();
        if (IsSkipped()) return;
        name_ = queue_named("crash");
        job::worker maker(context, worker_named(), {queue(test::leave_effects)});
        ASSERT_TRUE(work(maker, [] { return true; }));
    }
    /// A worker in a process of its own, which works until it is killed.
    std::unique_ptr<test::forked> worker_process(const job::queue& with) {
        return std::make_unique<test::forked>([this, with] {
            asio::io_context own(1);
            job::worker worker(own, worker_named("doomed"), {with});
            asio::co_spawn(own, worker.start(), asio::detached);
            own.run_for(60s);
        });
    }
    std::int64_t in_hand() {
        return count(
            "SELECT coalesce(sum(upper(r) - lower(r)), 0) FROM job.hold CROSS JOIN LATERAL unnest(job_ids) AS r"
        );
    }
    std::int64_t effects() {
        return count(
            "SELECT count(*) FROM public.test_effect WHERE job_id IN (SELECT f.id FROM job.finished AS f"
            " JOIN job.queue USING (queue_id) WHERE name = $1)",
            db::parameters::of(name_)
        );
    }
    std::string name_;
};

TEST_F(Crashes, OfAWorkerThatWasKilledWithJobsInHandAreMadeGoodByOthers) {
    enqueue(name_, 5);
    auto doomed = worker_process(queue(leave_effects_and_linger, 5));
    ASSERT_TRUE(wait_until([&] { return in_hand() == 5; }));
    doomed->kill_hard();
    job::worker other(context, worker_named("other"), {queue(test::leave_effects, 5)});
    ASSERT_TRUE(run(other.start()));
    ASSERT_TRUE(wait_until([&] { return standing_of(name_) == "0 waiting, 5 done, 0 dead" || (now += 100ms, false); }));
    EXPECT_TRUE(wait_until([&] { return count("SELECT count(*) FROM job.worker WHERE name = 'doomed'") == 0; }));
    ASSERT_TRUE(run(other.drain()));
    EXPECT_EQ(effects(), 5);
}

TEST_F(Crashes, OfAWorkerAreCountedApartFromFailures) {
    const auto id = enqueue(name_, 1).front();
    auto doomed = worker_process(queue(leave_effects_and_linger));
    ASSERT_TRUE(wait_until([&] { return in_hand() == 1; }));
    doomed->kill_hard();
    // A worker of another queue takes back what the dead one had.
    job::queue elsewhere{.settings = {.name = queue_named("elsewhere")}, .handler = test::leave_effects};
    job::worker other(context, worker_named("other"), {elsewhere});
    EXPECT_TRUE(work(other, [&] {
        return ask("SELECT concat(failures, ' ', crashes, ' ', alone, ' ', stage) FROM job.job WHERE id = $1",
                   db::parameters::of(id)) == "0 1 t later";
    }));
    EXPECT_EQ(
        ask("SELECT last_error FROM job.job WHERE id = $1", db::parameters::of(id)),
        "the worker doomed died while it had it in hand"
    );
}

TEST_F(Crashes, OfPoisonEndInQuarantineAndTheOthersAreDone) {
    // A handler that takes its process down with one of ten jobs.
    enqueue(name_, 10);
    const auto poison =
        count("SELECT max(id) FROM job.job JOIN job.queue USING (queue_id) WHERE name = $1", db::parameters::of(name_));
    const auto drink = [poison](db::worker_tx& tx, const std::vector<job::claimed>& jobs, job::verdicts& say) {
        for (const auto& each : jobs) {
            if (each.id == poison) ::kill(::getpid(), SIGKILL);
        }
        return test::leave_effects(tx, jobs, say);
    };
    for (int lives = 1; lives <= 30; ++lives) {
        if (standing_of(name_) == "0 waiting, 9 done, 1 dead") break;
        test::forked mortal([&, this] {
            asio::io_context own(1);
            job::worker worker(own, worker_named("mortal"), {queue(drink, 10)});
            const auto begun = std::chrono::steady_clock::now();
            auto settings = worker_named("mortal");
            asio::co_spawn(own, worker.start(), asio::detached);
            while (std::chrono::steady_clock::now() - begun < 3s) {
                own.run_for(50ms);
                now += 500ms;  // for what comes back after a pause
            }
        });
        mortal.wait();
        now += 1h;
        std::this_thread::sleep_for(300ms);  // as whoever starts it again would
    }
    EXPECT_EQ(standing_of(name_), "0 waiting, 9 done, 1 dead");
    EXPECT_EQ(effects(), 9);
    EXPECT_EQ(
        ask("SELECT concat(cause, ' ', crashes, ' ', failures) FROM job.dead WHERE id = $1",
            db::parameters::of(poison)),
        "quarantined 3 0"
    );
}

TEST_F(Crashes, ThatWereNoneChangeNothing) {
    // A worker that seems dead and goes on: its transaction still has the row, so nobody else runs the job.
    enqueue(name_, 1);
    constexpr auto linger = [](db::worker_tx& tx, const std::vector<job::claimed>& jobs, job::verdicts& say) -> task<> {
        CO_CHECK(co_await test::leave_effects(tx, jobs, say));
        CO_CHECK(co_await tx.execute(sleep_for, 0.5));
        co_return result<>();
    };
    auto stopped = worker_process(queue(linger));
    ASSERT_TRUE(wait_until([&] { return in_hand() == 1; }));
    stopped->stop();
    job::worker other(context, worker_named("other"), {queue(test::leave_effects)});
    ASSERT_TRUE(run(other.start()));
    ASSERT_TRUE(wait_until([&] { return count("SELECT count(*) FROM job.worker WHERE name = 'doomed'") == 0; }));
    EXPECT_FALSE(wait_until([&] { return other.counts().finished > 0; }, 500ms));
    EXPECT_EQ(standing_of(name_), "1 waiting, 0 done, 0 dead");
    stopped->go_on();
    EXPECT_TRUE(wait_until([&] { return standing_of(name_) == "0 waiting, 1 done, 0 dead"; }));
    EXPECT_EQ(effects(), 1);
    EXPECT_TRUE(wait_until([&] { return count("SELECT count(*) FROM job.worker WHERE name = 'doomed'") == 1; }))
        << "it begins anew";
    ASSERT_TRUE(run(other.drain()));
}

TEST_F(Crashes, OfLongJobsAreMadeGoodAndALateCompletionIsRefused) {
    const auto long_name = queue_named("long");
    job::queue work_long{
        .settings = {.name = long_name, .how = job::form::long_},
        .handler = [](job::running& of, job::verdicts&) -> result<> {
            for (int i = 0; i < 40 && !of.shall_end(); ++i) std::this_thread::sleep_for(50ms);
            return {};
        }
    };
    job::worker maker(context, worker_named(), {work_long});
    ASSERT_TRUE(work(maker, [] { return true; }));
    const auto id = enqueue(long_name, 1).front();
    auto stopped = worker_process(work_long);
    ASSERT_TRUE(wait_until([&] {
        return count("SELECT count(*) FROM job.lease WHERE job_id = $1", db::parameters::of(id)) == 1;
    }));
    stopped->stop();
    job::worker other(context, worker_named("other"), {work_long});
    ASSERT_TRUE(run(other.start()));
    // Taken for dead: the job is another's, under another lease.
    ASSERT_TRUE(wait_until([&] {
        now += 100ms;
        return count(
                   "SELECT count(*) FROM job.lease AS l JOIN job.worker AS w USING (worker_id) WHERE job_id = $1 AND "
                   "w.name = 'other'",
                   db::parameters::of(id)
               ) == 1;
    }));
    stopped->go_on();
    EXPECT_TRUE(wait_until([&] { return standing_of(long_name) == "0 waiting, 1 done, 0 dead"; }));
    EXPECT_EQ(
        ask("SELECT concat(w.name, ' ', f.crashes) FROM job.finished AS f JOIN job.worker AS w USING (worker_id) WHERE "
            "f.id = $1",
            db::parameters::of(id)),
        "other 1"
    );
    EXPECT_FALSE(wait_until(
        [&] { return count("SELECT count(*) FROM job.finished WHERE id = $1", db::parameters::of(id)) > 1; }, 1'500ms
    ));
    ASSERT_TRUE(run(other.drain()));
}

TEST_F(Crashes, OfACancelledJobLeaveItCancelled) {
    const auto long_name = queue_named("long");
    job::queue work_long{
        .settings = {.name = long_name, .how = job::form::long_},
        .handler = [](job::running&, job::verdicts&) -> result<> {
            std::this_thread::sleep_for(60s);
            return {};
        }
    };
    const auto id = [&] {
        job::worker maker(context, worker_named(), {work_long});
        EXPECT_TRUE(work(maker, [] { return true; }));
        return enqueue(long_name, 1).front();
    }();
    auto doomed = worker_process(work_long);
    ASSERT_TRUE(wait_until([&] {
        return count("SELECT count(*) FROM job.lease WHERE job_id = $1", db::parameters::of(id)) == 1;
    }));
    execute(fmt::format("UPDATE job.lease SET cancelled_at = now(), cancelled_by = 'ravi' WHERE job_id = {}", id));
    doomed->kill_hard();
    job::worker other(context, worker_named("other"), {work_long});
    EXPECT_TRUE(work(other, [&] {
        return ask("SELECT concat(outcome, ' by ', note) FROM job.finished WHERE id = $1", db::parameters::of(id)) ==
               "cancelled by ravi";
    }));
    EXPECT_EQ(standing_of(long_name), "0 waiting, 0 done, 0 dead");
}

}  // namespace
