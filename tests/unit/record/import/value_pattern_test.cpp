#include "record/import/value_pattern.h"

#include <gtest/gtest.h>

namespace vouch::record {

namespace {

value_pattern closing() {
    return value_pattern::compile(R"(\[ corrected:(?<corrected>[^\]]*)\]\s*$)").value();
}

TEST(ValuePattern, TakesTheNamedPartAndLeavesTheRest) {
    const auto split = closing().apply("Dirty floor  [ corrected: 1/5/2016 ]").value();
    ASSERT_TRUE(split);
    EXPECT_EQ(split->rest, "Dirty floor  ");
    EXPECT_EQ(split->parts, (std::vector<std::optional<std::string>>{" 1/5/2016 "}));
}

TEST(ValuePattern, LeavesAloneWhatItDoesNotMatch) {
    EXPECT_FALSE(closing().apply("Dirty floor").value());
    EXPECT_FALSE(closing().apply("").value());
}

TEST(ValuePattern, TellsAnEmptyPartFromOneThatIsAbsent) {
    const auto pattern = value_pattern::compile("(?<a>x)?(?<b>y*)z").value();
    const auto split = pattern.apply("z").value();
    EXPECT_EQ(pattern.names(), (std::vector<std::string>{"a", "b"}));
    EXPECT_EQ(split->parts, (std::vector<std::optional<std::string>>{std::nullopt, ""}));
}

TEST(ValuePattern, RefusesWhatIsNoPattern) {
    EXPECT_TRUE(value_pattern::compile("(?<a>x").error().detail.starts_with(
        "the pattern \"(?<a>x\" is not a regular expression: "
    ));
    EXPECT_EQ(
        value_pattern::compile("x(y)").error().detail,
        "the pattern \"x(y)\" names no part; write the part to take as (?<name>...), which makes a column"
    );
    EXPECT_EQ(
        value_pattern::compile("(?<a>x)(?<a>y)").error().detail, "the pattern \"(?<a>x)(?<a>y)\" names two parts \"a\""
    );
    EXPECT_FALSE(value_pattern::compile(R"(\(?<a>x)"));
    EXPECT_FALSE(value_pattern::compile("(?<=a)x"));
}

TEST(ValuePattern, GivesUpOnValuesThatAreTooHardInsteadOfHanging) {
    EXPECT_FALSE(closing().apply(std::string(pattern_value_bytes_max + 1, 'x')));
    const auto cruel = value_pattern::compile("(?<a>(x+x+)+)y").value();
    EXPECT_FALSE(cruel.apply(std::string(5000, 'x')));
    EXPECT_TRUE(closing().apply(std::string(pattern_value_bytes_max, ' ')));
}

TEST(ValuePattern, CutsNoLetterInTwo) {
    EXPECT_FALSE(value_pattern::compile("^(?<a>.)").value().apply("é"));
    EXPECT_EQ(value_pattern::compile("(?<a>é)").value().apply("caféine").value()->rest, "cafine");
}

}  // namespace

}  // namespace vouch::record
