// Schedules: every slot of every schedule once, whoever looks at the clock, and however far ahead or behind it is.
#include <algorithm>
#include <fmt/format.h>
#include <memory>

#include "db/db/scratch_database.h"
#include "db/job/workplace.h"
#include "db/worker_tx.h"
#include "job/schedule.h"

using namespace vouch;
using namespace std::chrono_literals;

namespace {

task<std::int64_t> put_alone(db::pool& from, job::schedule wanted, instant now) {
    CO_TRY(tx, co_await db::worker_tx::begin(from));
    CO_TRY(id, co_await job::put(tx, std::move(wanted), now));
    CO_CHECK(co_await tx.commit());
    co_return id;
}

class Fire : public test::workplace {
protected:
    void SetUp() override {
        workplace::SetUp();
        if (IsSkipped()) return;
        each = {.settings = {.name = queue_named("fire"), .batch_max = 10}, .handler = test::leave_effects};
        job::worker maker(context, worker_named(), {each});
        ASSERT_TRUE(work(maker, [] { return true; }));
    }
    void TearDown() override {
        if (!IsSkipped()) execute("DELETE FROM job.schedule");
    }
    result<std::int64_t> put(job::schedule wanted) {
        wanted.queue = each.settings.name;
        db::pool pool(context, settings(db::role::worker));
        return run(put_alone(pool, wanted, now));
    }
    static job::schedule daily(std::string name, std::string zone, job::missed when_missed = job::missed::all) {
        job::schedule wanted;
        wanted.name = std::move(name);
        wanted.expression = "0 1 * * *";
        wanted.zone = std::move(zone);
        wanted.when_missed = when_missed;
        return wanted;
    }
    /// Slots that ran, as the ledger has them and as jobs were finished, once each: "19:30, 19:30".
    std::string slots_of(std::int64_t schedule) {
        return ask(
            "SELECT concat(string_agg(to_char(slot_at AT TIME ZONE 'UTC', 'DD HH24:MI'), ', ' ORDER BY slot_at) FILTER "
            "(WHERE job_id IS NOT NULL),"
            "  CASE WHEN count(*) FILTER (WHERE job_id IS NULL) > 0 THEN '; passed over: ' || count(*) FILTER (WHERE "
            "job_id IS NULL) END,"
            "  CASE WHEN count(*) FILTER (WHERE job_id IS NOT NULL) <> (SELECT count(*) FROM job.finished AS f WHERE "
            "f.schedule_id = $1)"
            "         OR EXISTS (SELECT FROM job.finished AS f WHERE f.schedule_id = $1 AND NOT EXISTS ("
            "               SELECT FROM job.slot AS s WHERE s.schedule_id = $1 AND s.slot_at = f.slot_at AND s.job_id "
            "= f.id))"
            "       THEN '; not what was finished' END)"
            " FROM job.slot WHERE schedule_id = $1",
            db::parameters::of(schedule)
        );
    }
    job::queue each;
};

TEST_F(Fire, AWeekOfThreeWorkersWithClocksApartIsEverySlotOnce) {
    const char* zones[] = {
        "Asia/Kolkata", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "UTC"
    };
    now = parse_instant("2026-03-25T12:00:00Z").value();  // Berlin's clock moves on the 29th
    const auto begun = now;
    std::vector<std::pair<std::int64_t, job::schedule>> schedules;
    for (int i = 0; i < 30; ++i) {
        auto wanted = daily(fmt::format("daily-{}", i), zones[i % std::size(zones)]);
        wanted.tenant_id = random_uuid();
        wanted.expression = i % 2 == 0 ? "0 1 * * *" : "30 2 * * *";
        const auto id = put(wanted);
        ASSERT_TRUE(id) << describe(id.error());
        schedules.emplace_back(*id, wanted);
    }
    std::vector<std::unique_ptr<job::worker>> workers;
    const std::chrono::minutes ahead[] = {-7min, 0min, 11min};
    for (const auto by : ahead) {
        auto settings = worker_named(fmt::format("{} min", by.count()));
        settings.now = [this, by] { return now + by; };
        workers.push_back(std::make_unique<job::worker>(context, settings, std::vector{each}));
        ASSERT_TRUE(run(workers.back()->start()));
    }
    for (int hour = 0; hour < 7 * 24; ++hour) {
        now += 1h;
        for (auto& worker : workers) worker->ring();
        wait_until([] { return false; }, 15ms);
    }
    // What the one that is ahead may have fired and the others not is left out.
    now += 10min;
    ASSERT_TRUE(wait_until([&] { return standing_of(each.settings.name).starts_with("0 waiting"); }));
    for (auto& worker : workers) ASSERT_TRUE(run(worker->drain()));
    for (const auto& [id, wanted] : schedules) {
        const auto ahead_of_all = now + 11min;
        const auto expected = job::preview(wanted.expression, wanted.zone, begun, 20);
        std::string text;
        for (const auto slot : *expected) {
            if (slot > ahead_of_all) break;
            const auto words = to_string(slot);
            text += (text.empty() ? "" : ", ") + words.substr(8, 2) + " " + words.substr(11, 5);
        }
        EXPECT_EQ(slots_of(id), text) << wanted.expression << " in " << wanted.zone;
    }
}

TEST_F(Fire, ThreeDaysOfNobodyAreThreeSlotsInOrder) {
    now = parse_instant("2026-03-02T12:00:00Z").value();
    const auto id = put(daily("captured", "Asia/Kolkata"));
    ASSERT_TRUE(id);
    now += 72h;
    job::worker worker(context, worker_named(), {each});
    EXPECT_TRUE(work(worker, [&] { return worker.counts().finished == 3; }));
    EXPECT_EQ(slots_of(*id), "02 19:30, 03 19:30, 04 19:30");
    EXPECT_EQ(
        ask("SELECT string_agg(to_char(f.slot_at AT TIME ZONE 'UTC', 'DD'), ' ' ORDER BY e.place) FROM job.finished AS "
            "f"
            " JOIN public.test_effect AS e ON e.job_id = f.id WHERE f.schedule_id = $1",
            db::parameters::of(*id)),
        "02 03 04"
    );
}

TEST_F(Fire, WhatIsMissedIsPassedOverOrRunOnceAsTheScheduleSays) {
    now = parse_instant("2026-03-02T12:00:00Z").value();
    const auto skipped = put(daily("skipped", "Asia/Kolkata", job::missed::skip));
    const auto once = put(daily("once", "Asia/Kolkata", job::missed::once));
    now += 72h;
    job::worker worker(context, worker_named(), {each});
    EXPECT_TRUE(work(worker, [&] { return worker.counts().finished == 1; }));
    EXPECT_EQ(slots_of(*skipped), "; passed over: 3");
    EXPECT_EQ(slots_of(*once), "04 19:30; passed over: 2");
}

TEST_F(Fire, ASlotIsOfItsScheduleOnceWhateverTheCursorSays) {
    now = parse_instant("2026-03-02T12:00:00Z").value();
    const auto id = put(daily("captured", "Asia/Kolkata"));
    now += 24h;
    {
        job::worker worker(context, worker_named(), {each});
        EXPECT_TRUE(work(worker, [&] { return worker.counts().finished == 1; }));
    }
    execute("UPDATE job.schedule SET next_at = next_at - interval '1 day'");
    job::worker worker(context, worker_named(), {each});
    EXPECT_TRUE(work(worker, [&] {
        return ask("SELECT next_at > $1 FROM job.schedule", db::parameters::of(now)) == "t";
    }));
    EXPECT_EQ(slots_of(*id), "02 19:30");
}

TEST_F(Fire, JobsOfOneSlotAreSpreadEachTenantAtItsPlace) {
    now = parse_instant("2026-03-02T12:00:00Z").value();
    for (int i = 0; i < 50; ++i) {
        auto wanted = daily("spread", "Asia/Kolkata");
        wanted.tenant_id = random_uuid();
        wanted.spread_s = 600s;
        ASSERT_TRUE(put(wanted));
    }
    auto nothing_runs = each;
    execute(
        fmt::format("UPDATE job.queue SET paused_at = now(), paused_by = 'test' WHERE name = '{}'", each.settings.name)
    );
    for (int day = 0; day < 2; ++day) {
        now += 24h;
        job::worker worker(context, worker_named(), {each});
        EXPECT_TRUE(work(worker, [&] {
            return ask("SELECT min(next_at) > $1 FROM job.schedule", db::parameters::of(now)) == "t";
        }));
    }
    const auto places =
        "SELECT tenant_id, array_agg(DISTINCT run_at - slot_at) AS places FROM job.job WHERE schedule_id IS NOT NULL "
        "GROUP BY 1";
    EXPECT_EQ(
        count(fmt::format(
            "SELECT count(*) FROM ({}) AS t WHERE cardinality(places) = 1 AND places[1] >= '0' AND places[1] < '600 s'",
            places
        )),
        50
    );
    EXPECT_GE(count(fmt::format("SELECT count(DISTINCT places[1]) FROM ({}) AS t", places)), 45);
    execute(fmt::format(
        "UPDATE job.queue SET paused_at = NULL, paused_by = NULL WHERE name = '{}'; DELETE FROM job.job",
        each.settings.name
    ));
}

TEST_F(Fire, ThatCannotBeIsRefused) {
    auto refused = [&](auto change) {
        auto wanted = daily("refused", "Asia/Kolkata");
        change(wanted);
        const auto id = put(wanted);
        return id ? std::string("taken") : describe(id.error());
    };
    EXPECT_NE(refused([](job::schedule& of) { of.expression = "0 25 * * *"; }).find("hour"), std::string::npos);
    EXPECT_NE(refused([](job::schedule& of) { of.zone = "IST"; }).find("IST"), std::string::npos);
    EXPECT_NE(refused([](job::schedule& of) { of.expression = "0 0 30 2 *"; }).find("never"), std::string::npos);
}

}  // namespace
