// Every figure of every period, day and branch that the program's own commands print, as another language works them
// out from the history and docs/metrics.md alone: of the made-up bank and of the real files of San Francisco, as
// reported, as corrected, and as known at instants between.
#include <gtest/gtest.h>
#include <map>
#include <memory>

#include "process/spine/demo_bank.h"
#include "process/spine/sf_bank.h"
#include "process/spine/told_apart.h"

namespace vouch {

namespace {

/// A copy of the made-up bank with its server up.
struct demo_copy {
    static std::filesystem::path copied(const std::filesystem::path& data) {
        test::made_demo().copy_to(test::home(data));
        return data;
    }

    test::scratch_folder folder;
    test::holder server{copied(folder / "server")};
    test::home place{server, folder / "data"};
};

constexpr auto last_snapshot = "SELECT max(business_date) FROM snapshot.dashboard_snapshot";

class EveryPeriodOfTheDemo : public testing::Test {
protected:
    static void SetUpTestSuite() {
        copy_ = std::make_unique<demo_copy>();
        told_ = std::make_unique<test::told_apart>(copy_->place, "demo", copy_->place.ask(last_snapshot));
    }
    static void TearDownTestSuite() {
        told_.reset();
        copy_.reset();
    }
    static const test::told_apart& told() { return *told_; }

    static void compare(const test::told_basis& basis, const std::map<std::string, std::size_t>& periods) {
        for (const auto& [grain, count] : periods) {
            EXPECT_EQ(told().compare_trends(grain, basis), count) << grain;
            EXPECT_GE(told().compare_roll_forwards(grain, basis), count - 1) << grain;
        }
    }

    static inline std::unique_ptr<demo_copy> copy_;
    static inline std::unique_ptr<test::told_apart> told_;
};

const std::map<std::string, std::size_t> periods_of_the_demo{{"month", 35}, {"quarter", 12}, {"year", 3}};
constexpr auto before_the_late_closings = "2024-12-31T18:30:00Z";
constexpr auto amid_the_late_closings = "2025-07-20T00:00:00Z";

class EveryPeriodOfSanFrancisco : public testing::Test {
protected:
    static void SetUpTestSuite() {
        if (!test::imported_sf()) return;
        const auto& place = test::imported_sf()->place();
        told_ = std::make_unique<test::told_apart>(place, "sf", place.ask(last_snapshot));
    }
    static void TearDownTestSuite() { told_.reset(); }
    void SetUp() override {
        if (!told_) GTEST_SKIP() << test::without_sf_files();
    }
    static const test::told_apart& told() { return *told_; }

    /// When half of the change sets of the import were recorded.
    static std::string amid_the_import() {
        return test::imported_sf()->place().ask(
            "SELECT to_char(recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') FROM seal.change_set "
            "WHERE seq = (SELECT max(known_seq) / 2 FROM snapshot.dashboard_snapshot)"
        );
    }

