#pragma once
// A severity trend as text: one line per period, numbers first, then a stacked bar.
#include <string>

#include "tenant/tenants.h"
#include "trend/severity.h"

namespace vouch::cli {

struct terminal {
    int width = 80;       // columns
    bool colour = false;  // escape codes are understood and wanted
    bool unicode = true;  // block characters can be shown
};

/// Standard output as it is: no colour into a file or with NO_COLOR, no blocks where the locale is not UTF-8.
terminal terminal_of_output();

/// Severities are told apart without colour, by their fill. A gap says so and draws nothing.
std::string draw_severity_trend(
    const tenant::identity& whose, trend::grain grain, const trend::severity_trend& drawn, const terminal& on
);

}  // namespace vouch::cli
