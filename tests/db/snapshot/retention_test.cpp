// What goes and what stays: the ends of the tenant's own periods, what was reported, what is young.
#include <set>

#include "db/snapshot/snapshot_bank.h"
#include "db/tenant_tx.h"
#include "trend/series.h"
#include "trend/subject.h"

using namespace vouch;

namespace {

using strings = std::vector<std::string>;

class Retention : public test::snapshot_bank {
protected:
    /// A bank with an observation of 2020, and a snapshot of each day of a range.
    test::bank bank_with_days(int first_month, std::string_view first, std::string_view last) {
        const auto made = found({.fiscal_year_start_month = first_month});
        auto app = session_as(db::role::app);
        test::take(test::write(
            app,
            made.id,
            {.actor = "Asha", .reason = "opening balance", .effective = "2023-01-01T00:00:00Z"},
            test::add_observation(made.id, random_uuid())
        ));
        replay(made, first, last);
        return made;
    }

    /// Every point of every trend by every grain, in words.
    strings trends_of(const test::bank& of) {
        db::pool app(context, settings(db::role::app));
        const auto ask = [](db::pool& from, uuid tenant, const trend::subject& about, trend::grain by
                         ) -> task<trend::series> {
            CO_TRY(tx, co_await db::tenant_tx::begin_read(from, tenant));
            const auto now = test::take(parse_instant("2026-11-01T00:00:00Z"));
            CO_TRY(found, co_await trend::read_series(tx, {.about = &about, .by = by, .now = now}));
            CO_CHECK(co_await tx.commit());
            co_return found;
        };
        strings all;
        for (const auto& about : trend::all_subjects()) {
            for (const auto by : {trend::grain::week, trend::grain::month, trend::grain::quarter, trend::grain::year}) {
                if (about.source == trend::value_source::period && by == trend::grain::week) continue;
                for (const auto& point : test::take(run(ask(app, of.id, about, by))).points) {
                    auto line = std::string(about.name) + " " + point.label + " " +
                                (point.business_date ? to_string(*point.business_date) : "gap");
                    for (const auto& value : point.values) line += " " + (value ? std::to_string(*value) : "-");
                    all.push_back(std::move(line));
                }
            }
        }
        app.close();
        return all;
    }
};

/// Sundays, last days of months, the first day and the last, computed here.
strings ends_between(date first, date last) {
    using namespace std::chrono;
    strings days;
    for (auto each = first; each <= last; each += std::chrono::days(1)) {
        const bool ends_month = year_month_day(each + std::chrono::days(1)).day() == std::chrono::day(1);
        if (each == first || each == last || weekday(each) == Sunday || ends_month) days.push_back(to_string(each));
    }
    return days;
}

}  // namespace

TEST_F(Retention, KeepsTheEndsOfWeeksMonthsQuartersAndYearsOfTheTenantsCalendar) {
    const std::pair<int, strings> expected[] = {
        // first month of the fiscal year -> what 2024-01-31, 03-31, 06-30, 09-30, 10-31 and 12-31 are the end of
        {4, {"month_end", "year_end", "quarter_end", "quarter_end", "month_end", "quarter_end"}},
        {1, {"month_end", "quarter_end", "quarter_end", "quarter_end", "month_end", "year_end"}},
        {2, {"year_end", "month_end", "month_end", "month_end", "quarter_end", "month_end"}},
        {7, {"month_end", "quarter_end", "year_end", "quarter_end", "month_end", "quarter_end"}},
    };
    for (const auto& [first_month, kept] : expected) {
        SCOPED_TRACE(first_month);
        const auto bank = bank_with_days(first_month, "2024-01-03", "2025-02-11");
        strings found;
        for (const auto* each : {"2024-01-31", "2024-03-31", "2024-06-30", "2024-09-30", "2024-10-31", "2024-12-31"}) {
            found.push_back(kept_as(bank, each));
        }
        EXPECT_EQ(found, kept);
        EXPECT_EQ(kept_as(bank, "2024-01-03"), "first");
        EXPECT_EQ(kept_as(bank, "2025-02-11"), "year_end") << "the last of a year that has no later one";
        EXPECT_EQ(kept_as(bank, "2024-04-07"), "week_end");
        EXPECT_EQ(kept_as(bank, "2024-04-08"), "goes");

        const auto done = test::take(retire(bank));
        const auto left = ends_between(day("2024-01-03"), day("2025-02-11"));
        EXPECT_EQ(days_of(bank), left);
        EXPECT_EQ(done.done.all.stay, std::ssize(left));
        EXPECT_EQ(done.done.all.go, 406 - std::ssize(left));
    }
}

