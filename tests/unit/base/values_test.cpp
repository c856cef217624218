#include "base/values.h"

#include <gtest/gtest.h>

using namespace vouch;
using namespace std::chrono_literals;

TEST(Date, PrintsWhatItReads) {
    for (const char* text : {"0001-01-01", "1999-12-31", "2000-02-29", "2024-02-29", "2026-02-09", "9999-12-31"}) {
        const auto day = parse_date(text);
        ASSERT_TRUE(day) << text;
        EXPECT_EQ(to_string(*day), text);
    }
}

TEST(Date, RefusesDaysThatDoNotExistAndOtherForms) {
    for (const char* text :
         {"",
          "2026-02-29",
          "2026-13-01",
          "2026-00-10",
          "2026-01-00",
          "0000-01-01",
          "2026-2-9",
          "2026-02-09 ",
          " 2026-02-09",
          "20260209",
          "2026/02/09",
          "+026-02-09",
          "12026-02-09"}) {
        const auto day = parse_date(text);
        ASSERT_FALSE(day) << text;
        EXPECT_EQ(day.error().code, errc::bad_input);
    }
}

TEST(Instant, ReadsOffsetsAndFractions) {
    EXPECT_EQ(to_string(*parse_instant("2026-02-09T01:00:00+05:30")), "2026-02-08T19:30:00.000000Z");
    EXPECT_EQ(to_string(*parse_instant("2026-02-09T01:00:00-03:30")), "2026-02-09T04:30:00.000000Z");
    EXPECT_EQ(to_string(*parse_instant("2026-02-09T01:02:03.5Z")), "2026-02-09T01:02:03.500000Z");
    EXPECT_EQ(to_string(*parse_instant("1969-12-31T23:59:59.999999Z")), "1969-12-31T23:59:59.999999Z");
    EXPECT_EQ(parse_instant("1970-01-01T00:00:00.000001Z")->time_since_epoch(), 1us);
}

TEST(Instant, RefusesWhatIsNotRfc3339) {
    for (const char* text :
         {"",
          "2026-02-09",
          "2026-02-09T01:00:00",
          "2026-02-09 01:00:00Z",
          "2026-02-09T24:00:00Z",
          "2026-02-09T01:60:00Z",
          "2026-02-09T01:00:60Z",
          "2026-02-09T01:00:00.Z",
          "2026-02-09T01:00:00.1234567Z",
          "2026-02-09T01:00:00+0530",
          "2026-02-09T01:00:00+05:30x",
          "2026-02-09T01:00:00+24:00",
          "2026-02-30T01:00:00Z"}) {
        const auto moment = parse_instant(text);
        ASSERT_FALSE(moment) << text;
        EXPECT_EQ(moment.error().code, errc::bad_input);
    }
}

TEST(Uuid, PrintsWhatItReads) {
    EXPECT_EQ(to_string(*parse_uuid("6BA7B810-9dad-11d1-80b4-00c04fd430c8")), "6ba7b810-9dad-11d1-80b4-00c04fd430c8");
}

TEST(Uuid, RefusesOtherForms) {
    for (const char* text :
         {"",
          "6ba7b8109dad11d180b400c04fd430c8",
          "{6ba7b810-9dad-11d1-80b4-00c04fd430c8}",
          "6ba7b810-9dad-11d1-80b4-00c04fd430cg",
          "6ba7b8109-dad-11d1-80b4-00c04fd430c8",
          "6ba7b810-9dad-11d1-80b4-00c04fd430c"}) {
        const auto id = parse_uuid(text);
        ASSERT_FALSE(id) << text;
        EXPECT_EQ(id.error().code, errc::bad_input);
    }
}

TEST(Uuid, OfANameIsVersionFiveAndTheSameEverywhere) {
    // The example everybody computes: uuid5(NAMESPACE_DNS, "python.org") in the documentation of Python.
    const auto dns = *parse_uuid("6ba7b810-9dad-11d1-80b4-00c04fd430c8");
    EXPECT_EQ(to_string(name_based_uuid(dns, "python.org")), "886313e1-3b8a-5372-9b90-0c9aee199e5d");
}

TEST(Uuid, AtRandomAreVersionFourAndDiffer) {
    const auto one = random_uuid();
    EXPECT_EQ(one.version(), boost::uuids::uuid::version_random_number_based);
    EXPECT_NE(one, random_uuid());
}
