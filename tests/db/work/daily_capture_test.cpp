// The daily capture as jobs: each slot of each tenant once, by what was known then; one that fails stops nobody else.
#include <fmt/format.h>

#include "db/db/scratch_database.h"
#include "db/job/workplace.h"
#include "work/crew.h"

using namespace vouch;
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::hours day = 24h;

class DailyCapture : public test::workplace {
protected:
    void SetUp() override {
        workplace::SetUp();
        if (IsSkipped()) return;
        // Tenants of other tests would be captured as well.
        execute(
            "DELETE FROM job.job; DELETE FROM job.schedule;"
            "DO $$ DECLARE other uuid; BEGIN"
            "  FOR other IN SELECT tenant_id FROM tenant.tenant WHERE onboarded_at IS NOT NULL AND NOT simulated LOOP"
            "    PERFORM tenant.enter(other, 'tester');"
            "    UPDATE tenant.tenant SET onboarded_at = NULL WHERE tenant_id = other;"
            "    SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED;"
            "  END LOOP; END $$"
        );
        now = std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
    }
    void TearDown() override {
        if (!IsSkipped()) execute("DELETE FROM job.job; DELETE FROM job.schedule");
    }
    test::bank bank_in(std::string zone) {
        auto made = found({.zone = std::move(zone)});
        auto on = session_as(db::role::app);
        test::take(test::write(on, made.id, {.actor = "tester"}, test::add_observation(made.id, random_uuid())));
        banks.push_back(made.id);
        return made;
    }
    std::vector<job::queue> all_queues() {
        return work::queues({.conninfo = conninfo(), .version = "test", .now = [this] { return now; }});
    }
    /// Lets a worker see to the schedules, and do what is due.
    void work_until(const std::function<bool()>& ready) {
        job::worker worker(context, worker_named(), all_queues());
        ASSERT_TRUE(run(worker.start()));
        enqueue({.queue = "upkeep", .unique_key = "test"});
        EXPECT_TRUE(wait_until(ready));
        ASSERT_TRUE(run(worker.drain()));
    }
    std::vector<uuid> banks;  // of this test

    void make_schedules(std::int64_t tenants) {
        work_until([&] {
            return count(
                       "SELECT count(*) FROM job.schedule WHERE name = 'daily-capture' AND tenant_id = ANY "
                       "($1::uuid[])",
                       db::parameters::of(banks)
                   ) == tenants;
        });
    }
    std::string days_of(const test::bank& of) {
        return ask(
            "SELECT coalesce(string_agg(business_date::text, ' ' ORDER BY business_date), 'none') FROM "
            "snapshot.dashboard_snapshot WHERE tenant_id = $1",
            db::parameters::of(of.id)
        );
    }
    /// Business dates that end with the tenant's slots in (after, now], by the tenant's own calendar.
    std::string days_between(const test::bank& of, instant after) {
        return ask(
            "SELECT coalesce(string_agg(business_date::text, ' ' ORDER BY business_date), 'none') FROM tenant.days($1, "
            "$2::timestamptz::date - 3, $3::timestamptz::date + 3)"
            " WHERE slot_at > $2 AND slot_at <= $3",
            db::parameters::of(of.id, after, now)
        );
    }
};

TEST_F(DailyCapture, TakesEachDayOfEachTenantAtItsOwnSlot) {
    const auto kolkata = bank_in("Asia/Kolkata");
    const auto new_york = bank_in("America/New_York");
    make_schedules(2);
    const auto begun = now;
    EXPECT_EQ(days_of(kolkata), "none");
    for (int hours = 0; hours < 50; hours += 5) {
        now += 5h;
        const auto of_kolkata = days_between(kolkata, begun);
        const auto of_new_york = days_between(new_york, begun);
        now += 10min;  // the jobs of a slot are spread over five minutes
        work_until([&] { return days_of(kolkata) == of_kolkata && days_of(new_york) == of_new_york; });
        EXPECT_EQ(days_of(kolkata), of_kolkata);
        EXPECT_EQ(days_of(new_york), of_new_york);
        now -= 10min;
    }
}

