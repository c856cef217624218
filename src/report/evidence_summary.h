#pragma once
// The first sheet of a re-performance file: each figure as a formula, beside it what Vouch reports, and whether the two
// agree.
#include "report/evidence.h"
#include "report/workbook.h"

namespace vouch::report {

void write_summary(workbook& book, lxw_worksheet* sheet, const evidence& found);

}  // namespace vouch::report