    static inline std::unique_ptr<test::told_apart> told_;
};

}  // namespace

TEST_F(EveryPeriodOfTheDemo, IsToldApartAsReported) {
    compare(told().reported(), periods_of_the_demo);
}

TEST_F(EveryPeriodOfTheDemo, IsToldApartAsCorrected) {
    compare(told().restated(), periods_of_the_demo);
}

TEST_F(EveryPeriodOfTheDemo, IsToldApartAsKnownAtInstantsBetween) {
    compare(told().restated(before_the_late_closings), periods_of_the_demo);
    compare(told().restated(amid_the_late_closings), {{"quarter", 12}});
}

TEST_F(EveryPeriodOfTheDemo, DaysAreToldApartOnBothBases) {
    told().compare_days(test::days_of_the_demo, told().reported());
    told().compare_days(test::days_of_the_demo, told().restated());
    told().compare_days({"2024-03-31", "2024-12-31", "2025-03-31"}, told().restated(before_the_late_closings));
}

TEST_F(EveryPeriodOfTheDemo, BranchesAreToldApart) {
    const std::vector<std::string> days{"2023-06-30", "2024-12-31", "2025-03-31", "2025-12-31", "2026-02-28"};
    EXPECT_GT(told().compare_branches(days, told().restated()), 80U);
    EXPECT_GT(told().compare_branches(days, told().restated(before_the_late_closings)), 80U);
    EXPECT_GT(told().compare_branches(days, told().restated(amid_the_late_closings)), 80U);
}

TEST_F(EveryPeriodOfTheDemo, HasNoFiguresWhereNothingWasKnown) {
    const auto nothing = told().restated("1999-12-31T00:00:00Z");
    EXPECT_EQ(nothing.oracle.at(1), "0");
    EXPECT_EQ(told().compare_trends("quarter", nothing), 0U);
    const auto refused = copy_->place.vouch(
        {"rollforward",
         "--tenant",
         "demo",
         "--period",
         "FY 2025-26 Q1",
         "--basis",
         "restated",
         "--known-at",
         "1999-12-31T00:00:00Z"}
    );
    EXPECT_EQ(refused.status, 4) << refused.output;
    EXPECT_EQ(refused.errors, "vouch: nothing was known then: FY 2025-26 Q1 has no roll-forward\n");
}

// What was reported after a revision is what the period was sealed with, in every command.
TEST(ASealedPeriodOfTheDemo, IsReportedWithTheRevisionThatWasSealed) {
    demo_copy copy;
    const auto& place = copy.place;
    const auto open_then = [&](const test::told_apart& told, const std::vector<std::string>& basis) {
        return told.ask_program({"metrics", "--as-of", "2025-03-31"}, basis).at("metrics").at("severity");
    };
    const std::vector<std::string> reported{"--basis", "reported"};
    const test::told_apart before(place, "demo", place.ask(last_snapshot));
    const auto first = open_then(before, reported), corrected = open_then(before, {"--basis", "restated"});
    EXPECT_NE(first, corrected) << "closings were entered late";
    const auto why = place.done({"trend", "diff", "--tenant", "demo", "--date", "2025-03-31"});
    EXPECT_NE(why.find("with monthly interest: date corrected\n"), std::string::npos) << why;
    EXPECT_NE(why.find("traders: entered late\n"), std::string::npos) << why;

    place.done(
        {"replay",
         "--tenant",
         "demo",
         "--revise",
         "closings that were entered late",
         "--from",
         "2025-03-31",
         "--to",
         "2025-06-30"}
    );
    EXPECT_EQ(open_then(before, reported), first) << "revised, but not reported";
    place.done({"period", "seal", "--tenant", "demo", "--period", "FY 2024-25 Q4", "--actor", "Asha Patil, CAE"});
    EXPECT_EQ(open_then(before, reported), corrected);

    const test::told_apart after(place, "demo", place.ask(last_snapshot));
    EXPECT_EQ(after.compare_trends("quarter", after.reported()), 12U);
    EXPECT_EQ(after.compare_roll_forwards("quarter", after.reported()), 12U);
    after.compare_days({"2025-03-31", "2025-06-30"}, after.reported());
    const auto unmoved = place.done({"trend", "diff", "--tenant", "demo", "--date", "2025-03-31"});
    EXPECT_NE(unmoved.find("Nothing moved"), std::string::npos) << unmoved;
    place.done({"verify", "--tenant", "demo"});
}

TEST_F(EveryPeriodOfSanFrancisco, IsToldApartAsReported) {
    const auto basis = told().reported();
    EXPECT_EQ(told().compare_trends("month", basis), 37U);
    EXPECT_EQ(told().compare_trends("quarter", basis), 13U);
    EXPECT_EQ(told().compare_trends("year", basis), 4U);
    EXPECT_EQ(told().compare_roll_forwards("quarter", basis), 13U);
    EXPECT_EQ(told().compare_roll_forwards("year", basis), 4U);
}

TEST_F(EveryPeriodOfSanFrancisco, IsToldApartAsCorrectedAndAsKnownAmidTheImport) {
    for (const auto& basis : {told().restated(), told().restated(amid_the_import())}) {
        EXPECT_EQ(told().compare_trends("quarter", basis), 13U);
        EXPECT_GE(told().compare_roll_forwards("quarter", basis), 12U);
    }
    EXPECT_EQ(told().compare_trends("year", told().restated()), 4U);
    EXPECT_GE(told().compare_roll_forwards("year", told().restated()), 3U);
}

TEST_F(EveryPeriodOfSanFrancisco, DaysAndBranchesAreToldApart) {
    told().compare_days(test::days_of_san_francisco, told().reported());
    told().compare_days(test::days_of_san_francisco, told().restated());
    EXPECT_GT(told().compare_branches({"2015-12-31", "2016-12-31", "2018-02-16"}, told().restated()), 1'000U);
    EXPECT_GT(told().compare_branches({"2016-12-31"}, told().restated(amid_the_import())), 10U);
}

TEST_F(EveryPeriodOfSanFrancisco, CountsEachRepeatInTheQuarterThatItWasIssuedIn) {
    std::int64_t repeats = 0, persisting = 0;
    const auto trend = told().ask_program({"trend", "repeats", "--grain", "quarter"});
    for (const auto& point : trend.at("points").as_array()) {
        repeats += point.at("values").at("repeats").as_int64();
        persisting += point.at("values").at("persisting").as_int64();
    }
    EXPECT_EQ(repeats, 7'516);
    EXPECT_EQ(persisting, 130);
}

}  // namespace vouch