TEST_F(Retention, KeepsTheEndOfAYearThatAMoveOfTheFiscalYearCut) {
    const auto bank = found({.simulated = true, .recorded_at = moment("2024-01-01T00:00:00Z")});
    auto app = session_as(db::role::app);
    test::take(test::write(
        app,
        bank.id,
        {.actor = "administrator", .recorded_at = moment("2024-02-01T00:00:00Z")},
        {{"INSERT INTO tenant.setting (tenant_id, id, starts_on, fiscal_year_start_month, "
          "approved_by) VALUES ($1, $2, '2024-05-16', 7, 'the board')",
          db::parameters::of(bank.id, random_uuid())}}
    ));
    test::take(test::write(
        app,
        bank.id,
        {.actor = "Asha", .recorded_at = moment("2024-03-01T00:00:00Z")},
        test::add_observation(bank.id, random_uuid())
    ));
    replay(bank, "2024-05-01", "2024-06-20");
    EXPECT_EQ(kept_as(bank, "2024-05-14"), "goes");
    EXPECT_EQ(kept_as(bank, "2024-05-15"), "year_end") << "a Wednesday: the last day by the old calendar";
    EXPECT_EQ(kept_as(bank, "2024-05-16"), "goes");
    test::take(retire(bank));
    EXPECT_EQ(
        days_of(bank),
        (strings{
            "2024-05-01",
            "2024-05-05",
            "2024-05-12",
            "2024-05-15",
            "2024-05-19",
            "2024-05-26",
            "2024-05-31",
            "2024-06-02",
            "2024-06-09",
            "2024-06-16",
            "2024-06-20"
        })
    );
}

TEST_F(Retention, LeavesTheTrendsByEveryGrainAsTheyWere) {
    auto bank = bank_with_days(4, "2023-11-08", "2023-12-27");  // the year ends without a snapshot
    replay(bank, "2024-01-09", "2024-01-30");                   // and so does January
    replay(bank, "2024-03-01", "2024-08-02");
    const auto before = trends_of(bank);
    EXPECT_GT(before.size(), 40u * trend::all_subjects().size());
    EXPECT_GT(test::take(retire(bank)).done.all.go, 100);
    EXPECT_EQ(trends_of(bank), before);
}

TEST_F(Retention, KeepsWhatIsYoung) {
    // The ends of the week lie outside: 2024-01-07 and 14 are Sundays.
    const auto going = [&](std::int32_t keep_days, std::string_view now) {
        std::set<std::string> days;
        for (const auto& range : plan(whose, keep_days, now).ranges) {
            for (auto each = range.first; each <= range.last; each += std::chrono::days(1))
                days.insert(to_string(each));
        }
        return strings(days.begin(), days.end());
    };
    EXPECT_EQ(going(5, "2024-01-15T12:00:00Z"), (strings{"2024-01-06", "2024-01-08", "2024-01-09", "2024-01-10"}));
    EXPECT_EQ(going(5, "2024-01-15T18:29:59Z"), (strings{"2024-01-06", "2024-01-08", "2024-01-09", "2024-01-10"}));
    EXPECT_EQ(
        going(5, "2024-01-15T18:30:00Z"),  // the 16th has begun in Kolkata
        (strings{"2024-01-06", "2024-01-08", "2024-01-09", "2024-01-10", "2024-01-11"})
    );
    EXPECT_EQ(going(9, "2024-01-15T12:00:00Z"), (strings{"2024-01-06"}));
    EXPECT_EQ(going(10, "2024-01-15T12:00:00Z"), strings());
    EXPECT_EQ(going(0, "2024-01-15T12:00:00Z").size(), 7u);
}

