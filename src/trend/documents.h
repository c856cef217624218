#pragma once
// The answers about trends as JSON: what `--json` prints and what the server answers is the same text.
#include <string>
#include <string_view>
#include <vector>

#include "trend/changes.h"
#include "trend/day_figures.h"
#include "trend/difference.h"
#include "trend/roll_forward.h"
#include "trend/series.h"

namespace vouch::trend {

/// A line of the table of a roll-forward, whatever its form.
struct roll_forward_line {
    std::string name;
    std::string title;
    std::string sign;
    by_severity counts;
    bool ruled = false;  // a sum: stands under a rule
};
std::vector<roll_forward_line> lines_of(const roll_forward& found);

// `slug` is that of the tenant.
std::string json_of(std::string_view slug, const series_request& wanted, const series& found);
std::string json_of(std::string_view slug, const roll_forward& found);
std::string json_of(std::string_view slug, const difference& found);
std::string json_of(std::string_view slug, const changes& found);
std::string json_of(std::string_view slug, basis on, const day_figures& found);
std::string json_of(
    std::string_view slug, basis on, const day_figures& found, const std::vector<branch_risk>& branches
);

}  // namespace vouch::trend
