#pragma once
// The figures of a whole period (docs/metrics.md, "Figures of a period") as formulas.
#include "report/evidence_figures.h"

namespace vouch::report {

/// Expects the cells roll_opening, roll_issued, roll_reopened and roll_returned.
figure_section closure_of(const evidence& found);
figure_section repeats_of(const evidence& found);

}  // namespace vouch::report
