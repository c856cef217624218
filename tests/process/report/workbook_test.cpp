// What a workbook holds is what a spreadsheet reads.
#include "report/workbook.h"

#include <gtest/gtest.h>

#include "process/report/spreadsheet.h"
#include "process/scratch_folder.h"

namespace vouch {

namespace {

class Workbook : public testing::Test {
protected:
    test::scratch_folder folder;
    const std::filesystem::path file = folder / "a.xlsx";
    const date day = parse_date("2026-02-09").value();
};

}  // namespace

TEST_F(Workbook, TextIsNeverAFormulaWhateverItBeginsWith) {
    const std::vector<std::string> texts{
        "=1+1", "+1", "-1", "@SUM(1)", "=HYPERLINK(\"http://a\")", "http://a", "12", "a, \"b\" <&>", "नमस्ते ₹"
    };
    report::workbook book(file, "Texts", day, "texts");
    auto* sheet = book.add_sheet("Texts", 0);
    for (std::uint32_t row = 0; const auto& text : texts) book.text(sheet, row++, 0, text, report::look::plain);
    ASSERT_TRUE(book.close());

    const auto read = test::read_sheet(file, "Texts");
    ASSERT_EQ(read.size(), texts.size());
    for (std::size_t i = 0; i < texts.size(); ++i) EXPECT_EQ(read[i].at(0), texts[i]);
}

TEST_F(Workbook, AFormulaSaysThatItIsNotComputedUntilItIs) {
    report::workbook book(file, "Days", day, "days");
    auto* sheet = book.add_sheet("Days", 0);
    book.day(sheet, 0, 0, day);
    book.day(sheet, 0, 1, parse_date("2024-02-29").value());
    book.formula(sheet, 0, 2, "the_day-EDATE(B1,12)", report::look::computed);
    book.define("the_day", "Days!$A$1");
    ASSERT_TRUE(book.close());

    EXPECT_EQ(test::read_sheet(file, "Days", test::formulas::as_written).at(0).at(2), "recalculate");
    EXPECT_EQ(test::read_sheet(file, "Days").at(0).at(2), "346");  // since 28 February 2025
}

TEST_F(Workbook, WhatASpreadsheetCannotHoldIsSaidAtTheEnd) {
    report::workbook book(file, "Long", day, "long");
    auto* sheet = book.add_sheet("Long", 0);
    book.text(sheet, 1, 27, std::string(40'000, 'x'), report::look::plain);
    book.text(sheet, 2, 0, "and goes on", report::look::plain);
    const auto closed = book.close();
    ASSERT_FALSE(closed);
    EXPECT_EQ(closed.error().code, errc::refused);
    EXPECT_NE(closed.error().detail.find("Long!AB2"), std::string::npos) << closed.error().detail;
}

TEST_F(Workbook, AFileThatCannotBeWrittenIsNamed) {
    report::workbook book(folder / "nowhere" / "a.xlsx", "None", day, "none");
    book.add_sheet("None", 0);
    testing::internal::CaptureStderr();
    const auto closed = book.close();
    EXPECT_EQ(testing::internal::GetCapturedStderr(), "") << "the error is said once, by who handles it";
    ASSERT_FALSE(closed);
    EXPECT_EQ(closed.error().code, errc::io);
    EXPECT_NE(closed.error().detail.find("a.xlsx"), std::string::npos) << closed.error().detail;
}

}  // namespace vouch
