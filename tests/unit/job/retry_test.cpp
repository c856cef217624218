#include "job/retry.h"

#include <gtest/gtest.h>

using namespace vouch;
using namespace std::chrono_literals;

namespace {

TEST(Retry, DoublesThePauseUpToItsCap) {
    const job::queue_settings of{.back_off_first_ms = 1'000ms, .back_off_ms_max = 5'000ms};
    EXPECT_EQ(job::pause_after(1, of, 1), 1'000ms);
    EXPECT_EQ(job::pause_after(2, of, 1), 2'000ms);
    EXPECT_EQ(job::pause_after(3, of, 1), 4'000ms);
    EXPECT_EQ(job::pause_after(4, of, 1), 5'000ms);
    EXPECT_EQ(job::pause_after(1'000'000, of, 1), 5'000ms);
}

TEST(Retry, TakesHalfOfThePauseToAllOfItByChance) {
    const job::queue_settings of{.back_off_first_ms = 1'000ms};
    EXPECT_EQ(job::pause_after(1, of, 0), 500ms);
    EXPECT_EQ(job::pause_after(1, of, 0.5), 750ms);
    EXPECT_EQ(job::pause_after(1, of, 1), 1'000ms);
}

TEST(Retry, IsGivenUpAfterTheLastFailure) {
    const job::queue_settings of{.failures_max = 3};
    const instant now{};
    EXPECT_TRUE(job::retry_at(2, of, now, 0));
    EXPECT_FALSE(job::retry_at(3, of, now, 0));
    EXPECT_FALSE(job::retry_at(4, of, now, 0));
}

}  // namespace
