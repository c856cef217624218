#pragma once
// A workbook as a spreadsheet reads it: Gnumeric, which shares no code with what writes it.
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace vouch::test {

using cells = std::vector<std::vector<std::string>>;

enum class formulas { computed_again, as_written };

/// The cells of a sheet, unformatted, row by row. Fails the test when the workbook cannot be read.
cells read_sheet(
    const std::filesystem::path& workbook, const std::string& sheet, formulas wanted = formulas::computed_again
);

/// Comma-separated values with quotes where they need them.
cells read_csv(const std::string& text);

/// Replaces a text in the first cell of a sheet that has it, by hand: sheets count from 1. Fails the test when none
/// has.
void tamper(const std::filesystem::path& workbook, int sheet, const std::string& was, const std::string& becomes);

}  // namespace vouch::test
