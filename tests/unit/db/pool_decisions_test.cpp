#include "db/pool_decisions.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

using namespace vouch;
using namespace vouch::db;
using namespace std::chrono_literals;

namespace {

std::string words(const pool_action::open& one) {
    return fmt::format("open {}", one.connection);
}
std::string words(const pool_action::grant& one) {
    return fmt::format("grant {} to {}", one.connection, one.waiter);
}
std::string words(const pool_action::refuse& one) {
    return fmt::format("refuse {} {}", one.waiter, name_of(one.why.code));
}
std::string words(const pool_action::clean& one) {
    return fmt::format("clean {}", one.connection);
}
std::string words(const pool_action::discard& one) {
    return fmt::format("discard {}", one.connection);
}

using said = std::vector<std::string>;

class PoolDecisions : public ::testing::Test {
protected:
    said after(any_pool_event event) {
        said all;
        for (const auto& action : pool.resume(std::move(event), now))
            all.push_back(std::visit([](const auto& one) { return words(one); }, action));
        return all;
    }
    said exclusive(int waiter) { return after(pool_event::asked{waiter, hold::exclusive}); }
    said shared(int waiter) { return after(pool_event::asked{waiter, hold::shared}); }
    said opened(int connection) { return after(pool_event::opened{connection}); }
    said returned(int connection, bool clean = true) {
        return after(pool_event::handed_back{connection, hold::exclusive, clean});
    }
    said read_done(int connection) { return after(pool_event::handed_back{connection, hold::shared, true}); }
    said failed(int connection, bool permanent = false) {
        return after(pool_event::open_failed{connection, {errc::db_unavailable, "away", {}, {}}, permanent});
    }

    pool_limits limits{
        .connections_max = 2,
        .shared_max = 4,
        .waiting_max = 5,
        .acquire_ms_max = 1s,
        .back_off_first_ms = 100ms,
        .back_off_ms_max = 400ms,
        .jitter_seed = 1
    };
    pool_decisions pool{limits};
    pool_decisions::time now{1h};
};

}  // namespace

TEST_F(PoolDecisions, OpensWhenAskedAndNoMoreThanNeeded) {
    EXPECT_EQ(exclusive(1), said{"open 1"});
    EXPECT_EQ(opened(1), said{"grant 1 to 1"});
    EXPECT_EQ(returned(1), said{});
    EXPECT_EQ(exclusive(2), said{"grant 1 to 2"});
    EXPECT_EQ(exclusive(3), said{"open 2"});
    EXPECT_EQ(opened(2), said{"grant 2 to 3"});
    EXPECT_EQ(exclusive(4), said{}) << "two is the most";
    EXPECT_EQ(returned(2), said{"grant 2 to 4"});
}

TEST_F(PoolDecisions, ReadsShareTheConnectionWithTheFewest) {
    EXPECT_EQ(shared(1), said{"open 1"});
    EXPECT_EQ(opened(1), said{"grant 1 to 1"});
    EXPECT_EQ(shared(2), (said{"grant 1 to 2", "open 2"})) << "more than a quarter of shared_max on each";
    EXPECT_EQ(opened(2), said{});
    EXPECT_EQ(shared(3), said{"grant 2 to 3"});
    EXPECT_EQ(read_done(1), said{});
    EXPECT_EQ(read_done(1), said{});
    EXPECT_EQ(shared(4), said{"grant 1 to 4"});
}

TEST_F(PoolDecisions, ReadsWaitWhenEveryConnectionIsFull) {
    limits.connections_max = 1;
    pool = pool_decisions(limits);
    shared(1);
    opened(1);
    for (int waiter = 2; waiter <= 4; ++waiter) EXPECT_EQ(shared(waiter), said{fmt::format("grant 1 to {}", waiter)});
    EXPECT_EQ(shared(5), said{});
    EXPECT_EQ(read_done(1), said{"grant 1 to 5"});
}

TEST_F(PoolDecisions, AHolderWhoWaitsGetsAConnectionDrainedForHim) {
    exclusive(1), opened(1);
    exclusive(2), opened(2);
    returned(2);
    EXPECT_EQ(shared(3), said{"grant 2 to 3"});
    EXPECT_EQ(exclusive(4), said{});
    EXPECT_EQ(shared(5), said{}) << "2 is being drained and 1 is on loan";
    EXPECT_EQ(read_done(2), said{"grant 2 to 4"});
    EXPECT_EQ(returned(2), said{"grant 2 to 5"});
}

