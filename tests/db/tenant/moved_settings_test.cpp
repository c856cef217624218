// A tenant that moves to another zone or another fiscal year: from a future business date on, and its days and periods
// stay without gaps.
#include <fmt/format.h>

#include "db/support/bank.h"

using namespace vouch;
using namespace std::chrono_literals;

namespace {

const instant founded = *parse_instant("2024-01-01T00:00:00Z");
const instant now = *parse_instant("2024-06-10T12:00:00Z");

struct wanted_setting {
    std::string starts_on;
    std::string zone;
    int first_month = 4;
    int capture_minute = 60;
};

class MovedSettings : public test::bank_database {
protected:
    void SetUp() override {
        bank_database::SetUp();
        if (IsSkipped()) return;
        all.emplace(admin());
        app.emplace(session_as(db::role::app));
    }

    test::bank founded_in(std::string zone, int first_month = 4) {
        return found(
            {.zone = std::move(zone), .fiscal_year_start_month = first_month, .simulated = true, .recorded_at = founded}
        );
    }
    result<> settings_from(const test::bank& of, const wanted_setting& wanted) {
        return test::write(
            *app,
            of.id,
            {.actor = "administrator", .recorded_at = clock_ += 1s},
            {{"INSERT INTO tenant.setting (tenant_id, id, starts_on, zone, fiscal_year_start_month,"
              "                            capture_minute, approved_by) VALUES ($1, $2, $3, $4, $5, $6, 'the board')",
              db::parameters::of(
                  of.id, random_uuid(), wanted.starts_on, wanted.zone, wanted.first_month, wanted.capture_minute
              )}}
        );
    }
    std::string periods(const test::bank& of, const char* grain, const char* first, const char* last) {
        return test::cell(
            *all,
            "SELECT string_agg(concat_ws(' ', label, starts_on, ends_on), E'\n' ORDER BY starts_on)"
            "  FROM tenant.periods($1, $2, $3, $4)",
            db::parameters::of(of.id, grain, first, last)
        );
    }
    /// The sentence with which the last statement was refused.
    std::string said() {
        const auto words = app->server_words();
        constexpr std::string_view head = "ERROR:  ";
        return words.starts_with(head) ? words.substr(head.size(), words.find('\n') - head.size()) : words;
    }
    std::string today(const test::bank& of) {
        return test::cell(*all, "SELECT tenant.business_date($1, $2)", db::parameters::of(of.id, clock_));
    }
    /// Each day ends where the next begins, and every instant is in one day; due dates follow the slots.
    void expect_days_hold_together(const test::bank& of, const char* around) {
        const auto found = test::take(all->rows(
            R"(
            WITH day AS (
                SELECT d, tenant.day_start($1, d) AS begins, tenant.day_start($1, d + 1) AS ends,
                       tenant.capture_slot($1, d) AS slot
                  FROM generate_series(-4, 3) AS n, LATERAL (SELECT $2::date + n) AS of(d)
            ), moment AS (
                SELECT DISTINCT begins + n * interval '157 minutes' + edge AS at
                  FROM day, generate_series(0, 10) AS n, unnest('{0 s,-1 us}'::interval[]) AS edge
                UNION SELECT slot + edge FROM day, unnest('{0 s,-1 us}'::interval[]) AS edge
            )
            SELECT 'backwards: ' || d FROM day WHERE ends < begins
            UNION ALL
            SELECT concat('in no day or two: ', at, ' says ', business_date)
              FROM moment, tenant.business_date($1, at) AS business_date
             WHERE NOT (at >= tenant.day_start($1, business_date) AND at < tenant.day_start($1, business_date + 1))
                OR business_date IS NULL
            UNION ALL
            SELECT 'captured before it ended: ' || d FROM day WHERE slot < ends
            UNION ALL
            SELECT concat('not the same at once and one by one: ', d, ' in a range from ', first)
              FROM day, (VALUES ($2::date - 4), ($2::date - 1), ($2::date), ($2::date + 1)) AS range(first)
              LEFT JOIN LATERAL tenant.days($1, first, $2::date + 3) AS at_once ON true
             WHERE business_date = d AND (ends_at, slot_at, first + place) IS DISTINCT FROM (ends, slot, d)
            UNION ALL
            SELECT 'days are missing' FROM tenant.days($1, $2::date - 4, $2::date + 3) HAVING count(*) <> 8
            UNION ALL
            SELECT concat('due at ', at, ': ', due, ' and not ', slots.latest)
              FROM moment, tenant.last_due_date($1, at) AS due,
                   LATERAL (SELECT max(d) AS latest FROM day WHERE slot <= at) AS slots
             WHERE at BETWEEN (SELECT slot FROM day ORDER BY d OFFSET 2 LIMIT 1) AND (SELECT max(begins) FROM day)
               AND due <> slots.latest)",
            db::parameters::of(of.id, around)
        ));
        for (std::size_t i = 0; i < std::min<std::size_t>(found.rows.size(), 5); ++i)
            ADD_FAILURE() << *found.rows[i][0];
    }

