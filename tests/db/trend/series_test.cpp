// The trend on made-up snapshots: which one speaks for a period, what a gap and a partial period are.
#include "trend/series.h"

#include <fmt/format.h>

#include "db/support/bank.h"
#include "snapshot/sealed_period.h"

using namespace vouch;

namespace {

const instant now = *parse_instant("2026-02-09T12:00:00Z");  // 17:30 in Kolkata

date day(const char* text) {
    return *parse_date(text);
}

task<trend::series> ask(
    db::pool& app, uuid tenant, trend::grain grain, std::optional<date> first, std::optional<date> last, instant at
) {
    CO_TRY(tx, co_await db::tenant_tx::begin_read(app, tenant));
    const trend::series_request wanted{
        *trend::find_subject("severity"), grain, first, last, trend::basis::reported, {}, at
    };
    CO_TRY(found, co_await trend::read_series(tx, wanted));
    CO_CHECK(co_await tx.commit());
    co_return found;
}

class Series : public test::bank_database {
protected:
    void SetUp() override {
        bank_database::SetUp();
        if (IsSkipped()) return;
        bank = found();
        other = found();
        app.emplace(context, settings(db::role::app));
        batch.emplace(session_as(db::role::batch));
    }

    /// A snapshot of which the severities tell the number: critical n, high n + 1, medium n + 2, low n + 3.
    void snapshot(
        const test::bank& of, const char* business_date, int number, int revision = 1, const char* origin = "observed"
    ) {
        test::take(batch->execute("BEGIN"));
        test::take(
            batch->rows("SELECT tenant.enter_batch($1, 'test', 'made up')", db::parameters::of(std::vector{of.id}))
        );
        test::take(batch->rows(
            "INSERT INTO snapshot.dashboard_snapshot (tenant_id, business_date, revision, slot_at, known_seq,"
            "                                         captured_at, origin, definition_version, settings_seq, metrics, "
            "revised)"
            " VALUES ($1, $2, $3, $2::date + 1, 1, $2::date + 1, $5, 1, 1, jsonb_build_object('severity',"
            "     jsonb_build_object('critical_open', $4::integer, 'high_open', $4::integer + 1,"
            "                        'medium_open', $4::integer + 2, 'low_open', $4::integer + 3,"
            "                        'total_open', 4 * $4::integer + 6)), CASE WHEN $3 > 1 THEN '{}'::jsonb END)",
            db::parameters::of(of.id, business_date, revision, number, origin)
        ));
        test::take(batch->execute("COMMIT"));
    }

    trend::series trend_of(
        const test::bank& of, trend::grain grain, std::optional<date> first, std::optional<date> last, instant at = now
    ) {
        return test::take(run(ask(*app, of.id, grain, first, last, at)));
    }

    /// "label: date origin critical total partial", a line for each point.
    static std::string shown(const trend::series& trend) {
        std::string text;
        for (const auto& point : trend.points) {
            const auto number = [](const std::optional<std::int64_t>& value) {
                return value ? std::to_string(*value) : "-";
            };
            text += fmt::format(
                "{}: {} {} {} {}{}\n",
                point.label,
                point.business_date ? to_string(*point.business_date) : "-",
                point.origin.value_or("-"),
                number(point.values.at(0)),
                number(point.values.at(4)),
                point.partial ? " partial" : ""
            );
        }
        return text;
    }

    test::bank bank;
    test::bank other;
    std::optional<db::pool> app;
    std::optional<db::session> batch;
};

}  // namespace

TEST_F(Series, ShowsTheLastSnapshotOfEachQuarterAndAGapAsAGap) {
    snapshot(bank, "2025-04-02", 1);
    snapshot(bank, "2025-06-29", 2);
    snapshot(bank, "2025-06-30", 4);
    snapshot(bank, "2025-12-31", 8, 1, "replayed");
    snapshot(other, "2025-09-30", 99);
    snapshot(other, "2025-12-31", 98);
    const auto trend = trend_of(bank, trend::grain::quarter, day("2025-04-01"), day("2025-12-31"));
    EXPECT_EQ(
        shown(trend),
        "FY 2025-26 Q1: 2025-06-30 observed 4 22\n"
        "FY 2025-26 Q2: - - - -\n"
        "FY 2025-26 Q3: 2025-12-31 replayed 8 38\n"
    );
    const auto& gap = trend.points.at(1);
    EXPECT_EQ(gap.values, std::vector<std::optional<std::int64_t>>(5));
    EXPECT_EQ(gap.changes, gap.values) << "a change needs both ends";
    EXPECT_EQ(trend.points.at(2).changes, gap.values) << "a change needs both ends";
    EXPECT_EQ(gap.starts_on, day("2025-07-01"));
    EXPECT_EQ(gap.ends_on, day("2025-09-30"));
    const auto& first = trend.points.at(0).values;
    EXPECT_EQ(first, (std::vector<std::optional<std::int64_t>>{4, 5, 6, 7, 22}));
}