TEST_F(DailyCapture, OfDaysWhenNothingRanIsMadeUpForDayByDay) {
    const auto bank = bank_in("Asia/Kolkata");
    make_schedules(1);
    const auto begun = now;
    now += 3 * day + 1h;
    const auto expected = days_between(bank, begun);
    work_until([&] { return days_of(bank) == expected; });
    EXPECT_EQ(days_of(bank), expected);
    EXPECT_EQ(
        count(
            "SELECT count(*) FROM job.slot AS s JOIN job.schedule USING (schedule_id) WHERE tenant_id = $1 AND job_id "
            "IS NOT NULL",
            db::parameters::of(bank.id)
        ),
        3
    );
    EXPECT_EQ(
        count(
            "SELECT count(*) FROM snapshot.dashboard_snapshot WHERE tenant_id = $1 AND origin = 'observed' AND "
            "revision = 1",
            db::parameters::of(bank.id)
        ),
        3
    );
}

TEST_F(DailyCapture, OfOneTenantThatFailsStopsNobodyAndIsSeenUntilItSucceeds) {
    std::vector<test::bank> all;
    for (int i = 0; i < 8; ++i) all.push_back(bank_in("Asia/Kolkata"));
    make_schedules(8);
    const auto& broken = all[3];
    execute(fmt::format(
        "CREATE FUNCTION public.test_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        "  IF NEW.tenant_id = '{}' THEN RAISE EXCEPTION 'no room'; END IF; RETURN NEW; END $$;"
        "CREATE TRIGGER test_refuse BEFORE INSERT ON snapshot.dashboard_snapshot FOR EACH ROW EXECUTE FUNCTION "
        "public.test_refuse()",
        to_string(broken.id)
    ));
    now += day + 10min;
    const auto captured =
        "SELECT count(DISTINCT tenant_id) FROM snapshot.dashboard_snapshot WHERE tenant_id = ANY ($1::uuid[])";
    std::vector<uuid> ids;
    for (const auto& each : all) ids.push_back(each.id);
    const auto failed = "SELECT coalesce(max(failures), 0) FROM job.job WHERE tenant_id = $1";
    work_until([&] {
        return count(captured, db::parameters::of(ids)) == 7 && count(failed, db::parameters::of(broken.id)) > 0;
    });
    EXPECT_EQ(days_of(broken), "none");
    EXPECT_NE(ask("SELECT last_error FROM job.job WHERE tenant_id = $1", db::parameters::of(broken.id)), "null");
    execute("DROP FUNCTION public.test_refuse() CASCADE");
    now += 1h;
    work_until([&] { return days_of(broken) != "none"; });
    EXPECT_EQ(days_of(broken), days_of(all[0]));
    EXPECT_EQ(count("SELECT count(*) FROM job.job WHERE tenant_id = ANY ($1::uuid[])", db::parameters::of(ids)), 0);
}

TEST_F(DailyCapture, FollowsTheSettingsOfTheTenant) {
    const auto bank = bank_in("Asia/Kolkata");
    make_schedules(1);
    EXPECT_EQ(
        ask("SELECT expression || ' ' || zone FROM job.schedule WHERE tenant_id = $1", db::parameters::of(bank.id)),
        "0 1 * * * Asia/Kolkata"
    );
    auto on = session_as(db::role::app);
    test::take(test::write(
        on,
        bank.id,
        {.actor = "tester"},
        {{"INSERT INTO tenant.setting (tenant_id, id, starts_on, zone, capture_minute, approved_by)"
          " VALUES ($1, gen_random_uuid(), tenant.business_date($1, now()) + 3, 'America/New_York', 150, 'a second')",
          db::parameters::of(bank.id)}}
    ));
    const auto begun = now;
    for (int hours = 0; hours < 6 * 24; hours += 6) {
        now += 6h;
        const auto expected = [&] {
            now -= 10min;
            const auto days = days_between(bank, begun);
            now += 10min;
            return days;
        }();
        work_until([&] { return days_of(bank) == expected; });
        ASSERT_EQ(days_of(bank), expected) << to_string(now);
    }
    EXPECT_EQ(
        ask("SELECT expression || ' ' || zone FROM job.schedule WHERE tenant_id = $1", db::parameters::of(bank.id)),
        "30 2 * * * America/New_York"
    );
    test::take(test::write(
        on,
        bank.id,
        {.actor = "tester"},
        {{"UPDATE tenant.tenant SET onboarded_at = NULL WHERE tenant_id = $1", db::parameters::of(bank.id)}}
    ));
    make_schedules(0);
}

}  // namespace
