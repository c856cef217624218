#pragma once
// Repeats as text.
#include <optional>
#include <string>
#include <vector>

#include "cli/trend_drawing.h"
#include "repeat/links.h"
#include "repeat/list.h"
#include "tenant/tenants.h"

namespace vouch::cli {

/// A table as the report of the period has it. known_at: what --known-at said.
std::string draw_repeats(
    const tenant::identity& whose, const repeat::repeat_list& drawn, std::optional<instant> known_at, const terminal& on
);

/// A line for each occurrence, the first first; the one that was asked about is marked.
std::string draw_chain(
    const tenant::identity& whose,
    const repeat::named_observation& asked,
    const std::vector<repeat::occurrence>& chain,
    const terminal& on
);

}  // namespace vouch::cli
