// Settings that are changed hold from a future business date on, need a second person, and leave the figures of the
// days before as they were.
#include "tenant/settings.h"

#include <algorithm>
#include <string>

#include "db/support/bank.h"
#include "snapshot/capture.h"
#include "snapshot/verify.h"
#include "trend/series.h"

using namespace vouch;

namespace {

instant moment(const char* text) {
    return test::take(parse_instant(text));
}
date day(const char* text) {
    return test::take(parse_date(text));
}

task<> change(db::pool& app, uuid tenant, tenant::setting_change wanted, db::author by) {
    CO_TRY(tx, co_await db::tenant_tx::begin_write(app, tenant, std::move(by)));
    CO_CHECK(co_await tenant::change_settings(tx, std::move(wanted)));
    co_return co_await tx.commit();
}

task<std::vector<tenant::setting>> read(db::pool& app, uuid tenant) {
    CO_TRY(tx, co_await db::tenant_tx::begin_read(app, tenant));
    CO_TRY(found, co_await tenant::read_settings(tx));
    CO_CHECK(co_await tx.commit());
    co_return found;
}

task<trend::series> health_by_day(db::pool& app, uuid tenant) {
    CO_TRY(tx, co_await db::tenant_tx::begin_read(app, tenant));
    const trend::series_request wanted{
        *trend::find_subject("health"),
        trend::grain::day,
        {},
        {},
        trend::basis::reported,
        {},
        moment("2024-06-01T00:00:00Z")
    };
    CO_TRY(found, co_await trend::read_series(tx, wanted));
    CO_CHECK(co_await tx.commit());
    co_return found;
}

class Settings : public test::bank_database {
protected:
    void SetUp() override {
        bank_database::SetUp();
        if (IsSkipped()) return;
        bank = found({.zone = "UTC", .simulated = true, .recorded_at = moment("2024-01-01T00:00:00Z")});
        app.emplace(context, settings(db::role::app));
    }
    result<> change_as(const char* actor, tenant::setting_change wanted, const char* at = "2024-01-10T00:00:00Z") {
        return run(change(*app, bank.id, std::move(wanted), {actor, "the board decided", "", moment(at)}));
    }

    test::bank bank;
    std::optional<db::pool> app;
};

}  // namespace

TEST_F(Settings, AChangedWeightChangesOnlyTheDaysAfterIt) {
    auto on = session_as(db::role::app);
    const auto branch = random_uuid();
    test::take(test::write(
        on,
        bank.id,
        {.actor = "Asha", .recorded_at = moment("2024-01-02T00:00:00Z")},
        {{"INSERT INTO record.branch (tenant_id, id, code, name) VALUES ($1, $2, '1', 'Main')",
          db::parameters::of(bank.id, branch)},
         {"INSERT INTO record.engagement (tenant_id, id, branch_id, status, completed_on)"
          " VALUES ($1, $2, $3, 'COMPLETED', '2024-01-01')",
          db::parameters::of(bank.id, random_uuid(), branch)}}
    ));
    test::take(test::write(
        on,
        bank.id,
        {.actor = "Asha", .recorded_at = moment("2024-01-03T00:00:00Z")},
        test::add_observation(bank.id, random_uuid())
    ));
    test::take(change_as("Ravi", {day("2024-01-20"), "Asha", {}, {}, {}, {{"weight_high", 20}}}));

    db::pool batch(context, settings(db::role::batch));
    for (const auto* of : {"2024-01-18", "2024-01-19", "2024-01-20", "2024-01-21"}) {
        test::take(run(snapshot::capture(batch, {bank.id}, day(of), moment("2024-06-01T00:00:00Z"), "capture")));
    }
    std::vector<std::optional<std::int64_t>> finding;
    for (const auto& point : test::take(run(health_by_day(*app, bank.id))).points)
        finding.push_back(point.values.at(2));
    EXPECT_EQ(finding, (std::vector<std::optional<std::int64_t>>{920, 920, 800, 800}));
    const auto verified = test::take(run(snapshot::verify_metrics(batch, bank.id, [](std::int64_t, std::int64_t) {})));
    EXPECT_EQ(verified.problems, std::vector<std::string>());
    batch.close();

    const auto history = test::take(run(read(*app, bank.id)));
    ASSERT_EQ(history.size(), 2u);
    EXPECT_EQ(history[0].weight_high, 8);
    EXPECT_EQ(history[1].weight_high, 20);
    EXPECT_EQ(history[1].weight_critical, 15) << "what is not given stays";
    EXPECT_EQ(history[1].zone, "UTC");
    EXPECT_EQ(history[1].approved_by, "Asha");
    EXPECT_EQ(history[1].actor, "Ravi");
}

TEST_F(Settings, NeedASecondPersonAFutureDayAndValuesThatCanBe) {
    const auto refused_as = [&](errc code, const result<>& outcome) {
        ASSERT_FALSE(outcome);
        EXPECT_EQ(outcome.error().code, code) << outcome.error().detail;
    };
    refused_as(errc::refused, change_as("Ravi", {day("2024-02-01"), "Ravi", {}, {}, {}, {}}));
    refused_as(errc::refused, change_as("Ravi", {day("2024-02-01"), "RAVI ", {}, {}, {}, {}}));
    refused_as(errc::refused, change_as("Ravi", {day("2024-02-01"), " ", {}, {}, {}, {}}));
    refused_as(errc::refused, change_as("Ravi", {day("2024-01-10"), "Asha", {}, {}, {}, {}}));
    refused_as(errc::bad_input, change_as("Ravi", {day("2024-02-01"), "Asha", {}, {}, {}, {{"weight_heavy", 1}}}));
    refused_as(errc::bad_input, change_as("Ravi", {day("2024-02-01"), "Asha", {}, {}, {}, {{"share_finding", 50}}}));
    refused_as(errc::bad_input, change_as("Ravi", {day("2024-02-01"), "Asha", {}, {}, {}, {{"band_1", 10}}}));
    refused_as(errc::bad_input, change_as("Ravi", {day("2024-02-01"), "Asha", "Mars/Base", {}, {}, {}}));
    test::take(change_as("Ravi", {day("2024-02-01"), "Asha", {}, {}, {}, {{"per_branch", 0}}}));
    refused_as(errc::conflict, change_as("Ravi", {day("2024-02-01"), "Asha", {}, {}, {}, {}}, "2024-01-11T00:00:00Z"));
    EXPECT_EQ(test::take(run(read(*app, bank.id))).size(), 2u);
}
