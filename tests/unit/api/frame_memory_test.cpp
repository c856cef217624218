#include "api/frame_memory.h"

#include <gtest/gtest.h>

using namespace vouch;

namespace {

const date day = *parse_date("2026-02-09");

tenant::standing standing(std::int64_t head_seq, date today = day) {
    return {.head_seq = head_seq, .recorded_at = {}, .today = today, .tomorrow_at = {}, .commits = {}};
}

trend::frame frame_of(std::size_t periods) {
    return {day, day, std::vector<trend::framed_period>(periods), {}};
}

class FrameMemory : public testing::Test {
protected:
    const uuid bank = random_uuid();
    const uuid other = random_uuid();
    api::frame_memory memory{100'000};

    std::size_t periods_of(const uuid& tenant, const tenant::standing& at, std::string_view question) {
        const auto found = memory.find(tenant, at, question);
        return found ? found->periods.size() : 0;
    }
};

}  // namespace

TEST_F(FrameMemory, TellsTenantsAndQuestionsApart) {
    memory.keep(bank, standing(7), "quarter", frame_of(3));
    memory.keep(bank, standing(7), "month", frame_of(9));
    memory.keep(other, standing(7), "quarter", frame_of(5));
    EXPECT_EQ(periods_of(bank, standing(7), "quarter"), 3u);
    EXPECT_EQ(periods_of(bank, standing(7), "month"), 9u);
    EXPECT_EQ(periods_of(other, standing(7), "quarter"), 5u);
    EXPECT_EQ(periods_of(other, standing(7), "month"), 0u);
}

TEST_F(FrameMemory, KnowsNothingOfATenantThatStandsOtherwise) {
    memory.keep(bank, standing(7), "quarter", frame_of(3));
    EXPECT_EQ(periods_of(bank, standing(8), "quarter"), 0u) << "something was recorded";
    EXPECT_EQ(periods_of(bank, standing(7, day + std::chrono::days(1)), "quarter"), 0u) << "the day has ended";
    memory.keep(bank, standing(8), "month", frame_of(9));
    EXPECT_EQ(periods_of(bank, standing(7), "quarter"), 0u);
    EXPECT_EQ(periods_of(bank, standing(8), "quarter"), 0u);
    EXPECT_EQ(periods_of(bank, standing(8), "month"), 9u);
}

TEST_F(FrameMemory, TakesNoMoreRoomThanItMay) {
    std::size_t most = 0;
    for (int i = 0; i < 2'000; ++i) {
        memory.keep(random_uuid(), standing(1), "quarter", frame_of(4));
        most = std::max(most, memory.bytes());
    }
    EXPECT_LE(most, 100'000u);
    EXPECT_GT(most, 50'000u);
    memory.keep(bank, standing(1), "day", frame_of(10'000));
    EXPECT_EQ(periods_of(bank, standing(1), "day"), 0u) << "larger than all there may be";
}

TEST_F(FrameMemory, CountsWhatItKeepsInsteadOfAnother) {
    memory.keep(bank, standing(1), "quarter", frame_of(4));
    const auto once = memory.bytes();
    memory.keep(bank, standing(1), "quarter", frame_of(4));
    EXPECT_EQ(memory.bytes(), once);
    memory.keep(bank, standing(2), "quarter", frame_of(4));
    EXPECT_EQ(memory.bytes(), once);
}
