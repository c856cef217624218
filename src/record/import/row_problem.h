#pragma once
// Rows that cannot be read as the header says, in words.
#include <string>
#include <vector>

#include "record/import/csv_reader.h"
#include "record/import/row_report.h"

namespace vouch::record {

/// Rejects a row that is not whole or has no value at all. True when it did.
bool report_problem(const csv_row& row, const std::vector<std::string>& header, row_report& report);

}  // namespace vouch::record
