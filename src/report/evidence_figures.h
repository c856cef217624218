#pragma once
// The figures of docs/metrics.md as formulas of a spreadsheet over the sheets of a re-performance file.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "report/evidence.h"

namespace vouch::report {

struct figure {
    std::string name;     // of its cell, for other formulas: "severity_high_open"
    std::string title;    // "High"
    std::string formula;  // gives a number, or the text "unknown"
    std::optional<std::int64_t> reported;
    bool in_tenths = false;   // reported is; the formula gives 87.3
    bool is_reported = true;  // else it stands between other figures, or that version of the definitions had none
};

struct figure_section {
    std::string title;
    std::vector<figure> figures;
};

/// In the order they are shown. The cells roll_opening, roll_issued, roll_reopened and roll_returned are expected.
std::vector<figure_section> figures_of(const evidence& found);

}  // namespace vouch::report
