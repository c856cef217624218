// What is known later of a day that was reported: the restated trend moves, the reported one does not, the difference
// is named by reference, and the roll-forward balances with its corrections.
#include "trend/difference.h"

#include <algorithm>
#include <fmt/format.h>

#include "db/support/bank.h"
#include "snapshot/capture.h"
#include "trend/roll_forward.h"
#include "trend/series.h"

using namespace vouch;

namespace {

instant moment(const char* text) {
    return test::take(parse_instant(text));
}
date day(const char* text) {
    return test::take(parse_date(text));
}

task<trend::difference> difference_of(db::pool& app, uuid tenant, date of) {
    CO_TRY(tx, co_await db::tenant_tx::begin_read(app, tenant));
    CO_TRY(found, co_await trend::read_difference(tx, of, {}));
    CO_CHECK(co_await tx.commit());
    co_return found;
}

task<trend::roll_forward> roll_forward_of(db::pool& app, uuid tenant, std::string label, trend::basis on) {
    CO_TRY(tx, co_await db::tenant_tx::begin_read(app, tenant));
    CO_TRY(found, co_await trend::read_roll_forward(tx, {std::move(label), on, {}, moment("2024-06-01T00:00:00Z")}));
    CO_CHECK(co_await tx.commit());
    co_return found;
}

task<trend::series> trend_of(db::pool& app, uuid tenant, std::string about, trend::basis on) {
    CO_TRY(tx, co_await db::tenant_tx::begin_read(app, tenant));
    CO_TRY(subject, trend::find_subject(about));
    const trend::series_request wanted{
        subject, trend::grain::month, day("2024-01-01"), day("2024-03-31"), on, {}, moment("2024-06-01T00:00:00Z")
    };
    CO_TRY(found, co_await trend::read_series(tx, wanted));
    CO_CHECK(co_await tx.commit());
    co_return found;
}

/// A bank in UTC that was captured at the ends of January, February and March 2024.
class Difference : public test::bank_database {
protected:
    void SetUp() override {
        bank_database::SetUp();
        if (IsSkipped()) return;
        bank = found({.zone = "UTC", .simulated = true, .recorded_at = moment("2024-01-01T00:00:00Z")});
        app.emplace(context, settings(db::role::app));
    }

    void record(const char* recorded_at, const char* effective, const char* reason, std::vector<test::sql> statements) {
        auto on = session_as(db::role::app);
        test::take(test::write(
            on,
            bank.id,
            {.actor = "Asha", .reason = reason, .effective = effective, .recorded_at = moment(recorded_at)},
            statements
        ));
    }
    uuid issue(const char* recorded_at, const char* title, const char* due_on = "2024-02-10") {
        const auto id = random_uuid();
        record(
            recorded_at,
            "",
            "",
            {{"INSERT INTO record.observation (tenant_id, id, severity, status, issued_at, due_on, original_due_on) "
              "VALUES ($1, $2, 'HIGH', 'ISSUED', $3, $4, $4)",
              db::parameters::of(bank.id, id, moment(recorded_at), day(due_on))},
             {"INSERT INTO record.observation_text (tenant_id, id, title) VALUES ($1, $2, $3)",
              db::parameters::of(bank.id, id, title)}}
        );
        return id;
    }
    void close(const uuid& id, const char* recorded_at, const char* effective) {
        record(
            recorded_at,
            effective,
            "the paper was found",
            {{"UPDATE record.observation SET status = 'CLOSED', closed_at = $3 WHERE tenant_id = $1 AND id = $2",
              db::parameters::of(bank.id, id, moment(effective))}}
        );
    }
    void capture() {
        db::pool batch(context, settings(db::role::batch));
        for (const auto* of : {"2024-01-31", "2024-02-29", "2024-03-31"}) {
            test::take(run(snapshot::capture(batch, {bank.id}, day(of), moment("2024-06-01T00:00:00Z"), "capture")));
        }
        batch.close();
    }

    /// "cause name: fact was -> is", for each.
    std::vector<std::string> why(const char* of) {
        const auto found = test::take(run(difference_of(*app, bank.id, day(of))));
        std::vector<std::string> all;
        for (const auto& subject : found.subjects) {
            std::string text = subject.cause + " " + subject.name + ":";
            for (const auto& fact : subject.facts) {
                if (fact.name == "status") text += fmt::format(" {} -> {}", fact.was, fact.is_now);
            }
            all.push_back(text);
        }
        std::ranges::sort(all);
        return all;
    }
    std::optional<std::int64_t> open_in_january(trend::basis on) {
        return test::take(run(trend_of(*app, bank.id, "severity", on))).points.at(0).values.at(4);
    }

    test::bank bank;
    std::optional<db::pool> app;
};

}  // namespace

