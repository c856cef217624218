// What a worker remembers of the ready jobs of its queue, without a database.
#include "job/lanes.h"

#include <gtest/gtest.h>

using namespace vouch;
using namespace std::chrono_literals;

namespace {

const uuid first{{1}};
const uuid second{{2}};
const uuid third{{3}};

instant at(int second_of_day) {
    return instant(std::chrono::sys_days(std::chrono::year(2026) / 3 / 1)) + std::chrono::seconds(second_of_day);
}

job::claimed job_of(const uuid& tenant_id, int second_of_day, std::int64_t id) {
    job::claimed made;
    made.tenant_id = tenant_id;
    made.rank = at(second_of_day);
    made.id = id;
    return made;
}

class Lanes : public testing::Test {
protected:
    void look_fully(const std::vector<job::lane_row>& rows, std::chrono::milliseconds took = 1ms) {
        const auto asked = of.full();
        of.found(asked, rows, now, now + took);
        now += took;
    }
    job::lanes::steady::time_point now{1h};
    job::lanes of;
};

TEST_F(Lanes, AreWorkedOffInTurnFromWhereTheyWereLeft) {
    look_fully({{first, at(1), 1}, {second, at(1), 2}, {third, at(1), 3}});
    const auto turn = of.turn(first, 2, 10);
    EXPECT_EQ(turn.tenant_ids, (std::vector{second, third}));
    EXPECT_EQ(turn.share, 5);
    std::vector<job::claimed> jobs;
    for (int n = 0; n < 5; ++n) jobs.push_back(job_of(second, 1 + n, 10 + n));
    jobs.push_back(job_of(third, 1, 3));
    of.taken(turn, jobs);
    // The third had less than its share.
    const auto next = of.turn(third, 3, 10);
    EXPECT_EQ(next.tenant_ids, (std::vector{first, second}));
    EXPECT_EQ(next.ids, (std::vector<std::int64_t>{0, 14}));
    EXPECT_EQ(next.ranks.at(1), at(5));
}

TEST_F(Lanes, AreLookedAtOnwardInStretchesThatLeaveOutWhatWasDone) {
    look_fully({{first, at(1), 1}, {third, at(1), 3}});
    of.taken(of.turn(job::nobody, 2, 2), {job_of(first, 1, 1), job_of(third, 7, 9)});
    const auto asked = of.onward();
    EXPECT_EQ(asked.tenant_ids, (std::vector{job::nobody, first, third}));
    EXPECT_EQ(asked.ids, (std::vector<std::int64_t>{0, 1, 9}));
    EXPECT_EQ(asked.ranks.at(0), job::lane_begin.rank);
    EXPECT_EQ(asked.until.at(0), first);
    EXPECT_EQ(asked.until.at(1), third);
    EXPECT_GT(asked.until.at(2), third);
}

TEST_F(Lanes, StepBackWhereAFullLookFindsAnEarlierJob) {
    look_fully({{first, at(5), 5}});
    of.taken(of.turn(job::nobody, 1, 1), {job_of(first, 5, 5)});
    of.found(of.onward(), {{first, at(9), 9}}, now, now);
    EXPECT_EQ(of.turn(job::nobody, 1, 1).ids, (std::vector<std::int64_t>{8}));
    look_fully({{first, at(2), 7}});
    EXPECT_EQ(of.turn(job::nobody, 1, 1).ids, (std::vector<std::int64_t>{6}));
    EXPECT_EQ(of.turn(job::nobody, 1, 1).ranks, (std::vector{at(2)}));
}

TEST_F(Lanes, AreNotMovedByWhatWasAskedBeforeAFullLook) {
    look_fully({{first, at(5), 5}});
    const auto turn = of.turn(job::nobody, 1, 1);
    const auto onward = of.onward();
    look_fully({{first, at(2), 2}});
    of.taken(turn, {job_of(first, 5, 5)});
    of.found(onward, {{first, at(6), 6}}, now, now);
    EXPECT_EQ(of.turn(job::nobody, 1, 1).ids, (std::vector<std::int64_t>{1}));
}

TEST_F(Lanes, AreLookedAtFullyWithinAPartOfTheTime) {
    EXPECT_TRUE(of.full_is_due(now));
    look_fully({}, 3s);
    EXPECT_FALSE(of.full_may_be(now + 59s));
    of.look_back();
    EXPECT_FALSE(of.full_is_due(now + 59s)) << "however much there is to be found";
    EXPECT_TRUE(of.full_is_due(now + 61s));
    now += 61s;
    look_fully({}, 1ms);
    EXPECT_FALSE(of.full_is_due(now + 100ms));
    EXPECT_TRUE(of.full_may_be(now + 100ms)) << "of a worker that has nothing else to do";
    of.look_back();
    EXPECT_TRUE(of.full_is_due(now + 100ms));
    EXPECT_TRUE(of.full_is_due(now + job::lanes::full_every_min));
}

TEST_F(Lanes, BehindAGateBeginWhereTheyBegin) {
    of = job::lanes(false);
    look_fully({{first, at(5), 5}});
    of.taken(of.turn(job::nobody, 1, 1), {job_of(first, 5, 5)});
    EXPECT_EQ(of.turn(job::nobody, 1, 1).ranks, (std::vector{job::lane_begin.rank}));
}

TEST_F(Lanes, AreForgottenWhenTheWayFromTheBeginningIsShort) {
    look_fully({{first, at(1), 1}, {second, at(1), 2}});
    of.taken(of.turn(job::nobody, 2, 2), {job_of(first, 5, 9), job_of(second, 5, 8)});
    look_fully({{second, at(6), 10}}, 50ms);
    EXPECT_EQ(of.onward().tenant_ids, (std::vector{job::nobody, first, second})) << "a long way: the marks are kept";
    look_fully({{second, at(6), 10}}, 1ms);
    EXPECT_EQ(of.onward().tenant_ids, (std::vector{job::nobody, second}));
    look_fully({}, 1ms);
    EXPECT_EQ(of.onward().tenant_ids, (std::vector{job::nobody}));
}

}  // namespace