    std::optional<db::session> all;
    std::optional<db::session> app;
    instant clock_ = now;
};

}  // namespace

TEST_F(MovedSettings, StartOnAFutureBusinessDate) {
    const auto bank = founded_in("Asia/Kolkata");
    // now is 17:30 on 2024-06-10 in Kolkata.
    for (const auto* too_early : {"2024-06-10", "2024-06-09", "2000-01-01", "0001-01-01"}) {
        const auto refused = settings_from(bank, {too_early, "Asia/Kathmandu"});
        ASSERT_FALSE(refused) << too_early;
        EXPECT_EQ(refused.error().sqlstate, "VO001") << app->server_words();
        EXPECT_TRUE(app->server_words().contains("settings start on a future business date")) << app->server_words();
    }
    test::take(settings_from(bank, {"2024-06-11", "Asia/Kathmandu"}));
    const auto again = settings_from(bank, {"2024-06-11", "America/New_York"});
    ASSERT_FALSE(again) << "one row a date";
    EXPECT_EQ(again.error().sqlstate, "23505");
}

TEST_F(MovedSettings, OnesThatHoldAreNeverChanged) {
    const auto bank = founded_in("Asia/Kolkata");
    test::take(settings_from(bank, {"2024-07-01", "Asia/Kathmandu"}));
    const auto change = [&](const char* text) {
        return test::write(
            *app,
            bank.id,
            {.actor = "administrator", .recorded_at = clock_ += 1s},
            {{text, db::parameters::of(bank.id)}}
        );
    };
    const auto expect_refused = [&](const char* text) {
        const auto outcome = change(text);
        ASSERT_FALSE(outcome) << text;
        EXPECT_EQ(outcome.error().sqlstate, "VO001") << app->server_words();
    };
    expect_refused("UPDATE tenant.setting SET zone = 'UTC' WHERE tenant_id = $1 AND starts_on < '2024-01-01'");
    expect_refused("DELETE FROM tenant.setting WHERE tenant_id = $1 AND starts_on < '2024-01-01'");
    // Those ahead may be changed, but not to hold already, and withdrawn.
    constexpr const char* withdrawal = "DELETE FROM tenant.setting WHERE tenant_id = $1 AND starts_on > '2024-01-01'";
    expect_refused(
        "UPDATE tenant.setting SET starts_on = '2024-06-10' WHERE tenant_id = $1 AND starts_on > '2024-01-01'"
    );
    test::take(change("UPDATE tenant.setting SET capture_minute = 90 WHERE tenant_id = $1 AND starts_on > '2024-01-01'")
    );
    test::take(change(withdrawal));
    test::take(settings_from(bank, {"2024-07-01", "Asia/Kathmandu"}));
    clock_ = *parse_instant("2024-06-30T18:10:00Z");  // the first minutes of 1 July in Kolkata are later
    test::take(change("UPDATE tenant.setting SET capture_minute = 30 WHERE tenant_id = $1 AND starts_on > '2024-01-01'")
    );
    clock_ = *parse_instant("2024-06-30T18:15:00Z");  // 1 July begins in Kathmandu, whose day it is
    expect_refused(withdrawal);
}