TEST_F(Retention, NeverTouchesASealedPeriod) {
    test::take(seal(whose, {.label = "2024-w02"}));
    const auto planned = plan(whose, 0, "2026-11-01T00:00:00Z");
    EXPECT_EQ(planned.all.go, 1);
    ASSERT_EQ(planned.ranges.size(), 1u);
    EXPECT_EQ(planned.ranges[0].first, day("2024-01-06"));
    for (int each = 8; each <= 14; ++each) {
        EXPECT_EQ(kept_as(whose, "2024-01-" + std::string(each < 10 ? "0" : "") + std::to_string(each), 0), "sealed");
    }
    EXPECT_EQ(test::take(retire(whose, 0)).done.all.go, 1);
    EXPECT_EQ(days_of(whose).size(), 9u);
    EXPECT_EQ(problems(), strings());
}

TEST_F(Retention, KeepsEveryRevisionOfADayThatWasRevised) {
    correct_severity("Ravi", "LOW", "2024-01-09T00:00:00Z", "2027-01-01T00:00:00Z");
    EXPECT_EQ(test::take(revise(whose, "wrong severity", day("2024-01-09"), day("2024-01-10"))).revisions.size(), 2u);
    EXPECT_EQ(kept_as(whose, "2024-01-09"), "revised");
    test::take(retire(whose));
    EXPECT_EQ(days_of(whose), (strings{"2024-01-05", "2024-01-07", "2024-01-09", "2024-01-10", "2024-01-14"}));
    auto on = admin();
    EXPECT_EQ(
        test::cell(
            on,
            "SELECT string_agg(revision::text, ' ' ORDER BY revision) FROM snapshot.dashboard_snapshot "
            "WHERE tenant_id = $1 AND business_date = '2024-01-09'",
            db::parameters::of(whose.id)
        ),
        "1 2"
    );
    EXPECT_EQ(problems(), strings());
}

TEST_F(Retention, DoesNothingTwice) {
    const auto first = test::take(retire(whose));
    EXPECT_EQ(first.done.all.go, 7);
    EXPECT_EQ(first.recorded_in, 5);
    const auto again = test::take(retire(whose));
    EXPECT_EQ(again.done.all.go, 0);
    EXPECT_EQ(again.recorded_in, std::nullopt);
    EXPECT_EQ(anchor().seq, 5);
}

TEST_F(Retention, IsRecordedInTheNameOfWhoAsked) {
    test::take(retire(whose, 300));
    auto on = admin();
    EXPECT_EQ(
        test::cell(
            on,
            "SELECT concat_ws('; ', actor, reason, kinds::text) FROM seal.change_set WHERE tenant_id = $1 AND seq = 5",
            db::parameters::of(whose.id)
        ),
        "archivist; retention: days are kept whole for 300 days; {retirement}"
    );
    EXPECT_EQ(
        test::cell(
            on,
            "SELECT jsonb_path_query_array(snapshots, '$[*].id') FROM snapshot.retirement WHERE tenant_id = $1",
            db::parameters::of(whose.id)
        ),
        R"(["2024-01-06/1", "2024-01-08/1", "2024-01-09/1", "2024-01-10/1", "2024-01-11/1", "2024-01-12/1", "2024-01-13/1"])"
    );
}

TEST_F(Retention, IsNotUndoneByAReplayOrByHand) {
    test::take(retire(whose));
    const auto done = replay(whose, "2024-01-04", "2024-01-16");
    EXPECT_EQ(done.days, 13);
    EXPECT_EQ(done.written, 3) << "the 4th, 15th and 16th, which had none";
    EXPECT_EQ(done.retired, 7);
    EXPECT_EQ(days_of(whose).size(), 6u);

    auto on = session_as(db::role::batch);
    test::take(on.execute("BEGIN"));
    test::take(on.rows("SELECT tenant.enter_batch($1, 'test', 'again')", db::parameters::of(std::vector{whose.id})));
    const auto again = on.rows(
        "INSERT INTO snapshot.dashboard_snapshot SELECT tenant_id, '2024-01-06', 1, slot_at, known_seq, captured_at, "
        "origin, definition_version, settings_seq, metrics FROM snapshot.dashboard_snapshot "
        "WHERE tenant_id = $1 AND business_date = '2024-01-05'",
        db::parameters::of(whose.id)
    );
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().sqlstate, "VO001");
    EXPECT_EQ(
        again.error().detail,
        "the snapshot of 2024-01-06, revision 1, was recorded by change set 4 and is gone: it is not taken again"
    );
}
