#pragma once
// The steps of a roll-forward as formulas (docs/metrics.md, "roll_forward").
#include <string>
#include <string_view>

namespace vouch::report {

/// How many steps of a name ("issued", "reclassified_out") count for a severity ("HIGH"): a formula over the sheet
/// Steps.
std::string step_formula(std::string_view step, std::string_view severity);

}  // namespace vouch::report
