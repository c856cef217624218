#pragma once
// Pieces of the formulas of a workbook: counting rows of a sheet by the names of its columns, and percentages.
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vouch::report {

/// A column and what its cell must be, as COUNTIFS takes it: {"severity", is("HIGH")}.
using condition = std::pair<std::string_view, std::string>;

/// COUNTIFS over a sheet: count("observations", {{"status", is("CLOSED")}}).
std::string count(std::string_view sheet, const std::vector<condition>& conditions);
/// The sum of the same for each of several words of a column.
std::string count_any(
    std::string_view sheet,
    std::string_view column,
    const std::vector<std::string_view>& words,
    const std::vector<condition>& besides = {}
);
/// What a cell must be; a number is given as a formula: up_to("closing_day-1"). Only a cell with a number can be at
/// most or at least something.
std::string is(std::string_view word);
std::string is_not(std::string_view word);
std::string up_to(std::string_view number);
std::string at_least(std::string_view number);

/// A percentage of two names or terms, rounded as docs/metrics.md says: 87.3, or "unknown".
std::string share(std::string_view part, std::string_view whole);

/// The statuses of an observation that is outstanding, and of one in preparation.
extern const std::vector<std::string_view> outstanding, in_preparation;

}  // namespace vouch::report
