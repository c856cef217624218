#include "job/slots.h"

#include <gtest/gtest.h>

namespace vouch::job {

namespace {

using namespace std::chrono_literals;

/// "2026-03-29 01:00" or, with its seconds, any instant of UTC.
instant at(std::string text) {
    text.replace(10, 1, "T");
    const auto read = parse_instant(text + (text.size() == 16 ? ":00Z" : "Z"));
    EXPECT_TRUE(read) << text;
    return *read;
}

/// The slots after one instant, up to another and with it, in UTC with ", " between them.
std::string fired(
    std::string_view expression, std::string_view zone_name, const std::string& after, const std::string& until
) {
    const auto times = slots::read(expression, zone_name);
    if (!times) return times.error().detail;
    std::string found;
    auto last = at(after);
    for (auto slot = times->next(last); slot && *slot <= at(until); slot = times->next(last)) {
        if (*slot <= last) return found + ", and then nothing later";
        last = *slot;
        found += (found.empty() ? "" : ", ") + to_string(*slot).substr(0, 16).replace(10, 1, " ");
    }
    return found;
}

TEST(Slots, OfBerlinFireOnceOnTheDaysThatTheClockIsMoved) {
    // 29 March 2026: from 02:00 to 03:00 at 01:00 UTC. 25 October: from 03:00 back to 02:00 at 01:00 UTC.
    EXPECT_EQ(
        fired("30 2 * * *", "Europe/Berlin", "2026-03-28 00:00", "2026-03-31 00:00"),
        "2026-03-28 01:30, 2026-03-29 01:00, 2026-03-30 00:30"
    );
    EXPECT_EQ(
        fired("30 2 * * *", "Europe/Berlin", "2026-10-24 00:00", "2026-10-27 00:00"),
        "2026-10-24 00:30, 2026-10-25 00:30, 2026-10-26 01:30"
    );
    // Asked in the second pass, when the clock shows 02:10 again: 02:30 has fired.
    EXPECT_EQ(fired("30 2 * * *", "Europe/Berlin", "2026-10-25 01:10", "2026-10-26 12:00"), "2026-10-26 01:30");
}

TEST(Slots, OfTimesThatFallIntoOneGapAreOne) {
    EXPECT_EQ(
        fired("*/20 1-3 * * *", "Europe/Berlin", "2026-03-29 00:30", "2026-03-29 12:00"),
        "2026-03-29 00:40, 2026-03-29 01:00, 2026-03-29 01:20, 2026-03-29 01:40"
    );
    EXPECT_EQ(
        fired("*/20 1-3 * * *", "Europe/Berlin", "2026-10-24 23:30", "2026-10-25 12:00"),
        "2026-10-24 23:40, 2026-10-25 00:00, 2026-10-25 00:20, 2026-10-25 00:40, 2026-10-25 02:00, 2026-10-25 02:20, "
        "2026-10-25 02:40"
    );
}

TEST(Slots, OfEveryHourRunInElapsedTime) {
    EXPECT_EQ(
        fired("*/15 * * * *", "Europe/Berlin", "2026-03-29 00:30", "2026-03-29 01:15"),
        "2026-03-29 00:45, 2026-03-29 01:00, 2026-03-29 01:15"
    );
    EXPECT_EQ(
        fired("*/30 * * * *", "Europe/Berlin", "2026-10-25 00:00", "2026-10-25 02:00"),
        "2026-10-25 00:30, 2026-10-25 01:00, 2026-10-25 01:30, 2026-10-25 02:00"
    );
    // The repeated hour of a day that is named: in both passes.
    EXPECT_EQ(
        fired("30 * 25 10 *", "Europe/Berlin", "2026-10-25 00:00", "2026-10-25 02:30"),
        "2026-10-25 00:30, 2026-10-25 01:30, 2026-10-25 02:30"
    );
}

TEST(Slots, OfNewYork) {
    EXPECT_EQ(
        fired("30 2 * * *", "America/New_York", "2026-03-07 12:00", "2026-03-09 12:00"),
        "2026-03-08 07:00, 2026-03-09 06:30"
    );
    EXPECT_EQ(
        fired("30 1 * * *", "America/New_York", "2026-10-31 12:00", "2026-11-02 12:00"),
        "2026-11-01 05:30, 2026-11-02 06:30"
    );
}

TEST(Slots, OfLordHoweWhoseClockIsMovedByHalfAnHour) {
    // 4 October 2026: from 02:00 to 02:30 at 15:30 UTC the day before. 5 April: from 02:00 back to 01:30 at 15:00 UTC.
    EXPECT_EQ(
        fired("15,45 2 * * *", "Australia/Lord_Howe", "2026-10-03 12:00", "2026-10-04 16:00"),
        "2026-10-03 15:30, 2026-10-03 15:45, 2026-10-04 15:15, 2026-10-04 15:45"
    );
    EXPECT_EQ(
        fired("15,45 1 * * *", "Australia/Lord_Howe", "2026-04-04 12:00", "2026-04-05 16:00"),
        "2026-04-04 14:15, 2026-04-04 14:45, 2026-04-05 14:45, 2026-04-05 15:15"
    );
    EXPECT_EQ(
        fired("45 * * * *", "Australia/Lord_Howe", "2026-04-04 14:00", "2026-04-04 16:30"),
        "2026-04-04 14:45, 2026-04-04 15:15, 2026-04-04 16:15"
    );
}

TEST(Slots, OfADateThatAZoneSkippedFireAtItsEnd) {
    // Samoa went from the end of 29 December 2011 to the beginning of the 31st, at 10:00 UTC.
    EXPECT_EQ(
        fired("0 12 * * *", "Pacific/Apia", "2011-12-29 00:00", "2011-12-31 23:00"),
        "2011-12-29 22:00, 2011-12-30 10:00, 2011-12-30 22:00, 2011-12-31 22:00"
    );
    EXPECT_EQ(fired("0 12 30 12 *", "Pacific/Apia", "2011-01-01 00:00", "2012-01-01 00:00"), "2011-12-30 10:00");
    EXPECT_EQ(fired("0 0 * * *", "Pacific/Apia", "2011-12-30 09:00", "2011-12-30 11:00"), "2011-12-30 10:00");
    EXPECT_EQ(fired("0 * 30 12 *", "Pacific/Apia", "2011-01-01 00:00", "2012-01-01 00:00"), "");
    // Kwajalein had no 21 August 1993.
    EXPECT_EQ(
        fired("0 6 * * *", "Pacific/Kwajalein", "1993-08-20 12:00", "1993-08-22 12:00"),
        "1993-08-20 18:00, 1993-08-21 12:00, 1993-08-21 18:00"
    );
}

TEST(Slots, OfMidnightWhereItIsRepeatedOrSkipped) {
    // Havana goes from 01:00 back to 00:00 on 1 November 2026, and from 00:00 to 01:00 on 8 March.
    EXPECT_EQ(
        fired("@daily", "America/Havana", "2026-10-31 12:00", "2026-11-02 12:00"), "2026-11-01 04:00, 2026-11-02 05:00"
    );
    EXPECT_EQ(
        fired("@daily", "America/Havana", "2026-03-07 12:00", "2026-03-09 12:00"), "2026-03-08 05:00, 2026-03-09 04:00"
    );
    EXPECT_EQ(
        fired("0 * 1 11 *", "America/Havana", "2026-11-01 00:00", "2026-11-01 07:00"),
        "2026-11-01 04:00, 2026-11-01 05:00, 2026-11-01 06:00, 2026-11-01 07:00"
    );
}

TEST(Slots, OfKolkata) {
    EXPECT_EQ(
        fired("0 1 * * *", "Asia/Kolkata", "2026-02-08 19:29:59.999999", "2026-02-11 00:00"),
        "2026-02-08 19:30, 2026-02-09 19:30, 2026-02-10 19:30"
    );
}

TEST(Slots, FollowTheRulesOfYearsThatTheFileOfAZoneDoesNotList) {
    EXPECT_EQ(
        fired("0 12 1 1,7 *", "Europe/Berlin", "2040-01-01 00:00", "2041-01-01 00:00"),
        "2040-01-01 11:00, 2040-07-01 10:00"
    );
    EXPECT_EQ(fired("0 12 1 7 *", "America/New_York", "2097-01-01 00:00", "2098-01-01 00:00"), "2097-07-01 16:00");
}

TEST(Slots, OfAClockThatWasOffByOddSeconds) {
    // Liberia was 44 minutes and 30 seconds behind UTC until 7 January 1972, and then went over to UTC.
    const auto hourly = *slots::read("@hourly", "Africa/Monrovia");
    EXPECT_EQ(hourly.next(at("1972-01-06 00:00")), at("1972-01-06 00:44:30"));
    EXPECT_EQ(hourly.next(at("1972-01-06 23:44:30")), at("1972-01-07 01:00"));
    const auto daily = *slots::read("15 0 * * *", "Africa/Monrovia");
    EXPECT_EQ(daily.next(at("1972-01-06 00:00")), at("1972-01-06 00:59:30"));
    EXPECT_EQ(daily.next(at("1972-01-06 00:59:30")), at("1972-01-07 00:44:30"));  // 00:00:00 became 00:44:30
    EXPECT_EQ(daily.next(at("1972-01-07 00:44:30")), at("1972-01-08 00:15"));
}

TEST(Slots, LieStrictlyAfterTheInstantToTheMicrosecond) {
    const auto times = *slots::read("0 2 * * *", "UTC");
    const auto slot = at("2026-01-01 02:00");
    EXPECT_EQ(times.next(slot - 1us), slot);
    EXPECT_EQ(times.next(slot), slot + 24h);
    EXPECT_EQ(times.next(slot + 1us), slot + 24h);
}

TEST(Slots, EndWhereNothingMatchesForDecades) {
    for (const auto* expression : {"30 2 30 2 *", "* * 30 2 *", "0 0 31 4,6,9,11 *", "* * 31 4,6,9,11 *"})
        for (const auto* zone_name : {"UTC", "Europe/Berlin", "Africa/Casablanca"})
            EXPECT_EQ(slots::read(expression, zone_name)->next(at("2026-01-01 00:00")), std::nullopt) << expression;
    // No rarer date than this: a Sunday that is a 29 February, over a year 2100 without one.
    for (const auto* zone_name : {"UTC", "Europe/Berlin"}) {
        const auto leap_day = at("2128-02-29 00:00") - (zone_name == std::string_view("UTC") ? 0h : 1h);
        for (const auto* expression : {"0 0 29 2 */7", "0 * 29 2 */7"})
            EXPECT_EQ(slots::read(expression, zone_name)->next(at("2088-03-01 00:00")), leap_day) << expression;
    }
}

TEST(Slots, KnowTheEndsOfTime) {
    for (const auto* expression : {"0 0 1 1 *", "0 * * * *"}) {
        const auto times = *slots::read(expression, "UTC");
        EXPECT_EQ(times.next(instant::max()), std::nullopt);
        EXPECT_EQ(times.next(at("9999-12-31 00:00:00.000001")).has_value(), false);
        const auto first = times.next(instant::min());
        ASSERT_TRUE(first);
        EXPECT_EQ(times.next(at("0001-01-01 00:00")), first);
    }
}

TEST(Slots, RefuseZonesThatAreNotNamesOfTheDatabase) {
    for (const auto* name :
         {"Asia/Kolkata", "UTC", "Etc/UTC", "Etc/GMT+5", "America/Port-au-Prince", "America/Argentina/Buenos_Aires"}) {
        const auto times = slots::read("@daily", name);
        ASSERT_TRUE(times) << name;
    }
    for (const std::string name :
         {"IST",
          "",
          "utc",
          "CET",
          "localtime",
          "Fixed/UTC+05:30:00",
          "../zoneinfo/Europe/Berlin",
          "/usr/share/zoneinfo/UTC",
          "Europe/../Europe/Berlin",
          "file:Europe/Berlin",
          "Europe/Ber lin",
          "-/UTC"}) {
        const auto times = slots::read("@daily", name);
        ASSERT_FALSE(times) << name;
        EXPECT_EQ(times.error().code, errc::bad_input);
        EXPECT_EQ(
            times.error().detail,
            "\"" + name + "\" is not the name of a time zone; take one with a slash such as Asia/Kolkata, or UTC"
        );
    }
    // The last of them counts leap seconds, so that its minutes are not those of anybody's clock.
    for (const std::string name : {"Europe/Atlantis", "Europe/", "America/Argentina", "right/Europe/Berlin"}) {
        const auto times = slots::read("@daily", name);
        ASSERT_FALSE(times) << name;
        EXPECT_EQ(
            times.error().detail,
            "the time zone \"" + name +
                "\" is not in the database of this machine (package tzdata); take a name of it such as Asia/Kolkata, "
                "or UTC"
        );
    }
    EXPECT_EQ(
        slots::read("@daily", "A/" + std::string(zone_letters_max, 'a')).error().detail,
        "a time zone has at most 100 letters; take a name such as Asia/Kolkata, or UTC"
    );
    EXPECT_EQ(slots::read("0 24 * * *", "UTC").error().detail, "hour: 24 is out of 0 to 23");
}

TEST(Zone, SaysItsNameAndWhenItsClockMoves) {
    const auto berlin = *zone::find("Europe/Berlin");
    EXPECT_EQ(berlin.name(), "Europe/Berlin");
    const auto winter = berlin.stretch_from(at("2026-01-01 00:00"));
    EXPECT_EQ(winter.offset, 1h);
    EXPECT_EQ(winter.until, at("2026-03-29 01:00"));
    EXPECT_EQ(berlin.stretch_from(winter.until).offset, 2h);
    EXPECT_EQ(berlin.stretch_from(winter.until - 1us).until, winter.until);
    EXPECT_EQ(zone::find("UTC")->stretch_from(at("2026-01-01 00:00")).until, instant::max());
}

}  // namespace

TEST(Slots, TakeAZoneInAnyCaseAsPostgresqlDoes) {
    const auto found = job::zone::find("asia/KOLKATA");
    ASSERT_TRUE(found) << describe(found.error());
    EXPECT_EQ(found->name(), "Asia/Kolkata");
    EXPECT_EQ(job::zone::find("america/argentina/buenos_aires")->name(), "America/Argentina/Buenos_Aires");
    EXPECT_FALSE(job::zone::find("asia/atlantis"));
}

}  // namespace vouch::job
