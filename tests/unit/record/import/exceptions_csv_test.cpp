#include "record/import/exceptions_csv.h"

#include <gtest/gtest.h>
#include <sstream>

#include "import_fixture.h"

namespace vouch::record {

namespace {

TEST(ExceptionsCsv, LeavesPlainTextPlain) {
    EXPECT_EQ(csv_field("violations.csv"), "violations.csv");
}

TEST(ExceptionsCsv, QuotesWhatNeedsIt) {
    EXPECT_EQ(csv_field("a,b"), "\"a,b\"");
    EXPECT_EQ(csv_field("say \"no\""), "\"say \"\"no\"\"\"");
    EXPECT_EQ(csv_field("two\nlines"), "\"two\nlines\"");
    EXPECT_EQ(csv_field(" led by a space"), "\" led by a space\"");
}

TEST(ExceptionsCsv, WritesNoFormula) {
    for (const std::string text : {"=1+1", "+1", "-1", "@SUM(A1)"}) EXPECT_EQ(csv_field(text), "'" + text);
    EXPECT_EQ(csv_field("=HYPERLINK(\"x\",\"y\")"), "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"");
    EXPECT_EQ(csv_field("\t=1"), "\"'\t=1\"");
    EXPECT_EQ(csv_field("\u00A0=1"), "'\u00A0=1");
}

TEST(ExceptionsCsv, WritesOneLineForEach) {
    const import_exception exception{
        exception_effect::value_refused,
        exception_code::before_finding,
        "violations.csv",
        855,
        "closed_on",
        "1/5/2016",
        "closing 1/5/2016 is before the finding of 2016-04-28"
    };
    const test::folder here;
    const auto path = here.path() / "exceptions.csv";
    auto csv = exceptions_csv::create(path).value();
    ASSERT_TRUE(csv.add(exception));
    ASSERT_TRUE(csv.complete());
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    EXPECT_EQ(
        text.str(),
        "file,row,field,value,reason,effect,code\n"
        "violations.csv,855,closed_on,1/5/2016,closing 1/5/2016 is before the finding of 2016-04-28,"
        "value_refused,before_finding\n"
    );
}

TEST(ExceptionsCsv, IsCompleteAlsoWhenItIsLong) {
    const import_exception exception{
        exception_effect::row_rejected, exception_code::same_key, "a.csv", 7, "key", std::string(900, 'x'), "taken"
    };
    const test::folder here;
    const auto path = here.path() / "exceptions.csv";
    auto csv = exceptions_csv::create(path).value();
    std::size_t bytes = std::string_view("file,row,field,value,reason,effect,code\n").size();
    for (int i = 0; i < 1'000; ++i) {
        ASSERT_TRUE(csv.add(exception));
        bytes += csv_line(exception).size();
    }
    EXPECT_FALSE(std::filesystem::exists(path));
    ASSERT_TRUE(csv.complete());
    EXPECT_EQ(std::filesystem::file_size(path), bytes);
}

TEST(ExceptionsCsv, TellsWhenItCannotWrite) {
    EXPECT_EQ(exceptions_csv::create("/no/such/folder/exceptions.csv").error().code, errc::io);
}

TEST(ExceptionsCsv, EveryCodeHasAnotherName) {
    std::vector<std::string_view> names;
    for (int i = 0; i <= static_cast<int>(exception_code::letter_lost); ++i)
        names.push_back(name_of(static_cast<exception_code>(i)));
    std::ranges::sort(names);
    EXPECT_EQ(std::ranges::adjacent_find(names), names.end());
}

}  // namespace

}  // namespace vouch::record