// A day that has begun in the zone moved to would begin in the past, and be today at once.
TEST_F(MovedSettings, StartOnADayThatHasBegunInNeitherZone) {
    const auto bank = founded_in("Pacific/Honolulu");
    clock_ = *parse_instant("2024-06-11T06:00:00Z");  // 20:00 on 10 June here, 11:30 on 11 June in Kolkata
    const auto refused = settings_from(bank, {"2024-06-11", "Asia/Kolkata"});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, errc::refused);
    EXPECT_EQ(
        said(),
        "settings start on a future business date, with the zone Asia/Kolkata not before 2024-06-12: 2024-06-11 is too "
        "early"
    );
    EXPECT_EQ(today(bank), "2024-06-10");
    test::take(settings_from(bank, {"2024-06-11", "Pacific/Honolulu", 1}));  // the zone does not move
    test::take(settings_from(bank, {"2024-06-12", "Asia/Kolkata"}));
    EXPECT_EQ(today(bank), "2024-06-10");

    const auto to_the_microsecond = founded_in("Pacific/Honolulu");
    clock_ = *parse_instant("2024-06-10T18:30:00Z") - 1s;  // one second on, 11 June begins in Kolkata
    EXPECT_FALSE(settings_from(to_the_microsecond, {"2024-06-11", "Asia/Kolkata"}));
    clock_ -= 1s + 1us;
    test::take(settings_from(to_the_microsecond, {"2024-06-11", "Asia/Kolkata"}));
    EXPECT_EQ(today(to_the_microsecond), "2024-06-10");
}

// Withdrawn, a move westwards would give back a zone in which its first day may have begun.
TEST_F(MovedSettings, AreWithdrawnOnlyWhileTheirFirstDayHasNotBegunInTheZoneBefore) {
    const auto bank = founded_in("Asia/Kolkata");
    test::take(settings_from(bank, {"2024-06-12", "America/New_York"}));
    const auto change = [&](const char* text) {
        return test::write(
            *app,
            bank.id,
            {.actor = "administrator", .recorded_at = clock_ += 1s},
            {{text, db::parameters::of(bank.id)}}
        );
    };
    constexpr const char* withdrawal = "DELETE FROM tenant.setting WHERE tenant_id = $1 AND starts_on = '2024-06-12'";
    constexpr const char* putting_off =
        "UPDATE tenant.setting SET starts_on = '2024-06-20' WHERE tenant_id = $1 AND starts_on = '2024-06-12'";
    clock_ =
        *parse_instant("2024-06-11T19:00:00Z");  // 00:30 on 12 June in Kolkata, where 11 June lasts until 04:00 UTC
    for (const auto* text : {withdrawal, putting_off}) {
        const auto refused = change(text);
        ASSERT_FALSE(refused) << text;
        EXPECT_EQ(
            said(),
            "the settings from 2024-06-12 on can be withdrawn or put off no more: that day has begun in Asia/Kolkata, "
            "the zone before; enter settings with that zone from 2024-06-13 on"
        );
        EXPECT_EQ(today(bank), "2024-06-11");
    }
    test::take(change("UPDATE tenant.setting SET capture_minute = 30 WHERE tenant_id = $1 AND starts_on = '2024-06-12'")
    );
    test::take(settings_from(bank, {"2024-06-13", "Asia/Kolkata"}));

    const auto in_time = founded_in("Asia/Kolkata");
    clock_ = *parse_instant("2024-06-11T18:29:00Z");
    test::take(settings_from(in_time, {"2024-06-12", "America/New_York"}));
    test::take(test::write(
        *app,
        in_time.id,
        {.actor = "administrator", .recorded_at = clock_ += 1s},
        {{putting_off, db::parameters::of(in_time.id)}}
    ));
}

TEST_F(MovedSettings, NeverChangeTodaysDateWhenTheyAreEntered) {
    const char* zones[] = {"Pacific/Niue", "Asia/Kolkata", "Pacific/Kiritimati"};
    int refused = 0;
    for (const auto* from : zones) {
        for (const auto* to : zones) {
            for (int hour = 0; hour < 24; hour += 3) {
                SCOPED_TRACE(fmt::format("{} to {} at {} UTC", from, to, hour));
                const auto bank = founded_in(from);
                clock_ = now - 12h + std::chrono::hours(hour);
                const auto before = today(bank);
                const auto tomorrow = test::cell(*all, "SELECT $1::date + 1", db::parameters::of(before));
                auto first = tomorrow;
                if (!settings_from(bank, {tomorrow, to})) {
                    const auto words = app->server_words();
                    first = words.substr(words.find(" before ") + 8, 10);
                    EXPECT_GT(first, tomorrow) << words;
                    test::take(settings_from(bank, {first, to}));
                    ++refused;
                }
                EXPECT_EQ(today(bank), before);
                expect_days_hold_together(bank, first.c_str());
            }
        }
    }
    EXPECT_GT(refused, 10);
}

