// The life of the made-up bank as it is told, before any of it is recorded: it is the same every time, it keeps the
// rules of the domain, and it shows what it is there to show.
#include "demo/life.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <map>
#include <set>

#include "base/json_text.h"
#include "base/sha256.h"
#include "demo/almanac.h"
#include "demo/people.h"
#include "unit/demo/told_observations.h"

namespace vouch::demo {

namespace {

uuid some_tenant() {
    return *parse_uuid("de300000-0000-4000-8000-000000000001");
}

const life& told() {
    static const life once = life_of_the_bank(some_tenant());
    return once;
}

template <class Kind>
std::size_t count_of() {
    return static_cast<std::size_t>(std::ranges::count_if(told().events, [](const event& each) {
        return std::holds_alternative<Kind>(each.what);
    }));
}

/// Everything of a move, and when, by whom and why everything happened.
std::string text_of(const std::vector<event>& events) {
    std::string all;
    for (const auto& each : events) {
        all += fmt::format("{} {} {} {}\n", to_string(each.at), each.actor, each.reason, each.what.index());
        if (const auto* moves = std::get_if<std::vector<record::observation_move>>(&each.what))
            all += json_text(*moves);
        if (const auto* raised = std::get_if<std::vector<record::new_observation>>(&each.what))
            all += json_text(*raised);
    }
    return all;
}

}  // namespace

TEST(Life, IsTheSameEveryTime) {
    EXPECT_TRUE(text_of(told().events) == text_of(life_of_the_bank(some_tenant()).events));
}

TEST(Life, GoesForwardAndRestsOnSundays) {
    for (std::size_t i = 0; i < told().events.size(); ++i) {
        const auto& each = told().events[i];
        if (i > 0) {
            ASSERT_LT(told().events[i - 1].at, each.at);
        }
        const auto by_the_wall = each.at + std::chrono::hours(5) + std::chrono::minutes(30);
        const auto day = std::chrono::floor<days>(by_the_wall);
        if (each.actor != night_job) {
            EXPECT_TRUE(is_working_day(day)) << to_string(each.at) << " " << each.actor;
        }
        EXPECT_FALSE(each.actor.empty());
        EXPECT_TRUE(!each.since || (*each.since < each.at && !each.reason.empty())) << to_string(each.at);
    }
}

TEST(Life, CapturesEveryDayBehindItsEndButThoseOfTheOutage) {
    std::set<date> captured, replayed;
    for (const auto& each : told().events) {
        if (const auto* one = std::get_if<day_captured>(&each.what)) {
            EXPECT_TRUE(captured.insert(one->business_date).second);
            const auto slot = at(one->business_date + days(1), std::chrono::hours(1));
            EXPECT_GE(each.at, slot);
            EXPECT_LT(each.at, slot + std::chrono::minutes(5));
        } else if (const auto* some = std::get_if<days_replayed>(&each.what)) {
            for (auto day = some->first; day <= some->last; day += days(1)) replayed.insert(day);
        }
    }
    int missing = 0;
    for (auto day = first_day; day <= last_day; day += days(1)) {
        const bool is_out = day >= outage_begins && day <= outage_ends;
        EXPECT_EQ(captured.contains(day), !is_out) << to_string(day);
        missing += !captured.contains(day) && !replayed.contains(day);
    }
    EXPECT_EQ(replayed.size(), 3U);
    EXPECT_EQ(missing, 7);
}

TEST(Life, HasEveryKindOfEvent) {
    std::set<std::size_t> kinds;
    for (const auto& each : told().events) kinds.insert(each.what.index());
    EXPECT_EQ(kinds.size(), std::variant_size_v<happening>);
    EXPECT_EQ(count_of<branch_closed>(), 1U);
    EXPECT_EQ(count_of<quarter_planned>(), 12U);
    EXPECT_GT(count_of<report_issued>(), 100U);
}

TEST(Life, MovesEveryObservationAsItStandsAndInEveryLegalWay) {
    const told_observations all(told().events);
    EXPECT_GE(all.count(), 1'500U);
    EXPECT_LE(all.count(), 2'500U);
    EXPECT_EQ(all.problems(), std::vector<std::string>{});
    for (const auto& [from, to, least] : {
             std::tuple("DRAFT", "WITHDRAWN", 10),
             {"SUBMITTED", "DRAFT", 10},
             {"REVIEWED", "SUBMITTED", 10},
             {"REVIEWED", "WITHDRAWN", 1},
             {"REVIEWED", "ISSUED", 1'000},
             {"RESPONSE", "ISSUED", 50},
             {"COMPLIANCE", "RESPONSE", 50},
             {"COMPLIANCE", "CLOSED", 500},
             {"CLOSED", "ISSUED", 10},
             {"ISSUED", "NO_LONGER_VALID", 10},
             {"ISSUED", "RISK_ACCEPTED", 10},
             {"RISK_ACCEPTED", "ISSUED", 10},
         }) {
        EXPECT_GE(all.moves(from, to), least) << from << " to " << to;
    }
    EXPECT_GE(all.extended(), 100);
    EXPECT_GE(all.reclassified_after_issue(), 10);
}

TEST(Life, LinksRepeatsThatRecurAndPersistInChains) {
    const told_observations all(told().events);
    EXPECT_GE(all.longest_chain(), 4);
    EXPECT_GE(all.repeats(true), 50);   // of something that was closed
    EXPECT_GE(all.repeats(false), 50);  // of something that still stood
}

TEST(Life, AssessesRequirementsInEveryStatus) {
    std::map<std::string, int> became;
    int stayed = 0;
    for (const auto& each : told().events) {
        const auto* reviewed = std::get_if<std::vector<record::requirement_assessment>>(&each.what);
        if (reviewed == nullptr) continue;
        for (const auto& one : *reviewed) {
            if (one.from == one.to)
                ++stayed;
            else
                ++became[one.to];
            EXPECT_EQ(one.to == "NOT_APPLICABLE", one.not_applicable_reason.has_value());
        }
    }
    EXPECT_GT(stayed, 100);
    for (const auto* status : {"COMPLIANT", "PARTIAL", "NON_COMPLIANT", "NOT_APPLICABLE"}) EXPECT_GE(became[status], 3);
}

TEST(Life, SaysOfEachRequirementWhatItIsAndInWhichWords) {
    std::set<std::string> words;
    for (const auto& each : told().events) {
        const auto* added = std::get_if<std::vector<record::new_requirement>>(&each.what);
        if (added == nullptr) continue;
        for (const auto& one : *added) EXPECT_TRUE(words.insert(one.requirement).second) << one.requirement;
    }
    EXPECT_GE(words.size(), 50U);
}

TEST(Life, EntersClosingsLateBehindTwoQuartersThatWereCaptured) {
    int entered_late = 0;
    for (const auto& each : told().events) {
        if (!each.since) continue;
        const auto* moves = std::get_if<std::vector<record::observation_move>>(&each.what);
        if (moves == nullptr) continue;
        ++entered_late;
        EXPECT_LT(*each.since, at(day_of(2025, 1, 1), {}));
        EXPECT_GT(each.at, at(day_of(2025, 4, 2), {}));
        for (const auto& one : *moves) EXPECT_EQ(one.moment, *each.since);
    }
    EXPECT_EQ(entered_late, 1);
}

TEST(Life, NumbersReferencesWithoutAGap) {
    std::map<std::string, std::vector<int>> numbers;  // by what stands before the number
    const auto note = [&](const std::vector<record::observation_move>& moves) {
        for (const auto& one : moves) {
            if (!one.reference) continue;
            const auto slash = one.reference->rfind('/');
            numbers[one.reference->substr(0, slash)].push_back(std::stoi(one.reference->substr(slash + 1)));
        }
    };
    for (const auto& each : told().events) {
        if (const auto* moves = std::get_if<std::vector<record::observation_move>>(&each.what)) note(*moves);
        if (const auto* report = std::get_if<report_issued>(&each.what)) note(report->observations);
    }
    EXPECT_EQ(numbers.size(), 3U);
    for (const auto& [prefix, given] : numbers) {
        for (std::size_t i = 0; i < given.size(); ++i) ASSERT_EQ(given[i], static_cast<int>(i) + 1) << prefix;
    }
}

}  // namespace vouch::demo
