#pragma once
// A trend as text: one line per period, numbers first, then a bar.
#include <string>

#include "tenant/tenants.h"
#include "trend/series.h"

namespace vouch::cli {

struct terminal {
    int width = 80;       // columns
    bool colour = false;  // escape codes are understood and wanted
    bool unicode = true;  // block characters can be shown
};

/// Standard output as it is: no colour into a file or with NO_COLOR, no blocks where the locale is not UTF-8.
terminal terminal_of_output();

/// A value as people read it: 1,234, 87.3; "-" when unknown.
std::string value_text(std::optional<std::int64_t> value, trend::unit measured);

/// Parts of a stacked trend are told apart without colour, by their fill. A gap says so and draws nothing. changes:
/// each value with what it moved by, instead of a bar.
std::string draw_trend(
    const tenant::identity& whose,
    const trend::series_request& wanted,
    const trend::series& drawn,
    bool changes,
    const terminal& on
);

}  // namespace vouch::cli
