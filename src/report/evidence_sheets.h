#pragma once
// The sheets of rows of a re-performance file. Every column has a name that formulas use: observations_severity,
// steps_from_standing, setting_weight_high.
#include "report/evidence.h"
#include "report/workbook.h"

namespace vouch::report {

/// Errors: refused, naming the sheet that has too many rows.
result<> check_sheets_fit(const evidence& found);

/// Errors: internal (a column of a type that has no cell).
result<> write_sheets(workbook& book, const evidence& found);

}  // namespace vouch::report
