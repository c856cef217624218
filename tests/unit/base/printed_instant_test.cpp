#include "base/printed_instant.h"

#include <gtest/gtest.h>

namespace vouch {

namespace {

using namespace std::chrono_literals;

instant moment(std::string_view text) {
    return parse_instant(text).value();
}

TEST(PrintedInstant, IsToTheSecondAndInUtc) {
    EXPECT_EQ(printed_instant(moment("2026-03-01T01:00:05.999999+05:30")), "2026-02-28 19:30:05 UTC");
}

TEST(PrintedAge, IsInTheLargestUnitOfWhichThereAreTwo) {
    const auto now = moment("2026-03-01T00:00:00Z");
    EXPECT_EQ(printed_age(now, now), "now");
    EXPECT_EQ(printed_age(now - 1s, now), "1 second ago");
    EXPECT_EQ(printed_age(now + 119s, now), "in 119 seconds");
    EXPECT_EQ(printed_age(now - 120s, now), "2 minutes ago");
    EXPECT_EQ(printed_age(now + 2h, now), "in 2 hours");
    EXPECT_EQ(printed_age(now - 47h, now), "47 hours ago");
    EXPECT_EQ(printed_age(now - 48h, now), "2 days ago");
    EXPECT_EQ(printed_span(-90min), "90 minutes");
}

}  // namespace

}  // namespace vouch
