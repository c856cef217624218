#include "snapshot/retention_plan.h"

#include <gtest/gtest.h>

using namespace vouch;

namespace {

snapshot::retention_row row(const char* period, const char* day, std::optional<std::string> kept_as) {
    return {period, *parse_date(day), 1, std::move(kept_as), *parse_date("2026-01-01")};
}

std::string shown(const std::vector<snapshot::kept_count>& kept) {
    std::string text;
    for (const auto& each : kept) text += each.as + " " + std::to_string(each.snapshots) + ";";
    return text;
}

}  // namespace

TEST(RetentionPlan, CountsByFiscalYearAndReasonAndNamesTheRanges) {
    const auto plan = *snapshot::plan_of({
        row("FY 2023-24", "2024-03-28", "first"),
        row("FY 2023-24", "2024-03-29", std::nullopt),
        row("FY 2023-24", "2024-03-31", "year_end"),
        row("FY 2024-25", "2024-04-01", std::nullopt),
        row("FY 2024-25", "2024-04-02", std::nullopt),
        row("FY 2024-25", "2024-04-05", std::nullopt),
        row("FY 2024-25", "2024-04-07", "week_end"),
        row("FY 2024-25", "2024-04-14", "week_end"),
        row("FY 2024-25", "2024-04-15", "recent"),
    });
    EXPECT_EQ(plan.all.go, 4);
    EXPECT_EQ(plan.all.stay, 5);
    EXPECT_EQ(shown(plan.all.kept), "recent 1;year_end 1;week_end 2;first 1;");
    ASSERT_EQ(plan.years.size(), 2u);
    EXPECT_EQ(plan.years[0].period, "FY 2023-24");
    EXPECT_EQ(plan.years[0].go, 1);
    EXPECT_EQ(shown(plan.years[0].kept), "year_end 1;first 1;");
    EXPECT_EQ(plan.years[1].first, parse_date("2024-04-01"));
    EXPECT_EQ(plan.years[1].last, parse_date("2024-04-05"));
    EXPECT_EQ(shown(plan.years[1].kept), "recent 1;week_end 2;");
    // Days without a snapshot do not end a range; a snapshot that stays does.
    ASSERT_EQ(plan.ranges.size(), 2u);
    EXPECT_EQ(plan.ranges[0].first, *parse_date("2024-03-29"));
    EXPECT_EQ(plan.ranges[0].snapshots, 1);
    EXPECT_EQ(plan.ranges[1].first, *parse_date("2024-04-01"));
    EXPECT_EQ(plan.ranges[1].last, *parse_date("2024-04-05"));
    EXPECT_EQ(plan.ranges[1].snapshots, 3);
}

TEST(RetentionPlan, OfNothingIsNothing) {
    const auto plan = *snapshot::plan_of({});
    EXPECT_EQ(plan.all.go + plan.all.stay, 0);
    EXPECT_EQ(plan.all.first, std::nullopt);
    EXPECT_TRUE(plan.years.empty());
    EXPECT_TRUE(plan.ranges.empty());
}

TEST(RetentionPlan, RefusesAReasonThatItDoesNotKnow) {
    EXPECT_EQ(snapshot::plan_of({row("FY 2024", "2024-04-01", "because")}).error().code, errc::internal);
}