TEST_F(PoolDecisions, WhoAskedFirstIsServedFirst) {
    exclusive(1), opened(1);
    exclusive(2), opened(2);
    exclusive(3), exclusive(4), shared(5);
    EXPECT_EQ(returned(1), said{"grant 1 to 3"});
    EXPECT_EQ(returned(1), said{"grant 1 to 4"});
    EXPECT_EQ(returned(1), said{"grant 1 to 5"});
}

TEST_F(PoolDecisions, RollsBackBeforeAnybodyElseGetsIt) {
    exclusive(1), opened(1);
    exclusive(2), opened(2);
    exclusive(3);
    EXPECT_EQ(returned(1, false), said{"clean 1"});
    EXPECT_EQ(after(pool_event::cleaned{1}), said{"grant 1 to 3"});
}

TEST_F(PoolDecisions, ReplacesALostConnectionAndIgnoresItsLateReturn) {
    exclusive(1), opened(1);
    EXPECT_EQ(after(pool_event::lost{1}), said{"open 2"}) << "in the background: one was needed before";
    EXPECT_EQ(returned(1, false), said{});
    EXPECT_EQ(opened(2), said{});
    EXPECT_EQ(exclusive(2), said{"grant 2 to 2"});
}

TEST_F(PoolDecisions, TriesOneAtATimeWithGrowingPausesWhileTheServerIsAway) {
    limits.acquire_ms_max = 1h;
    pool = pool_decisions(limits);
    exclusive(1), exclusive(2);
    EXPECT_EQ(failed(1), said{}) << "2 is being opened";
    EXPECT_EQ(failed(2), said{});
    auto pause = 0ms;
    int number = 2;
    for (int attempt = 0; attempt < 6; ++attempt) {
        const auto next = pool.next_look();
        ASSERT_NE(next, pool_decisions::time::max());
        pause = std::chrono::duration_cast<std::chrono::milliseconds>(next - now);
        EXPECT_GE(pause, 50ms);
        EXPECT_LE(pause, 400ms);
        now = next;
        ++number;
        EXPECT_EQ(after(pool_event::time_passed{}), said{fmt::format("open {}", number)});
        EXPECT_EQ(after(pool_event::time_passed{}), said{}) << "not a second one beside it";
        failed(number);
    }
    EXPECT_GE(pause, 200ms) << "half of the longest pause is not left to chance";
    now = pool.next_look();
    after(pool_event::time_passed{});
    ++number;
    EXPECT_EQ(opened(number), (said{fmt::format("grant {} to 1", number), fmt::format("open {}", number + 1)}))
        << "back: the others follow at once";
}

TEST_F(PoolDecisions, WhoWaitsTooLongIsToldWhy) {
    exclusive(1);
    failed(1);
    now += 1s;
    const auto away = after(pool_event::time_passed{});
    EXPECT_EQ(away.front(), "refuse 1 db_unavailable");
    opened(2), exclusive(2), exclusive(3);
    opened(3);
    exclusive(4);
    EXPECT_EQ(pool.next_look(), now + 1s);
    now += 1s;
    EXPECT_EQ(after(pool_event::time_passed{}), said{"refuse 4 db_timeout"});
    EXPECT_EQ(pool.next_look(), pool_decisions::time::max());
}

TEST_F(PoolDecisions, WhatWaitingDoesNotMendIsToldAtOnce) {
    exclusive(1), shared(2);
    failed(1);
    EXPECT_EQ(failed(2, true), (said{"refuse 1 db_unavailable", "refuse 2 db_unavailable"}));
}

TEST_F(PoolDecisions, LimitsHowManyWait) {
    for (int waiter = 1; waiter <= 5; ++waiter) exclusive(waiter);
    EXPECT_EQ(exclusive(6), said{"refuse 6 db_busy"});
    EXPECT_EQ(opened(1), said{"grant 1 to 1"});
    EXPECT_EQ(exclusive(7), said{});
}

TEST_F(PoolDecisions, ClosingRefusesWaitersAndDiscardsConnections) {
    exclusive(1), opened(1);
    exclusive(2), exclusive(3);
    EXPECT_EQ(after(pool_event::closed{}), (said{"refuse 2 db_unavailable", "refuse 3 db_unavailable", "discard 1"}));
    EXPECT_EQ(opened(2), said{"discard 2"});
    EXPECT_EQ(returned(1, false), said{});
    EXPECT_EQ(exclusive(4), said{"refuse 4 db_unavailable"});
}
