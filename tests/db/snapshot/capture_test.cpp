// A capture says what was known at its slot of the end of its day, whatever was recorded around the two and since.
#include "snapshot/capture.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>

#include "db/support/bank.h"
#include "snapshot/verify.h"

namespace vouch {

namespace {

void no_report(std::int64_t, std::int64_t) {}

/// A bank in Kolkata: 2 January 2024 ends there at 18:30 UTC and is captured at 19:30.
class Capture : public test::bank_database {
protected:
    void SetUp() override {
        bank_database::SetUp();
        if (IsSkipped()) return;
        bank = found({.simulated = true, .recorded_at = moment("2024-01-01T00:00:00Z")});
    }
    void TearDown() override { batch.close(); }

    static instant moment(std::string_view text) { return test::take(parse_instant(text)); }

    void record(std::string_view at, std::string_view since, const std::vector<test::sql>& statements) {
        auto app = session_as(db::role::app);
        const db::author by{
            .actor = "Asha", .reason = "as found", .effective = std::string(since), .recorded_at = moment(at)
        };
        test::take(test::write(app, bank.id, by, statements));
    }

    void add(std::string_view name, std::string_view severity, std::string_view at, std::string_view since = "") {
        const auto id = random_uuid();
        named.emplace(name, id);
        record(at, since, test::add_observation(bank.id, id, {.severity = std::string(severity)}));
    }

    void make_low(std::string_view name, std::string_view at, std::string_view since = "") {
        const auto row = db::parameters::of(bank.id, named.at(std::string(name)));
        record(at, since, {{"UPDATE record.observation SET severity = 'LOW' WHERE tenant_id = $1 AND id = $2", row}});
    }

    void remove(std::string_view name, std::string_view at) {
        const auto row = db::parameters::of(bank.id, named.at(std::string(name)));
        record(
            at,
            "",
            {{"DELETE FROM record.observation_text WHERE tenant_id = $1 AND id = $2", row},
             {"DELETE FROM record.observation WHERE tenant_id = $1 AND id = $2", row}}
        );
    }

    std::string captured(std::string_view day, std::string_view now) {
        const auto at = moment(now);
        const auto all =
            test::take(run(snapshot::capture(batch, {bank.id}, test::take(parse_date(day)), at, "night", at)));
        EXPECT_EQ(all.at(0).outcome, snapshot::capture_outcome::captured);
        auto on = admin();
        return test::cell(
            on,
            "SELECT format('critical %s, high %s, medium %s, low %s', severity -> 'critical_open', severity -> "
            "'high_open',"
            "              severity -> 'medium_open', severity -> 'low_open')"
            "  FROM (SELECT metrics -> 'severity' AS severity FROM snapshot.dashboard_snapshot"
            "         WHERE tenant_id = $1 AND business_date = $2) AS s",
            db::parameters::of(bank.id, day)
        );
    }

    std::vector<std::string> problems() {
        return test::take(run(snapshot::verify_metrics(batch, bank.id, no_report))).problems;
    }

    bool names(std::string_view difference) {
        const auto found = problems();
        return std::ranges::find(found, fmt::format("snapshot 2024-01-02 (revision 1): {}", difference)) != found.end();
    }

    test::bank bank;
    std::map<std::string, uuid> named;
    db::pool batch{context, settings(db::role::batch)};
};

}  // namespace

TEST_F(Capture, KnowsWhatWasRecordedBeforeItsSlotOfWhatHeldBeforeItsDayEnded) {
    for (const auto* each : {"at midnight", "after it", "since noon", "at the slot", "later", "gone"}) {
        add(each, "HIGH", fmt::format("2024-01-02T06:00:0{}Z", named.size()));
    }
    make_low("at midnight", "2024-01-02T18:30:00Z");
    make_low("after it", "2024-01-02T19:00:00Z");
    make_low("since noon", "2024-01-02T19:01:00Z", "2024-01-02T12:00:00Z");
    add("new since noon", "CRITICAL", "2024-01-02T19:02:00Z", "2024-01-02T12:00:00Z");
    add("new", "CRITICAL", "2024-01-02T19:03:00Z");
    remove("gone", "2024-01-02T19:04:00Z");
    make_low("at the slot", "2024-01-02T19:30:00Z", "2024-01-02T12:00:00Z");
    make_low("later", "2024-01-04T06:00:00Z", "2024-01-02T12:00:00Z");

    EXPECT_EQ(captured("2024-01-02", "2024-01-05T00:00:00Z"), "critical 1, high 5, medium 0, low 1");
    EXPECT_EQ(captured("2024-01-03", "2024-01-05T00:00:01Z"), "critical 2, high 1, medium 0, low 4");
    EXPECT_EQ(captured("2024-01-04", "2024-01-05T00:00:02Z"), "critical 2, high 0, medium 0, low 5");
    EXPECT_EQ(problems(), std::vector<std::string>{});
}

TEST_F(Capture, OfOneWhoseChainIsDamagedIsTakenAndNamed) {
    add("one", "HIGH", "2024-01-02T06:00:00Z");
    add("two", "HIGH", "2024-01-02T19:00:00Z");
    auto on = admin();
    test::take(on.execute("SET session_replication_role = replica"));
    test::take(on.rows(
        "UPDATE seal.change_set SET ids[1] = 'nobody' WHERE tenant_id = $1 AND seq = 3", db::parameters::of(bank.id)
    ));
    EXPECT_EQ(captured("2024-01-02", "2024-01-02T20:00:00Z"), "critical 0, high 2, medium 0, low 0");
    EXPECT_TRUE(names("severity.high_open says 2, recomputed 1"));
}

TEST_F(Capture, OfAPresentThatWasAlteredPastTheTriggersIsNamed) {
    add("one", "HIGH", "2024-01-02T06:00:00Z");
    auto on = admin();
    test::take(on.execute("SET session_replication_role = replica"));
    test::take(
        on.rows("UPDATE record.observation SET severity = 'LOW' WHERE tenant_id = $1", db::parameters::of(bank.id))
    );
    EXPECT_EQ(captured("2024-01-02", "2024-01-02T20:00:00Z"), "critical 0, high 0, medium 0, low 1");
    EXPECT_TRUE(names("severity.high_open says 0, recomputed 1"));
}

}  // namespace vouch
