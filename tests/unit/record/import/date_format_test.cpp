#include "record/import/date_format.h"

#include <gtest/gtest.h>

#include "import_fixture.h"

namespace vouch::record {

namespace {

std::string reading(std::string_view pattern, std::string_view text) {
    const auto day = date_format::parse(pattern).value().read(text);
    return day ? to_string(*day) : "no";
}

TEST(DateFormat, ReadsWhatSourcesWrite) {
    EXPECT_EQ(reading("%Y%m%d", "20171211"), "2017-12-11");
    EXPECT_EQ(reading("%m/%d/%Y", "1/5/2016"), "2016-01-05");
    EXPECT_EQ(reading("%m/%d/%Y", "01/05/2016"), "2016-01-05");
    EXPECT_EQ(reading("%d-%b-%Y", "5-Jan-2016"), "2016-01-05");
    EXPECT_EQ(reading("%d %B %Y", "5 SEPTEMBER 2016"), "2016-09-05");
    EXPECT_EQ(reading("%d.%m.%y", "5.1.16"), "2016-01-05");
    EXPECT_EQ(reading("%d.%m.%y", "5.1.69"), "1969-01-05");
    EXPECT_EQ(reading("%Y-%m-%dT%H:%M:%S.%f", "2016-01-05T00:00:00.000"), "2016-01-05");
    EXPECT_EQ(reading("%m/%d/%Y %I:%M %p", "1/5/2016 11:30 PM"), "2016-01-05");
    EXPECT_EQ(reading("%Y%%%m%%%d", "2016%01%05"), "2016-01-05");
}

TEST(DateFormat, TakesNothingThatIsNotThatDate) {
    EXPECT_EQ(reading("%m/%d/%Y", "12:21:17 PM"), "no");
    EXPECT_EQ(reading("%m/%d/%Y", "2/30/2016"), "no");
    EXPECT_EQ(reading("%m/%d/%Y", "13/1/2016"), "no");
    EXPECT_EQ(reading("%m/%d/%Y", "1/5/2016 "), "no");
    EXPECT_EQ(reading("%m/%d/%Y", "1/5/16"), "no");
    EXPECT_EQ(reading("%m/%d/%Y", ""), "no");
    EXPECT_EQ(reading("%m/%d/%Y", "1/5/0000"), "no");
    EXPECT_EQ(reading("%Y-%m-%d %H:%M", "2016-01-05 24:00"), "no");
    EXPECT_EQ(reading("%d %b %Y", "5 Foo 2016"), "no");
}

TEST(DateFormat, GuessesNoDigitThatIsMissing) {
    EXPECT_EQ(reading("%Y%m%d", "2017121"), "no");
    EXPECT_EQ(reading("%d%m%Y", "1122017"), "no");
}

TEST(DateFormat, RefusesAPatternThatCannotMakeADate) {
    EXPECT_EQ(
        date_format::parse("%Y-%m").error().detail,
        "the date format \"%Y-%m\" must have one year (%Y or %y), one month (%m or %b) and one day (%d)"
    );
    EXPECT_EQ(
        date_format::parse("%Y-%Q-%d").error().detail,
        "the date format \"%Y-%Q-%d\" has the unknown directive %Q; known: %Y %y %m %d %b %B %H %I %M %S %f %p %%"
    );
    EXPECT_FALSE(date_format::parse("%Y-%m-%d%"));
    EXPECT_FALSE(date_format::parse("%Y-%m-%d %d"));
}

}  // namespace

}  // namespace vouch::record
