#include "snapshot/figures.h"

#include <gtest/gtest.h>

using namespace vouch;

namespace {

std::optional<std::int64_t> sum(std::string_view paths, std::string_view figures) {
    const auto places = snapshot::figure_places::find(paths);
    EXPECT_TRUE(places);
    std::vector<std::string_view> texts;
    snapshot::split_figures(figures, places->needed(), texts);
    const auto found = places->sum(texts);
    EXPECT_TRUE(found);
    return found.value_or(std::nullopt);
}

}  // namespace

TEST(Figures, AreFoundByTheirPlaceAndAddedUp) {
    EXPECT_EQ(sum("severity.critical_open", "7,16,57"), 7);
    EXPECT_EQ(sum("severity.medium_open", "7,16,57"), 57);
    EXPECT_EQ(sum("severity.critical_open+severity.medium_open", "7,16,57"), 64);
    EXPECT_EQ(sum("severity.high_open", "7,-16,57"), -16);
}

TEST(Figures, ThatAreUnknownMakeTheirSumUnknown) {
    EXPECT_EQ(sum("severity.high_open", "7,,57"), std::nullopt);
    EXPECT_EQ(sum("severity.critical_open+severity.high_open", "7,,57"), std::nullopt);
    EXPECT_EQ(sum("severity.low_open", "7,16,57"), std::nullopt) << "stored before there was one";
    EXPECT_EQ(sum("severity.medium_open", "7,16,"), std::nullopt);
    EXPECT_EQ(sum("severity.critical_open", ""), std::nullopt);
}

TEST(Figures, ThatAreNoneAreNamed) {
    const auto unknown = snapshot::figure_places::find("severity.low_open+severity.lowest");
    ASSERT_FALSE(unknown);
    EXPECT_EQ(unknown.error().detail, "severity.lowest is no figure of a snapshot");
    const auto places = snapshot::figure_places::find("severity.critical_open");
    const std::vector<std::string_view> texts{"7.5"};
    const auto found = places->sum(texts);
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().detail, "severity.critical_open of a snapshot is \"7.5\", no whole number");
}