TEST_F(Series, IsWhatWasReportedNotWhatWasRevised) {
    snapshot(bank, "2025-06-30", 4);
    snapshot(bank, "2025-06-30", 70, 2);
    snapshot(bank, "2025-09-29", 5);
    EXPECT_EQ(
        shown(trend_of(bank, trend::grain::quarter, day("2025-04-01"), day("2025-09-30"))),
        "FY 2025-26 Q1: 2025-06-30 observed 4 22\n"
        "FY 2025-26 Q2: 2025-09-29 observed 5 26\n"
    );
}

TEST_F(Series, IsWhatAPeriodWasSealedWith) {
    for (const auto* business_date : {"2025-05-31", "2025-06-30", "2025-09-30"}) {
        snapshot(bank, business_date, 4);
        snapshot(bank, business_date, 70, 2);
    }
    test::take(run(snapshot::seal_period(*app, bank.id, {.label = "FY 2025-26 Q1"}, "Asha", now)));
    EXPECT_EQ(
        shown(trend_of(bank, trend::grain::quarter, day("2025-04-01"), day("2025-09-30"))),
        "FY 2025-26 Q1: 2025-06-30 observed 70 286\n"
        "FY 2025-26 Q2: 2025-09-30 observed 4 22\n"
    );
    EXPECT_EQ(
        shown(trend_of(bank, trend::grain::month, day("2025-05-01"), day("2025-06-30"))),
        "2025-05: 2025-05-31 observed 4 22\n"
        "2025-06: 2025-06-30 observed 70 286\n"
    ) << "of the days before its last a report says nothing";
}

TEST_F(Series, APeriodIsPartialWhenTheRangeOrTodayCutsIt) {
    snapshot(bank, "2025-10-15", 1);
    snapshot(bank, "2025-11-20", 2);
    snapshot(bank, "2025-12-20", 3);
    snapshot(bank, "2026-02-08", 4);
    EXPECT_EQ(
        shown(trend_of(bank, trend::grain::month, day("2025-10-16"), day("2025-12-10"))),
        "2025-10: - - - - partial\n"
        "2025-11: 2025-11-20 observed 2 14\n"
        "2025-12: - - - - partial\n"
    ) << "a snapshot of the period but outside of the range does not speak for it";
    const auto trend = trend_of(bank, trend::grain::month, day("2025-12-01"), day("2026-02-28"));
    EXPECT_EQ(
        shown(trend),
        "2025-12: 2025-12-20 observed 3 18\n"
        "2026-01: - - - -\n"
        "2026-02: 2026-02-08 observed 4 22 partial\n"
    ) << "the month had not ended";
    EXPECT_EQ(trend.points.at(2).starts_on, day("2026-02-01"));
    EXPECT_EQ(trend.points.at(2).ends_on, day("2026-02-28")) << "the whole period, though it is cut";

    // The month ends with its last day, in the zone of the tenant: 18:30 UTC is midnight in Kolkata.
    const auto last_evening = *parse_instant("2026-02-28T18:29:59.999999Z");
    const auto range = std::pair(day("2026-02-01"), day("2026-02-28"));
    EXPECT_TRUE(trend_of(bank, trend::grain::month, range.first, range.second, last_evening).points.at(0).partial);
    const auto next_month = *parse_instant("2026-02-28T18:30:00Z");
    EXPECT_FALSE(trend_of(bank, trend::grain::month, range.first, range.second, next_month).points.at(0).partial);
}

