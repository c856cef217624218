// Which slots of a schedule run, and which are passed over.
#include "job/schedule.h"

#include <gtest/gtest.h>

using namespace vouch;
using namespace std::chrono_literals;

namespace {

instant at(const char* text) {
    return parse_instant(text).value();
}

job::schedule daily(job::missed when_missed) {
    job::schedule each;
    each.name = "daily";
    each.expression = "0 1 * * *";
    each.zone = "Asia/Kolkata";
    each.when_missed = when_missed;
    return each;
}

/// "2026-03-02T19:30 runs, ... next 2026-03-05T19:30"
std::string told(const result<job::decided_slots>& decided) {
    if (!decided) return describe(decided.error());
    std::string text;
    for (const auto& each : decided->slots)
        text += to_string(each.at).substr(5, 11) + (each.runs ? " runs, " : " passed over, ");
    return text + "next " + (decided->next_at ? to_string(*decided->next_at).substr(5, 11) : "never");
}

// 01:00 in Kolkata is 19:30 of the day before in UTC.
TEST(Slots, ThatHavePassedInTimeRunWhateverBecomesOfMissedOnes) {
    for (const auto policy : {job::missed::skip, job::missed::once, job::missed::all}) {
        EXPECT_EQ(
            told(job::decide(daily(policy), at("2026-03-02T19:30:00Z"), at("2026-03-02T19:30:00Z"))),
            "03-02T19:30 runs, next 03-03T19:30"
        );
        EXPECT_EQ(
            told(job::decide(daily(policy), at("2026-03-02T19:30:00Z"), at("2026-03-02T19:29:59Z"))), "next 03-02T19:30"
        );
    }
}

TEST(Slots, OfThreeDaysDownAreSkippedOrRunOnceOrAllOfThem) {
    const auto first = at("2026-03-02T19:30:00Z");
    const auto now = at("2026-03-05T08:00:00Z");
    EXPECT_EQ(
        told(job::decide(daily(job::missed::skip), first, now)),
        "03-02T19:30 passed over, 03-03T19:30 passed over, 03-04T19:30 passed over, next 03-05T19:30"
    );
    EXPECT_EQ(
        told(job::decide(daily(job::missed::once), first, now)),
        "03-02T19:30 passed over, 03-03T19:30 passed over, 03-04T19:30 runs, next 03-05T19:30"
    );
    EXPECT_EQ(
        told(job::decide(daily(job::missed::all), first, now)),
        "03-02T19:30 runs, 03-03T19:30 runs, 03-04T19:30 runs, next 03-05T19:30"
    );
}

TEST(Slots, ThatWereMissedOnceDoNotRunBesideOneInTime) {
    EXPECT_EQ(
        told(job::decide(daily(job::missed::once), at("2026-03-02T19:30:00Z"), at("2026-03-03T19:30:20Z"))),
        "03-02T19:30 passed over, 03-03T19:30 runs, next 03-04T19:30"
    );
}

TEST(Slots, ThatAreTooOldOrTooManyArePassedOver) {
    auto each = daily(job::missed::all);
    each.missed_s_max = 37h;
    const auto first = at("2026-03-02T19:30:00Z");
    const auto now = at("2026-03-05T08:00:00Z");
    EXPECT_EQ(
        told(job::decide(each, first, now)),
        "03-02T19:30 passed over, 03-03T19:30 runs, 03-04T19:30 runs, next 03-05T19:30"
    );
    each.missed_max = 1;
    EXPECT_EQ(
        told(job::decide(each, first, now)),
        "03-02T19:30 passed over, 03-03T19:30 passed over, 03-04T19:30 runs, next 03-05T19:30"
    );
}

TEST(Slots, OfALongOutageAreDecidedInPieces) {
    auto each = daily(job::missed::once);
    each.expression = "* * * * *";
    const auto first = at("2026-03-02T00:00:00Z");
    const auto now = first + 15'000min;
    const auto piece = job::decide(each, first, now);
    ASSERT_TRUE(piece) << describe(piece.error());
    ASSERT_EQ(piece->slots.size(), job::slots_per_pass_max);
    EXPECT_FALSE(piece->slots.back().runs) << "the last of a piece is not the last of all";
    const auto rest = job::decide(each, *piece->next_at, now);
    ASSERT_TRUE(rest);
    EXPECT_EQ(rest->slots.size(), 5'001u);
    EXPECT_TRUE(rest->slots.back().runs);
    EXPECT_EQ(*rest->next_at, now + 1min);
}

TEST(Slots, OfAZoneThatIsGoneAreAnError) {
    auto each = daily(job::missed::once);
    each.zone = "Asia/Atlantis";
    EXPECT_NE(
        told(job::decide(each, at("2026-03-02T19:30:00Z"), at("2026-03-02T19:30:00Z"))).find("Asia/Atlantis"),
        std::string::npos
    );
}

}  // namespace
