#include "record/import/row_problem.h"

#include <algorithm>
#include <fmt/format.h>

namespace vouch::record {

namespace {

/// A row of several lines is rarely meant: most often a quotation mark was opened and never closed.
std::string lines_of(const csv_row& row) {
    if (row.first_line == row.last_line) return "";
    return fmt::format(
        "; it runs from line {} to line {} of the file, so perhaps a quotation mark is not closed",
        row.first_line,
        row.last_line
    );
}

}  // namespace

bool report_problem(const csv_row& row, const std::vector<std::string>& header, row_report& report) {
    switch (row.problem) {
        case row_problem::none: break;
        case row_problem::wrong_columns:
            report.reject(
                exception_code::wrong_columns,
                "",
                "",
                fmt::format("the row has {} columns and the header {}{}", row.field_count, header.size(), lines_of(row))
            );
            return true;
        case row_problem::field_too_long: {
            const std::string column = row.problem_column < header.size() ? header[row.problem_column]
                                                                          : std::to_string(row.problem_column + 1);
            report.reject(
                exception_code::field_too_long,
                column,
                "",
                fmt::format("the value of {} is over {} bytes{}", column, field_bytes_max, lines_of(row))
            );
            return true;
        }
        case row_problem::row_too_long:
            report.reject(
                exception_code::row_too_long,
                "",
                "",
                fmt::format("the row is over {} bytes{}", row_bytes_max, lines_of(row))
            );
            return true;
        case row_problem::quote_not_closed:
            report.reject(
                exception_code::quote_not_closed,
                "",
                "",
                fmt::format(
                    "a quotation mark is not closed by the end of the file; everything from line {} to line "
                    "{} is in this row",
                    row.first_line,
                    row.last_line
                )
            );
            return true;
    }
    if (!std::ranges::all_of(row.fields, [](const std::string& field) { return trimmed(field).empty(); })) return false;
    report.reject(exception_code::empty_row, "", "", "the row has no values");
    return true;
}

}  // namespace vouch::record
