// What operators do: to jobs that wait, run, or are dead, and to queues and schedules.
#include "job/operations.h"

#include <fmt/format.h>
#include <thread>

#include "db/job/workplace.h"
#include "db/worker_tx.h"
#include "job/schedule.h"

using namespace vouch;
using namespace std::chrono_literals;

namespace {

constexpr db::query<db::no_row, double> linger{{"test.linger_in_operation", "SELECT pg_sleep($1)"}};

class Operations : public test::workplace {
protected:
    void SetUp() override {
        workplace::SetUp();
        if (IsSkipped()) return;
        pool.emplace(context, settings(db::role::worker));
        execute(fmt::format("SELECT job.keep_days('{}', 7, 36600)", to_string(now)));
    }
    job::queue queue(job::queue_settings settings, job::short_handler handler = test::leave_effects) {
        settings.name = queue_named("operated");
        job::queue made{.settings = settings, .handler = std::move(handler)};
        job::worker maker(context, worker_named(), {made});
        EXPECT_TRUE(work(maker, [] { return true; }));
        return made;
    }
    job::queue long_queue(job::long_handler handler) {
        job::queue made{
            .settings = {.name = queue_named("operated"), .how = job::form::long_}, .handler = std::move(handler)
        };
        job::worker maker(context, worker_named(), {made});
        EXPECT_TRUE(work(maker, [] { return true; }));
        return made;
    }
    /// As if it had failed too often.
    void bury(std::int64_t id, const std::string& cause = "failed") {
        execute(fmt::format(
            "WITH gone AS (DELETE FROM job.job WHERE id = {0} RETURNING *) INSERT INTO job.dead (id, died_at, cause,"
            " created_at, run_at, tenant_id, queue_id, priority, failures, crashes, key, unique_key, last_error)"
            " SELECT id, '{1}', '{2}', created_at, run_at, tenant_id, queue_id, priority, 5, 2, key, unique_key, "
            "'broken'"
            " FROM gone",
            id,
            to_string(now),
            cause
        ));
    }
    std::string job_of(std::int64_t id, const std::string& columns) {
        return ask(fmt::format("SELECT concat_ws(', ', {}) FROM job.job WHERE id = {}", columns, id));
    }
    std::string finished(std::int64_t id) {
        return ask("SELECT concat_ws(', ', outcome, note) FROM job.finished WHERE id = $1", db::parameters::of(id));
    }
    template <class T>
    errc code_of(const result<T>& of) {
        return of ? errc::internal : of.error().code;
    }
    void TearDown() override {
        if (pool) pool->close();
        pool.reset();
    }
    std::optional<db::pool> pool;
};

TEST_F(Operations, PutAJobForwardThatWaitsAfterAFailure) {
    const auto each = queue({});
    const auto id = enqueue({.queue = each.settings.name, .run_at = now + 1h});
    execute(fmt::format("UPDATE job.job SET failures = 2, last_error = 'late' WHERE id = {}", id));
    const auto done = run(job::retry(*pool, id, "ravi", now));
    ASSERT_TRUE(done) << describe(done.error());
    EXPECT_EQ(*done, job::retried::put_forward);
    EXPECT_EQ(job_of(id, "stage, failures, last_error"), "ready, 2, late [put forward by ravi]");
    EXPECT_EQ(job_of(id, fmt::format("run_at = '{0}', rank = '{0}'", to_string(now))), "t, t");

    const auto again = run(job::retry(*pool, id, "ravi", now));
    EXPECT_EQ(code_of(again), errc::conflict) << "it waits for a worker, not for its time";
    EXPECT_EQ(code_of(run(job::retry(*pool, 1'000'000'000, "ravi", now))), errc::not_found);
}

TEST_F(Operations, BringADeadJobBackUnderItsIdAndAQuarantinedOneAlone) {
    const auto each = queue({});
    const auto ids = enqueue(each.settings.name, 2);
    bury(ids[0]);
    bury(ids[1], "quarantined");
    for (const auto id : ids) {
        const auto done = run(job::retry(*pool, id, "ravi", now));
        ASSERT_TRUE(done) << describe(done.error());
        EXPECT_EQ(*done, job::retried::redriven);
    }
    EXPECT_EQ(job_of(ids[0], "stage, failures, crashes, last_error"), "ready, 0, 0, broken [redriven by ravi]");
    EXPECT_EQ(job_of(ids[1], "stage, alone"), "alone, t");
    job::worker worker(context, worker_named(), {each});
    EXPECT_TRUE(work(worker, [&] { return worker.counts().finished == 2; }));
    EXPECT_EQ(standing_of(each.settings.name), "0 waiting, 2 done, 0 dead");
    const auto late = run(job::retry(*pool, ids[0], "ravi", now));
    EXPECT_EQ(code_of(late), errc::conflict) << "it is done";
}

TEST_F(Operations, RedriveAQueueButForThoseWhoseUniqueKeyIsAnothersByNow) {
    const auto each = queue({});
    const auto& name = each.settings.name;
    std::vector<std::int64_t> dead;
    for (int i = 0; i < 4; ++i) {
        dead.push_back(enqueue({.queue = name, .unique_key = i == 2 ? "taken" : fmt::format("free {}", i / 3)}));
        bury(dead.back());
        now += 1s;
    }
    const auto other = enqueue({.queue = name, .unique_key = "taken"});
    const auto first = run(job::redrive(*pool, name, 1, "ravi", now));
    ASSERT_TRUE(first) << describe(first.error());
    EXPECT_EQ(first->back, 1);
    EXPECT_TRUE(first->more);
    const auto done = run(job::redrive(*pool, name, 100, "ravi", now));
    ASSERT_TRUE(done) << describe(done.error());
    EXPECT_EQ(done->back, 1);
    EXPECT_FALSE(done->more);
    ASSERT_EQ(done->stayed.size(), 2u);
    EXPECT_EQ(done->stayed[0].id, dead[1]);
    EXPECT_EQ(done->stayed[0].key_has, dead[0]);
    EXPECT_EQ(done->stayed[1].id, dead[2]);
    EXPECT_EQ(done->stayed[1].unique_key, "taken");
    EXPECT_EQ(done->stayed[1].key_has, other);
    EXPECT_EQ(standing_of(name), "3 waiting, 0 done, 2 dead");
    EXPECT_EQ(code_of(run(job::retry(*pool, dead[2], "ravi", now))), errc::conflict);
    EXPECT_EQ(code_of(run(job::redrive(*pool, "no-such-queue", 1, "ravi", now))), errc::not_found);
    EXPECT_EQ(code_of(run(job::redrive(*pool, name, 0, "ravi", now))), errc::bad_input);
}

TEST_F(Operations, RedriveMoreThanOneTransactionHoldsAndLetThemInAtTheGate) {
    const auto each = queue({.running_max = 3});
    const auto& name = each.settings.name;
    execute(fmt::format(
        "INSERT INTO job.dead (id, died_at, cause, created_at, run_at, tenant_id, queue_id, priority, failures, "
        "crashes)"
        " SELECT nextval('job.job_id_seq'), '{0}', 'failed', '{0}', '{0}', job.nobody(), queue_id, 0, 5, 0"
        " FROM job.queue, generate_series(1, 2500) WHERE name = '{1}'",
        to_string(now),
        name
    ));
    const auto done = run(job::redrive(*pool, name, 2'400, "ravi", now));
    ASSERT_TRUE(done) << describe(done.error());
    EXPECT_EQ(done->back, 2'400);
    EXPECT_TRUE(done->more);
    EXPECT_EQ(standing_of(name), "2400 waiting, 0 done, 100 dead");
    EXPECT_EQ(
        count(
            "SELECT count(*) FROM job.job JOIN job.queue USING (queue_id) WHERE name = $1 AND stage = 'ready'",
            db::parameters::of(name)
        ),
        3
    );
}

TEST_F(Operations, DiscardWhatIsDeadAndNothingElse) {
    const auto each = queue({});
    const auto ids = enqueue(each.settings.name, 2);
    bury(ids[0]);
    const auto done = run(job::discard(*pool, ids[0], "ravi", "no such address", now));
    ASSERT_TRUE(done) << describe(done.error());
    EXPECT_EQ(finished(ids[0]), "discarded, ravi: no such address; it died of: broken");
    EXPECT_EQ(code_of(run(job::discard(*pool, ids[1], "ravi", "no", now))), errc::conflict);
    EXPECT_EQ(code_of(run(job::discard(*pool, 1'000'000'000, "ravi", "no", now))), errc::not_found);
}

TEST_F(Operations, CancelAJobThatWaitsAndLetInWhoIsNextAtTheGate) {
    const auto each = queue({.running_max = 1});
    const auto ids = enqueue(each.settings.name, 2);
    execute(fmt::format(
        "SELECT job.let_in(queue_id, '{}', NULL, NULL) FROM job.queue WHERE name = '{}'",
        to_string(now),
        each.settings.name
    ));
    EXPECT_EQ(job_of(ids[0], "stage") + " " + job_of(ids[1], "stage"), "ready held");
    const auto done = run(job::cancel(*pool, ids[0], "ravi", "", now));
    ASSERT_TRUE(done) << describe(done.error());
    EXPECT_EQ(*done, job::cancelled_how::taken_away);
    EXPECT_EQ(finished(ids[0]), "cancelled, ravi");
    EXPECT_EQ(job_of(ids[1], "stage"), "ready");
    EXPECT_EQ(code_of(run(job::cancel(*pool, ids[0], "ravi", "", now))), errc::conflict);
    EXPECT_EQ(code_of(run(job::cancel(*pool, 1'000'000'000, "ravi", "", now))), errc::not_found);
}

TEST_F(Operations, CancelALongJobThatRuns) {
    const auto each = long_queue([](job::running& of, job::verdicts&) -> result<> {
        for (int i = 0; i < 500 && !of.shall_end(); ++i) std::this_thread::sleep_for(10ms);
        return fail(errc::refused, "told to end");
    });
    const auto id = enqueue(each.settings.name, 1).front();
    job::worker worker(context, worker_named(), {each});
    ASSERT_TRUE(run(worker.start()));
    ASSERT_TRUE(wait_until([&] { return worker.counts().running == 1; }));
    const auto retried = run(job::retry(*pool, id, "ravi", now));
    EXPECT_EQ(code_of(retried), errc::conflict);
    EXPECT_NE(retried.error().detail.find("runs in the worker tested"), std::string::npos) << retried.error().detail;
    const auto done = run(job::cancel(*pool, id, "ravi", "not today", now));
    ASSERT_TRUE(done) << describe(done.error());
    EXPECT_EQ(*done, job::cancelled_how::told_to_end);
    EXPECT_EQ(ask("SELECT cancelled_by FROM job.lease WHERE job_id = $1", db::parameters::of(id)), "ravi");
    EXPECT_TRUE(wait_until([&] { return finished(id).starts_with("cancelled"); }));
    EXPECT_TRUE(run(worker.drain()));
}

TEST_F(Operations, DoNotWaitLongForAShortJobThatRuns) {
    const auto slow = [](db::worker_tx& tx, const std::vector<job::claimed>&, job::verdicts&) -> task<> {
        CO_CHECK(co_await tx.execute(linger, 3.0));
        co_return result<>();
    };
    const auto each = queue({}, slow);
    const auto id = enqueue(each.settings.name, 1).front();
    job::worker worker(context, worker_named(), {each});
    ASSERT_TRUE(run(worker.start()));
    ASSERT_TRUE(wait_until([&] { return worker.counts().running == 1; }));
    const auto begun = std::chrono::steady_clock::now();
    const auto refused = run(job::cancel(*pool, id, "ravi", "", now));
    EXPECT_LT(std::chrono::steady_clock::now() - begun, 2s);
    EXPECT_EQ(code_of(refused), errc::conflict);
    EXPECT_NE(
        refused.error().detail.find("runs in the worker tested: it is short and ends within its time"),
        std::string::npos
    ) << refused.error().detail;
    EXPECT_TRUE(wait_until([&] { return worker.counts().finished == 1; }));
    EXPECT_TRUE(run(worker.drain()));
}

TEST_F(Operations, PauseAQueueOrATenantInItAndWorkersSeeItAtOnce) {
    const auto each = queue({});
    const auto& name = each.settings.name;
    const auto tenant = random_uuid();
    using kind = job::pause_of::kind;
    const job::pause_of of_queue{kind::queue, name, {}}, of_tenant{kind::tenant_of_queue, name, tenant};
    for (const auto& wanted : {of_queue, of_tenant}) {
        const auto paused = run(job::begin_pause(*pool, wanted, "ravi", now));
        ASSERT_TRUE(paused) << describe(paused.error());
        EXPECT_EQ(paused->by, "ravi");
        const auto again = run(job::begin_pause(*pool, wanted, "asha", now + 1s));
        ASSERT_TRUE(again);
        EXPECT_EQ(again->since, now);
        EXPECT_EQ(again->by, "ravi") << "who paused it first stays";
    }
    enqueue({.queue = name, .tenant_id = tenant});
    auto patient = worker_named();
    patient.poll_ms = 60'000ms;  // only a bell wakes it
    job::worker worker(context, patient, {each});
    ASSERT_TRUE(run(worker.start()));
    EXPECT_FALSE(wait_until([&] { return worker.counts().finished > 0; }, 300ms));
    ASSERT_TRUE(run(job::end_pause(*pool, of_queue)));
    EXPECT_FALSE(wait_until([&] { return worker.counts().finished > 0; }, 300ms));
    const auto was = run(job::end_pause(*pool, of_tenant));
    ASSERT_TRUE(was && *was);
    EXPECT_EQ((*was)->by, "ravi");
    EXPECT_TRUE(wait_until([&] { return worker.counts().finished == 1; }, 5'000ms));
    ASSERT_TRUE(run(worker.drain()));
    const auto not_any_more = run(job::end_pause(*pool, of_tenant));
    ASSERT_TRUE(not_any_more);
    EXPECT_FALSE(*not_any_more);
    EXPECT_EQ(code_of(run(job::end_pause(*pool, {kind::queue, "no-such-queue", {}}))), errc::not_found);
}

task<std::int64_t> put_alone(db::pool& from, job::schedule wanted, instant now) {
    CO_TRY(tx, co_await db::worker_tx::begin(from));
    CO_TRY(id, co_await job::put(tx, std::move(wanted), now));
    CO_CHECK(co_await tx.commit());
    co_return id;
}

TEST_F(Operations, PauseASchedule) {
    const auto each = queue({});
    const auto& name = each.settings.name;
    const auto made =
        run(put_alone(*pool, {.name = name, .queue = name, .expression = "* * * * *", .zone = "UTC"}, now));
    ASSERT_TRUE(made) << describe(made.error());
    const job::pause_of wanted{job::pause_of::kind::schedule, name, job::nobody};
    ASSERT_TRUE(run(job::begin_pause(*pool, wanted, "ravi", now)));
    job::worker worker(context, worker_named(), {each});
    ASSERT_TRUE(run(worker.start()));
    now += 90s;
    EXPECT_FALSE(wait_until([&] { return worker.counts().finished > 0; }, 300ms));
    const auto was = run(job::end_pause(*pool, wanted));
    ASSERT_TRUE(was && *was);
    EXPECT_TRUE(wait_until([&] { return worker.counts().finished == 1; }));
    ASSERT_TRUE(run(worker.drain()));
    execute(fmt::format("DELETE FROM job.schedule WHERE name = '{}'", name));
    EXPECT_EQ(code_of(run(job::begin_pause(*pool, wanted, "ravi", now))), errc::not_found);
}

}  // namespace
