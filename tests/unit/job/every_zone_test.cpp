// In every zone of the database, what next() says is what a walk from minute to minute by the C library's clock finds.
#include <algorithm>
#include <cstdlib>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <iterator>
#include <span>

#include "job/slots.h"
#include "unit/job/minute_walk.h"

namespace vouch::job {

namespace {

using test::minute;

constexpr minute day = 24 * 60;
constexpr minute around_move = 30 * 60;  // a skipped day, and more
constexpr std::size_t moves_per_expression = 2;
constexpr int expressions_per_zone = 3;
constexpr int starts_per_window = 5;

instant at(minute moment) {
    return instant(std::chrono::minutes(moment));
}

unsigned seed_of_chance() {
    const char* given = std::getenv("VOUCH_TEST_SEED");
    return given ? static_cast<unsigned>(std::strtoul(given, nullptr, 10)) : std::random_device()();
}

/// Where the two first differ, in words; empty: nowhere.
std::string difference(const std::vector<instant>& slots, const std::vector<instant>& walked) {
    const auto [slot, step] = std::ranges::mismatch(slots, walked);
    if (slot == slots.end() && step == walked.end()) return {};
    return fmt::format(
        "next() says {}, the walk {}",
        slot == slots.end() ? "nothing more" : to_string(*slot),
        step == walked.end() ? "nothing more" : to_string(*step)
    );
}

class EveryZone : public testing::Test {
protected:
    /// (after, until] from one end to the other, and from instants in between.
    void compare(
        const slots& times,
        const test::libc_clock& clock,
        const test::expression_at_chance& expression,
        minute after,
        minute until
    ) {
        std::vector<instant> walked;
        for (const auto moment : test::walk(clock, expression, after, until)) walked.push_back(at(moment));
        std::vector<instant> iterated;
        for (auto slot = times.next(at(after)); slot && *slot <= at(until); slot = times.next(*slot)) {
            iterated.push_back(*slot);
            if (iterated.size() > walked.size()) break;
        }
        ASSERT_EQ(difference(iterated, walked), "") << "from " << to_string(at(after));
        compared += walked.size();

        std::uniform_int_distribution<std::int64_t> moment(
            at(after).time_since_epoch().count(), at(until).time_since_epoch().count()
        );
        for (int i = 0; i < starts_per_window; ++i) {
            instant start{instant::duration(moment(chance))};
            // Next to a slot is where mistakes are made.
            if (i > 0 && !walked.empty()) start = walked[chance() % walked.size()] + instant::duration(i - 2);
            const auto expected = std::ranges::upper_bound(walked, start);
            const auto slot = times.next(start);
            if (expected != walked.end())
                ASSERT_TRUE(slot && *slot == *expected)
                    << "after " << to_string(start) << " comes " << to_string(*expected);
            else
                ASSERT_TRUE(!slot || *slot > at(until))
                    << "after " << to_string(start) << " comes " << to_string(*slot);
        }
    }

    unsigned seed = seed_of_chance();
    std::mt19937 chance{seed};
    testing::ScopedTrace trace{__FILE__, __LINE__, fmt::format("VOUCH_TEST_SEED={} repeats this", seed)};
    std::size_t compared = 0;
};

TEST_F(EveryZone, FiresAsAWalkFromMinuteToMinuteFinds) {
    const auto names = test::zone_names();
    ASSERT_GT(names.size(), 400U) << "/usr/share/zoneinfo/tzdata.zi of the package tzdata is needed";
    for (const auto& name : names) {
        const auto found = zone::find(name);
        ASSERT_EQ(found.has_value(), name.contains('/') || name == "UTC") << name;
        if (!found) continue;
        const test::libc_clock clock(name);

        // Where the clock is moved; and somewhere else, for zones that move theirs no more.
        std::vector<minute> places;
        const auto moves = std::span(clock.stretches()).subspan(1);
        std::ranges::transform(moves, std::back_inserter(places), [](const auto& stretch) { return stretch.from; });
        places.push_back(test::libc_clock::begin + 10 * day + static_cast<minute>(chance() % (7500 * day)));
        for (int i = 0; i < expressions_per_zone; ++i) {
            const auto expression = test::make_expression(chance, false);
            SCOPED_TRACE(name + ": " + expression.text());
            const auto times = slots::read(expression.text(), name);
            ASSERT_TRUE(times) << times.error().detail;
            std::vector<minute> some;
            std::ranges::sample(places, std::back_inserter(some), moves_per_expression, chance);
            for (const auto place : some) {
                if (place - around_move < test::libc_clock::begin + 4 * day ||
                    place + around_move > test::libc_clock::end - 4 * day)
                    continue;
                ASSERT_NO_FATAL_FAILURE(compare(*times, clock, expression, place - around_move, place + around_move));
            }
        }
    }
    EXPECT_GT(compared, 50'000U);
}

// Where a zone is one of the sample, over all of its years at once.
TEST_F(EveryZone, FiresAsAWalkThroughTwentyYearsFinds) {
    std::vector<std::string> some;
    std::ranges::sample(test::zone_names(), std::back_inserter(some), 60, chance);
    for (const auto& name : some) {
        if (!name.contains('/')) continue;
        const test::libc_clock clock(name);
        const auto expression = test::make_expression(chance, true);
        SCOPED_TRACE(name + ": " + expression.text());
        const auto times = slots::read(expression.text(), name);
        ASSERT_TRUE(times) << times.error().detail;
        ASSERT_NO_FATAL_FAILURE(
            compare(*times, clock, expression, test::libc_clock::begin + 10 * day, test::libc_clock::end - 10 * day)
        );
    }
    EXPECT_GT(compared, 10'000U);
}

}  // namespace

}  // namespace vouch::job