TEST_F(MovedSettings, AreNotWhateverCannotBeAZoneOrAMonth) {
    const auto bank = founded_in("Asia/Kolkata");
    for (const auto& wrong :
         {wanted_setting{"2025-01-01", "IST"},
          wanted_setting{"2025-01-01", "Asia/Nowhere"},
          wanted_setting{"2025-01-01", "UTC", 0},
          wanted_setting{"2025-01-01", "UTC", 13},
          wanted_setting{"2025-01-01", "UTC", 4, 1440}}) {
        EXPECT_FALSE(settings_from(bank, wrong)) << wrong.zone << wrong.first_month;
    }
}

TEST_F(MovedSettings, KeepDaysContiguousWhenTheZoneMoves) {
    const std::pair<const char*, const char*> moves[] = {
        {"Asia/Kolkata", "Asia/Kathmandu"},
        {"Asia/Kolkata", "America/New_York"},
        {"America/New_York", "Asia/Kolkata"},
        {"Pacific/Honolulu", "Asia/Kolkata"},
        {"Asia/Kolkata", "Pacific/Honolulu"},
        {"Pacific/Honolulu", "Pacific/Kiritimati"},
        {"Pacific/Kiritimati", "Pacific/Niue"},
        {"Pacific/Niue", "Pacific/Kiritimati"},
        {"America/Havana", "Australia/Lord_Howe"}
    };
    for (const auto& [from, to] : moves) {
        for (const int capture_minute : {0, 1200}) {
            SCOPED_TRACE(fmt::format("{} to {} at minute {}", from, to, capture_minute));
            const auto bank = founded_in(from);
            test::take(settings_from(bank, {"2024-06-20", from, 4, capture_minute}));
            test::take(settings_from(bank, {"2024-07-10", to, 4, capture_minute}));
            expect_days_hold_together(bank, "2024-07-10");
        }
    }
}

TEST_F(MovedSettings, KeepPeriodsContiguousWhenTheFiscalYearMoves) {
    const auto bank = founded_in("Asia/Kolkata", 4);
    test::take(settings_from(bank, {"2025-01-01", "Asia/Kolkata", 1}));
    EXPECT_EQ(
        periods(bank, "quarter", "2024-08-01", "2025-05-01"),
        "FY 2024-25 Q2 2024-07-01 2024-09-30\n"
        "FY 2024-25 Q3 2024-10-01 2024-12-31\n"
        "FY 2025 Q1 2025-01-01 2025-03-31\n"
        "FY 2025 Q2 2025-04-01 2025-06-30"
    );
    EXPECT_EQ(
        periods(bank, "year", "2024-08-01", "2025-05-01"),
        "FY 2024-25 2024-04-01 2024-12-31\n"
        "FY 2025 2025-01-01 2025-12-31"
    );
    EXPECT_EQ(
        periods(bank, "month", "2024-12-31", "2025-01-01"),
        "2024-12 2024-12-01 2024-12-31\n"
        "2025-01 2025-01-01 2025-01-31"
    );

    // A move of the zone alone cuts nothing.
    const auto other = founded_in("Asia/Kolkata", 4);
    test::take(settings_from(other, {"2024-08-15", "Asia/Kathmandu", 4}));
    EXPECT_EQ(periods(other, "quarter", "2024-08-01", "2024-08-31"), "FY 2024-25 Q2 2024-07-01 2024-09-30");

    // Several moves, none on a border: every day is in one period.
    for (const auto* grain : {"day", "week", "month", "quarter", "year"}) {
        const auto odd = founded_in("Asia/Kolkata", 4);
        test::take(settings_from(odd, {"2024-11-13", "Asia/Kathmandu", 7}));
        test::take(settings_from(odd, {"2025-02-20", "Asia/Kathmandu", 1}));
        test::take(settings_from(odd, {"2025-02-28", "Asia/Kathmandu", 10}));
        EXPECT_EQ(
            test::cell(
                *all,
                R"(
            SELECT count(*) || ' ' || count(*) FILTER (WHERE times <> 1)
              FROM (SELECT (SELECT count(*) FROM tenant.periods($1, $2, '2024-06-11', '2026-06-30') AS p
                             WHERE day BETWEEN p.starts_on AND p.ends_on) AS times
                      FROM generate_series('2024-06-11'::date, '2026-06-30', '1 day') AS day) AS counted)",
                db::parameters::of(odd.id, grain)
            ),
            "750 0"
        ) << grain;
    }
}