TEST_F(Series, HasEveryGrain) {
    snapshot(bank, "2026-02-02", 1);
    snapshot(bank, "2026-02-04", 2);
    const auto first = day("2026-02-02"), last = day("2026-02-04");
    EXPECT_EQ(
        shown(trend_of(bank, trend::grain::day, first, last)),
        "2026-02-02: 2026-02-02 observed 1 10\n"
        "2026-02-03: - - - -\n"
        "2026-02-04: 2026-02-04 observed 2 14\n"
    );
    EXPECT_EQ(
        shown(trend_of(bank, trend::grain::week, first, day("2026-02-08"))), "2026-W06: 2026-02-04 observed 2 14\n"
    );
    EXPECT_EQ(shown(trend_of(bank, trend::grain::month, first, last)), "2026-02: 2026-02-04 observed 2 14 partial\n");
    EXPECT_EQ(
        shown(trend_of(bank, trend::grain::quarter, first, last)), "FY 2025-26 Q4: 2026-02-04 observed 2 14 partial\n"
    );
    EXPECT_EQ(shown(trend_of(bank, trend::grain::year, first, last)), "FY 2025-26: 2026-02-04 observed 2 14 partial\n");
    const auto calendar_year = found({.fiscal_year_start_month = 1});
    snapshot(calendar_year, "2026-02-04", 3);
    EXPECT_EQ(
        shown(trend_of(calendar_year, trend::grain::year, day("2025-01-01"), last)),
        "FY 2025: - - - -\nFY 2026: 2026-02-04 observed 3 18 partial\n"
    );
    EXPECT_EQ(
        shown(trend_of(calendar_year, trend::grain::quarter, first, last)),
        "FY 2026 Q1: 2026-02-04 observed 3 18 partial\n"
    );
}

TEST_F(Series, WithoutARangeItCoversTheSnapshotsThereAre) {
    EXPECT_TRUE(trend_of(bank, trend::grain::month, {}, {}).points.empty()) << "no snapshot, no trend";
    snapshot(bank, "2025-11-20", 2);
    snapshot(bank, "2026-01-31", 3);
    snapshot(other, "2025-01-01", 9);
    const auto trend = trend_of(bank, trend::grain::month, {}, {});
    EXPECT_EQ(trend.first, day("2025-11-20"));
    EXPECT_EQ(trend.last, day("2026-01-31"));
    EXPECT_EQ(
        shown(trend),
        "2025-11: 2025-11-20 observed 2 14 partial\n"
        "2025-12: - - - -\n"
        "2026-01: 2026-01-31 observed 3 18\n"
    );
}

TEST_F(Series, RefusesARangeThatIsBackwardsOrTooLong) {
    const auto backwards = run(ask(*app, bank.id, trend::grain::day, day("2026-01-02"), day("2026-01-01"), now));
    ASSERT_FALSE(backwards);
    EXPECT_EQ(backwards.error().code, errc::bad_input);
    const auto too_long = run(ask(*app, bank.id, trend::grain::year, day("1900-01-01"), day("2026-01-01"), now));
    ASSERT_FALSE(too_long);
    EXPECT_EQ(too_long.error().code, errc::bad_input);
    EXPECT_EQ(trend_of(bank, trend::grain::day, day("2026-01-01"), day("2026-01-01")).points.size(), 1u);
}

TEST_F(Series, AFrameOfWhichASnapshotIsGoneHasNoFigures) {
    snapshot(bank, "2025-05-31", 1);
    snapshot(bank, "2025-06-29", 2);
    auto work = [](db::pool& app, uuid tenant) -> task<trend::frame> {
        CO_TRY(tx, co_await db::tenant_tx::begin_read(app, tenant));
        co_return co_await trend::read_frame(
            tx, trend::grain::month, day("2025-05-01"), day("2025-06-30"), day("2026-02-09")
        );
    };
    auto frame = test::take(run(work(*app, bank.id)));
    ASSERT_EQ(frame.periods.size(), 3u);
    EXPECT_EQ(frame.month_ends, std::vector<date>{day("2025-05-31")});
    const auto figures = test::take(run(trend::read_figures(*app, bank.id, frame)));
    ASSERT_TRUE(figures);
    EXPECT_FALSE(figures->at(0));
    EXPECT_TRUE(figures->at(1)->starts_with("1,2,3,4,10,"));
    EXPECT_TRUE(figures->at(2)->starts_with("2,3,4,5,14,"));
    EXPECT_FALSE(test::take(run(trend::read_figures(*app, other.id, frame)))) << "it is of another tenant";
    frame.periods.at(1).taken->revision = 2;
    EXPECT_FALSE(test::take(run(trend::read_figures(*app, bank.id, frame))));
}
