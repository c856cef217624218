#include "job/cron.h"

#include <algorithm>
#include <gtest/gtest.h>

#include "base/values.h"

namespace vouch::job {

namespace {

using std::chrono::days;
using std::chrono::minutes;

/// "2026-02-09 01:30", a reading of a wall clock.
wall_minute at(std::string text) {
    text.replace(10, 1, "T");
    const auto read = parse_instant(text + ":00Z");
    EXPECT_TRUE(read) << text;
    return wall_minute(std::chrono::floor<minutes>(read->time_since_epoch()));
}

std::string printed(wall_minute minute) {
    return to_string(instant(minute.time_since_epoch())).substr(0, 16).replace(10, 1, " ");
}

/// The first matches from a minute on, with ", " between them.
std::string matches(std::string_view expression, const std::string& from, std::size_t count) {
    const auto times = cron::parse(expression);
    if (!times) return times.error().detail;
    std::string found;
    auto minute = at(from);
    for (std::size_t i = 0; i < count; ++i) {
        const auto match = times->next(minute, minute + days(40 * 366));
        if (!match) return found + "none";
        found += printed(*match) + (i + 1 < count ? ", " : "");
        minute = *match + minutes(1);
    }
    return found;
}

TEST(Cron, FindsTheMinutesThatAnExpressionNames) {
    struct {
        const char* expression;
        const char* from;
        const char* found;
    } const cases[]{
        {"30 2 * * *", "2026-02-28 02:30", "2026-02-28 02:30, 2026-03-01 02:30"},
        {"30 2 * * *", "2026-02-28 02:31", "2026-03-01 02:30, 2026-03-02 02:30"},
        {"*/25 * * * *", "2026-12-31 23:26", "2026-12-31 23:50, 2027-01-01 00:00, 2027-01-01 00:25"},
        {"10-40/10 5 * * *",
         "2026-01-01 05:11",
         "2026-01-01 05:20, 2026-01-01 05:30, 2026-01-01 05:40, 2026-01-02 05:10"},
        {"5,0,3-4 22-23 * * *", "2026-01-01 22:04", "2026-01-01 22:04, 2026-01-01 22:05, 2026-01-01 23:00"},
        {"59 23 31 12 *", "2026-12-31 23:59", "2026-12-31 23:59, 2027-12-31 23:59"},
        {"0 0 29 2 *", "2096-02-29 00:01", "2104-02-29 00:00, 2108-02-29 00:00"},
        {"0 0 31 * *", "2026-01-31 00:01", "2026-03-31 00:00, 2026-05-31 00:00"},
        {"0 0 1 feb-Apr,DEC *", "2026-02-02 00:00", "2026-03-01 00:00, 2026-04-01 00:00, 2026-12-01 00:00"},
        {"0 0 * * sun", "2026-11-23 00:00", "2026-11-29 00:00, 2026-12-06 00:00"},
        {"0 0 * * 7", "2026-11-23 00:00", "2026-11-29 00:00, 2026-12-06 00:00"},
        {"0 0 * * 0", "2026-11-23 00:00", "2026-11-29 00:00, 2026-12-06 00:00"},
        {"0 0 * * FRI-sun", "2026-11-23 00:00", "2026-11-27 00:00, 2026-11-28 00:00, 2026-11-29 00:00, 2026-12-04 00:00"
        },
        {"0 0 * * 5-7/2", "2026-11-23 00:00", "2026-11-27 00:00, 2026-11-29 00:00, 2026-12-04 00:00"},
        {"0 0 * * SUN-MON", "2026-11-24 00:00", "2026-11-29 00:00, 2026-11-30 00:00, 2026-12-06 00:00"},
        {"0 0 * * */3", "2026-11-23 00:00", "2026-11-25 00:00, 2026-11-28 00:00, 2026-11-29 00:00"},
        {" \t0  2\t* * *  ", "2026-01-01 00:00", "2026-01-01 02:00"},
        {"007 02 * * *", "2026-01-01 00:00", "2026-01-01 02:07"},
        {"30 2 30 2 *", "2026-01-01 00:00", "none"},
        {"0 0 31 4,6,9,11 *", "2026-01-01 00:00", "none"},
        {"@yearly", "2026-01-01 00:01", "2027-01-01 00:00, 2028-01-01 00:00"},
        {"@annually", "2026-01-01 00:01", "2027-01-01 00:00"},
        {"@monthly", "2026-01-01 00:01", "2026-02-01 00:00, 2026-03-01 00:00"},
        {"@weekly", "2026-11-23 00:00", "2026-11-29 00:00, 2026-12-06 00:00"},
        {"@Daily", "2026-01-01 00:01", "2026-01-02 00:00, 2026-01-03 00:00"},
        {"@midnight", "2026-01-01 00:01", "2026-01-02 00:00"},
        {"@hourly", "2026-01-01 00:01", "2026-01-01 01:00, 2026-01-01 02:00"},
    };
    for (const auto& [expression, from, found] : cases) {
        const std::string_view wanted(found);
        const auto count = static_cast<std::size_t>(std::ranges::count(wanted, ',')) + 1;
        EXPECT_EQ(matches(expression, from, count), wanted) << expression;
    }
}

// The first Friday the 13th from there on is in February 2026.
TEST(Cron, TakesEitherDayWhereBothAreRestrictedElseBoth) {
    EXPECT_EQ(matches("0 0 13 * FRI", "2026-02-01 00:00", 3), "2026-02-06 00:00, 2026-02-13 00:00, 2026-02-20 00:00");
    EXPECT_EQ(matches("0 0 13 * FRI", "2026-04-11 00:00", 2), "2026-04-13 00:00, 2026-04-17 00:00");
    // A field that begins with * restricts nothing by Vixie's rule, whatever its step: both must match.
    EXPECT_EQ(matches("0 0 */6 * FRI", "2026-02-01 00:00", 2), "2026-02-13 00:00, 2026-03-13 00:00");
    EXPECT_EQ(matches("0 0 13 * */5", "2026-02-01 00:00", 2), "2026-02-13 00:00, 2026-03-13 00:00");
    EXPECT_EQ(matches("0 0 *,13 * FRI", "2026-02-01 00:00", 2), "2026-02-06 00:00, 2026-02-13 00:00");
    EXPECT_EQ(matches("0 0 13,* * FRI", "2026-02-01 00:00", 2), "2026-02-01 00:00, 2026-02-02 00:00");
}

TEST(Cron, StopsAtTheLastMinuteItIsAskedFor) {
    const auto times = *cron::parse("30 2 * * *");
    const auto match = at("2026-01-01 02:30");
    EXPECT_EQ(times.next(at("2026-01-01 00:00"), match), match);
    EXPECT_EQ(times.next(at("2026-01-01 00:00"), match - minutes(1)), std::nullopt);
    EXPECT_EQ(times.next(match, match), match);
    EXPECT_EQ(times.next(match + minutes(1), match + days(1) - minutes(1)), std::nullopt);
    EXPECT_EQ(cron::parse("0 0 1 6 *")->next(match, at("2026-05-31 23:59")), std::nullopt);
}

TEST(Cron, KnowsWhetherItsHourIsTheWildcard) {
    for (const auto* expression : {"*/15 * * * *", "* * 1 * *", "@hourly"})
        EXPECT_TRUE(cron::parse(expression)->has_every_hour()) << expression;
    for (const auto* expression : {"0 0 * * *", "0 */1 * * *", "0 0-23 * * *", "0 *,1 * * *", "@daily"})
        EXPECT_FALSE(cron::parse(expression)->has_every_hour()) << expression;
}

TEST(Cron, SaysWhichFieldIsWrongAndWhatToWrite) {
    struct {
        const char* expression;
        const char* detail;
    } const cases[]{
        {"60 0 * * *", "minute: 60 is out of 0 to 59"},
        {"0 24 * * *", "hour: 24 is out of 0 to 23"},
        {"0 0 0 * *", "day of month: 0 is out of 1 to 31"},
        {"0 0 1-32 * *", "day of month: 32 is out of 1 to 31"},
        {"0 0 * 13 *", "month: 13 is out of 1 to 12"},
        {"0 0 * * 8", "day of week: 8 is out of 0 to 7"},
        {"0 99999999999999999999999 * * *", "hour: 99999999999999999999999 is out of 0 to 23"},
        {"0 0 L * *", "day of month: L is not known; take *, or 1 to 31, also as list 1,2, range 1-5 or step */2"},
        {"0 0 ? * *", "day of month: ? is not known; write * for every value"},
        {"0 0 * * FRI#2",
         "day of week: FRI#2 is not known; take *, or 0 to 7 or SUN to SAT, also as list 1,2, range 1-5 or step */2"},
        {"0 0 * Sept *",
         "month: Sept is not known; take *, or 1 to 12 or JAN to DEC, also as list 1,2, range 1-5 or step */2"},
        {"0 MON * * *", "hour: MON is not known; take *, or 0 to 23, also as list 1,2, range 1-5 or step */2"},
        {"-1 0 * * *", "minute: -1 is not known; take *, or 0 to 59, also as list 1,2, range 1-5 or step */2"},
        {"1- 0 * * *", "minute: 1- is not known; take *, or 0 to 59, also as list 1,2, range 1-5 or step */2"},
        {"1-2-3 0 * * *", "minute: 1-2-3 is not known; take *, or 0 to 59, also as list 1,2, range 1-5 or step */2"},
        {"*-2 0 * * *", "minute: *-2 is not known; take *, or 0 to 59, also as list 1,2, range 1-5 or step */2"},
        {"*/ 0 * * *", "minute: */ is not known; take *, or 0 to 59, also as list 1,2, range 1-5 or step */2"},
        {"*/2/3 0 * * *", "minute: */2/3 is not known; take *, or 0 to 59, also as list 1,2, range 1-5 or step */2"},
        {"1.5 0 * * *", "minute: 1.5 is not known; take *, or 0 to 59, also as list 1,2, range 1-5 or step */2"},
        {"*/0 0 * * *", "minute: the step of */0 is out of 1 to 59"},
        {"*/60 0 * * *", "minute: the step of */60 is out of 1 to 59"},
        {"0 */24 * * *", "hour: the step of */24 is out of 1 to 23"},
        {"5/10 0 * * *", "minute: 5/10 steps from one value to nowhere; write 5-59/10"},
        {"0 22-3 * * *", "hour: 22-3 runs backwards; write 22-23,0-3"},
        {"0 0 * NOV-feb *", "month: NOV-feb runs backwards; write NOV-12,1-feb"},
        {"0 0 * * FRI-MON", "day of week: FRI-MON runs backwards; write FRI-7,0-MON"},
        {"0 0 * * 6-0", "day of week: 6-0 runs backwards; write 6-7,0-0"},
        {"1,,2 0 * * *", "minute: a comma has nothing beside it; take it away"},
        {"0 ,1 * * *", "hour: a comma has nothing beside it; take it away"},
        {"0 1, * * *", "hour: a comma has nothing beside it; take it away"},
        {"", "the cron expression is empty; write five fields, such as 0 2 * * *, or @daily"},
        {" \t ", "the cron expression is empty; write five fields, such as 0 2 * * *, or @daily"},
        {"5", "the cron expression has 1 field and not 5; write minute, hour, day of month, month and day of week"},
        {"0 2 * *",
         "the cron expression has 4 fields and not 5; write minute, hour, day of month, month and day of week"},
        {"0 0 2 * * *",
         "the cron expression has 6 fields and not 5; write minute, hour, day of month, month and day of week, neither "
         "seconds nor a year"},
        {"@reboot",
         "@reboot is not known; take @yearly, @annually, @monthly, @weekly, @daily, @midnight or @hourly, alone"},
        {"@daily 5",
         "@daily 5 is not known; take @yearly, @annually, @monthly, @weekly, @daily, @midnight or @hourly, alone"},
    };
    for (const auto& [expression, detail] : cases) {
        const auto times = cron::parse(expression);
        ASSERT_FALSE(times) << expression;
        EXPECT_EQ(times.error().code, errc::bad_input);
        EXPECT_EQ(times.error().detail, detail) << expression;
    }
}

TEST(Cron, RefusesWhatIsTooLong) {
    std::string text = "0 2 * * *";
    text.resize(cron_letters_max, ' ');
    EXPECT_TRUE(cron::parse(text));
    const auto times = cron::parse(text + ' ');
    ASSERT_FALSE(times);
    EXPECT_EQ(times.error().detail, "a cron expression has at most 200 letters, this one has 201");
}

// What a remedy says can be written.
TEST(Cron, TakesItsOwnAdvice) {
    EXPECT_TRUE(cron::parse("5-59/10 22-23,0-3 * NOV-12,1-feb FRI-7,0-MON"));
    EXPECT_TRUE(cron::parse("0 0 1,2 1-5 */2"));
}

}  // namespace

}  // namespace vouch::job
