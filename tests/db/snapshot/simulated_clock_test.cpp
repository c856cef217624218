// Captures and replays of a simulated tenant, by its own clock; and never of a real one.
#include <gtest/gtest.h>

#include "db/support/bank.h"
#include "snapshot/capture.h"
#include "snapshot/replay.h"

namespace vouch {

namespace {

class SimulatedClock : public test::bank_database {
protected:
    void TearDown() override { batch.close(); }

    /// A bank in which one observation was recorded on 2 January 2024, at noon by the clock that is supplied, if any.
    test::bank with_an_observation(std::optional<instant> founded_at, std::optional<instant> recorded_at) {
        const auto made = found({.simulated = founded_at.has_value(), .recorded_at = founded_at});
        auto app = session_as(db::role::app);
        test::take(test::write(
            app, made.id, {.actor = "Asha", .recorded_at = recorded_at}, test::add_observation(made.id, random_uuid())
        ));
        return made;
    }

    static instant moment(std::string_view text) { return test::take(parse_instant(text)); }
    static date day(std::string_view text) { return test::take(parse_date(text)); }

    std::string last_recorded_at(const uuid& tenant) {
        auto on = admin();
        return test::cell(
            on,
            "SELECT recorded_at || ' ' || actor FROM seal.change_set WHERE tenant_id = $1 ORDER BY seq DESC LIMIT 1",
            db::parameters::of(tenant)
        );
    }

    db::pool batch{context, settings(db::role::batch)};
};

}  // namespace

TEST_F(SimulatedClock, SaysWhenACaptureWasTakenAndRecorded) {
    const auto bank = with_an_observation(moment("2024-01-01T00:00:00Z"), moment("2024-01-02T06:30:00Z"));
    const auto night = moment("2024-01-02T19:30:07Z");
    const auto all = test::take(run(snapshot::capture(batch, {bank.id}, day("2024-01-02"), night, "night", night)));

    ASSERT_EQ(all.size(), 1U);
    EXPECT_EQ(all.front().outcome, snapshot::capture_outcome::captured);
    auto on = admin();
    EXPECT_EQ(
        test::cell(
            on,
            "SELECT concat_ws(' ', business_date, origin, known_seq, captured_at, metrics #>> '{severity,high_open}')"
            " FROM snapshot.dashboard_snapshot WHERE tenant_id = $1",
            db::parameters::of(bank.id)
        ),
        "2024-01-02 observed 2 2024-01-02 19:30:07+00 1"
    );
    EXPECT_EQ(last_recorded_at(bank.id), "2024-01-02 19:30:07+00 night");
}

TEST_F(SimulatedClock, SaysWhenDaysWereReplayed) {
    const auto bank = with_an_observation(moment("2024-01-01T00:00:00Z"), moment("2024-01-02T06:30:00Z"));
    const auto later = moment("2024-01-09T05:00:00Z");
    const auto nobody_watches = [](std::int64_t, std::int64_t) {};
    const auto done = test::take(run(snapshot::replay(
        batch, bank.id, {day("2024-01-03"), day("2024-01-04")}, later, "operator", nobody_watches, later
    )));

    EXPECT_EQ(done.written, 2);
    auto on = admin();
    EXPECT_EQ(
        test::cell(
            on,
            "SELECT string_agg(DISTINCT concat_ws(' ', origin, captured_at), ', ') FROM snapshot.dashboard_snapshot"
            " WHERE tenant_id = $1",
            db::parameters::of(bank.id)
        ),
        "replayed 2024-01-09 05:00:00+00"
    );
    EXPECT_EQ(last_recorded_at(bank.id), "2024-01-09 05:00:00+00 operator");
}

TEST_F(SimulatedClock, IsRefusedForTheCaptureOfARealTenant) {
    const auto bank = with_an_observation({}, {});
    const auto before = last_recorded_at(bank.id);
    const auto now = std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
    const auto later = now + std::chrono::days(4);
    const auto tomorrow = std::chrono::floor<std::chrono::days>(now) + std::chrono::days(1);
    const auto refused = run(snapshot::capture(batch, {bank.id}, tomorrow, later, "night", later));

    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, errc::not_permitted);
    EXPECT_NE(refused.error().detail.find("is real"), std::string::npos) << refused.error().detail;
    EXPECT_EQ(last_recorded_at(bank.id), before);
}

}  // namespace vouch