TEST_F(Difference, ABackdatedClosingMovesTheRestatedTrendAndNotTheReportedOne) {
    const auto id = issue("2024-01-10T09:00:00Z", "Cash count not signed");
    issue("2024-01-11T09:00:00Z", "A key was lost");
    close(id, "2024-02-15T09:00:00Z", "2024-01-20T09:00:00Z");
    capture();
    EXPECT_EQ(open_in_january(trend::basis::reported), 2);
    EXPECT_EQ(open_in_january(trend::basis::restated), 1);
    EXPECT_EQ(why("2024-01-31"), std::vector<std::string>{"entered late Cash count not signed: ISSUED -> CLOSED"});
    EXPECT_EQ(why("2024-02-29"), std::vector<std::string>()) << "it was known when February was reported";

    const auto found = test::take(run(difference_of(*app, bank.id, day("2024-01-31"))));
    const auto figure = std::ranges::find(found.figures, "severity.high_open", &trend::moved_figure::path);
    ASSERT_NE(figure, found.figures.end());
    EXPECT_EQ(figure->reported, 2);
    EXPECT_EQ(figure->restated, 1);
    EXPECT_FALSE(figure->by_definition);
    EXPECT_EQ(found.subjects.at(0).reason, "the paper was found");
    EXPECT_EQ(found.subjects.at(0).actor, "Asha");
    EXPECT_EQ(found.subjects.at(0).change_sets.size(), 1);

    // February opens with what was reported, corrects it, and balances.
    const auto february = test::take(run(roll_forward_of(*app, bank.id, "2024-02", trend::basis::reported)));
    EXPECT_TRUE(february.balances);
    EXPECT_EQ(trend::sum(february.opening_reported), 2);
    EXPECT_EQ(trend::sum(february.corrections), -1);
    EXPECT_EQ(trend::sum(february.opening_known), 1);
    EXPECT_EQ(trend::sum(february.closing), 1);
    for (const auto& step : february.steps) EXPECT_EQ(trend::sum(step.counts), 0) << step.name;
}

TEST_F(Difference, TellsACorrectedDateFromALateEntryAndFromAnError) {
    const auto moved = issue("2024-01-10T09:00:00Z", "Closed on another day");
    const auto wrong = issue("2024-01-11T09:00:00Z", "Entered in error at all");
    issue("2024-01-12T09:00:00Z", "Nothing happened to it");
    close(moved, "2024-02-05T09:00:00Z", "2024-02-05T08:00:00Z");
    // Known in February as closed then; found in March to have been closed in January.
    record(
        "2024-03-10T09:00:00Z",
        "2024-01-25T09:00:00Z",
        "the date was misread",
        {{"DELETE FROM record.observation_text WHERE tenant_id = $1 AND id = $2", db::parameters::of(bank.id, wrong)},
         {"DELETE FROM record.observation WHERE tenant_id = $1 AND id = $2", db::parameters::of(bank.id, wrong)}}
    );
    capture();
    EXPECT_EQ(why("2024-01-31"), (std::vector<std::string>{"entered in error Entered in error at all: ISSUED -> "}));
    EXPECT_EQ(open_in_january(trend::basis::reported), 3);
    EXPECT_EQ(open_in_january(trend::basis::restated), 2);
    const auto march = test::take(run(roll_forward_of(*app, bank.id, "2024-03", trend::basis::reported)));
    EXPECT_TRUE(march.balances);
    EXPECT_EQ(trend::sum(march.corrections), -1);
}

TEST_F(Difference, AnExtensionChangesCurrentAgeingAndNotOriginalAgeing) {
    const auto id = issue("2024-01-10T09:00:00Z", "Not done in time", "2024-02-10");
    record(
        "2024-02-05T09:00:00Z",
        "",
        "",
        {{"UPDATE record.observation SET due_on = '2024-03-20' WHERE tenant_id = $1 AND id = $2",
          db::parameters::of(bank.id, id)}}
    );
    capture();
    auto overdue = [&](const char* about) {
        std::vector<std::optional<std::int64_t>> all;
        for (const auto& point : test::take(run(trend_of(*app, bank.id, about, trend::basis::reported))).points) {
            all.push_back(point.values.at(8));
        }
        return all;
    };
    EXPECT_EQ(overdue("ageing"), (std::vector<std::optional<std::int64_t>>{0, 1, 1}));
    EXPECT_EQ(overdue("ageing-current"), (std::vector<std::optional<std::int64_t>>{0, 0, 1}));
}

TEST_F(Difference, OfADayThatWasNeverCapturedIsRefused) {
    issue("2024-01-10T09:00:00Z", "Cash count not signed");
    const auto refused = run(difference_of(*app, bank.id, day("2024-01-31")));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, errc::not_found);
    const auto no_end = run(roll_forward_of(*app, bank.id, "2024-02", trend::basis::reported));
    ASSERT_FALSE(no_end);
    EXPECT_EQ(no_end.error().code, errc::not_found);
    EXPECT_TRUE(test::take(run(roll_forward_of(*app, bank.id, "2024-02", trend::basis::restated))).balances);
    const auto no_period = run(roll_forward_of(*app, bank.id, "FY 2024 Q9", trend::basis::reported));
    ASSERT_FALSE(no_period);
    EXPECT_EQ(no_period.error().code, errc::not_found);
}
