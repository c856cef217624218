// The metrics of the demo as another language works them out from its history alone (tests/oracle/metrics.py).
#include <gtest/gtest.h>

#include "process/spine/demo_bank.h"

namespace vouch {

namespace {

class CalculatedApart : public testing::Test {
protected:
    void SetUp() override { test::made_demo().copy_to(place); }

    test::scratch_folder folder;
    test::home place{folder / "data"};
};

}  // namespace

TEST_F(CalculatedApart, EverySnapshotOfTheDemoIsWhatItsHistorySays) {
    auto agrees = place.calculate_apart("demo", {"--known-of-snapshots"});
    EXPECT_EQ(agrees.status, 0) << agrees.output << agrees.errors;
    EXPECT_EQ(agrees.output, place.ask("SELECT count(*) FROM snapshot.dashboard_snapshot") + " snapshots: 0 differ\n");

    // Behind its back: the calculation can disagree.
    place.tamper(
        "UPDATE snapshot.dashboard_snapshot SET metrics = jsonb_set(metrics, '{severity,low_open}', '-1')"
        " WHERE business_date = '2025-06-30';"
        "UPDATE history.observation_version SET deleted = true"
        " WHERE effective_at = (SELECT max(effective_at) FROM history.observation_version)"
    );
    auto differs = place.calculate_apart("demo", {"--known-of-snapshots"});
    EXPECT_EQ(differs.status, 1);
    EXPECT_NE(differs.output.find("snapshot 2025-06-30/1 known at "), std::string::npos) << differs.output;
    EXPECT_NE(differs.output.find(": severity.low_open is -1, calculated "), std::string::npos) << differs.output;
    EXPECT_NE(differs.output.find("snapshot 2026-02-28/1 known at "), std::string::npos) << differs.output;
}

}  // namespace vouch
