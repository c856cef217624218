#include "snapshot/figures.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>
#include <ranges>

namespace vouch::snapshot {

namespace {

// In the order of snapshot.figures(); what is new comes last, in both.
constexpr auto paths = std::to_array<std::string_view>({
    "severity.critical_open",
    "severity.high_open",
    "severity.medium_open",
    "severity.low_open",
    "severity.total_open",
    "severity.in_preparation",
    "severity.risk_accepted",
    "severity.closed",
    "standing.with_management",
    "standing.awaiting_audit",
    "ageing_original.not_due",
    "ageing_original.days_1_30",
    "ageing_original.days_31_60",
    "ageing_original.days_61_90",
    "ageing_original.days_91_180",
    "ageing_original.days_181_365",
    "ageing_original.days_over_365",
    "ageing_original.no_date",
    "ageing_original.overdue",
    "ageing_current.not_due",
    "ageing_current.days_1_30",
    "ageing_current.days_31_60",
    "ageing_current.days_61_90",
    "ageing_current.days_91_180",
    "ageing_current.days_181_365",
    "ageing_current.days_over_365",
    "ageing_current.no_date",
    "ageing_current.overdue",
    "ageing_awaiting.days_0_30",
    "ageing_awaiting.days_31_60",
    "ageing_awaiting.days_61_90",
    "ageing_awaiting.days_91_180",
    "ageing_awaiting.days_181_365",
    "ageing_awaiting.days_over_365",
    "ageing_awaiting.no_date",
    "compliance.percentage_tenths",
    "compliance.assessed_tenths",
    "compliance.compliant",
    "compliance.partial",
    "compliance.non_compliant",
    "compliance.pending",
    "compliance.not_applicable",
    "compliance.review_overdue",
    "coverage.percentage_tenths",
    "coverage.branches_covered",
    "coverage.branches_due",
    "coverage.plan_tenths",
    "coverage.plan_completed",
    "coverage.plan_due",
    "score.health",
    "score.finding_tenths",
    "score.health_band",
    "roll_forward.critical_issued",
    "roll_forward.high_issued",
    "roll_forward.medium_issued",
    "roll_forward.low_issued",
    "roll_forward.critical_reopened",
    "roll_forward.high_reopened",
    "roll_forward.medium_reopened",
    "roll_forward.low_reopened",
    "roll_forward.critical_returned",
    "roll_forward.high_returned",
    "roll_forward.medium_returned",
    "roll_forward.low_returned",
    "roll_forward.critical_closed",
    "roll_forward.high_closed",
    "roll_forward.medium_closed",
    "roll_forward.low_closed",
    "roll_forward.critical_no_longer_valid",
    "roll_forward.high_no_longer_valid",
    "roll_forward.medium_no_longer_valid",
    "roll_forward.low_no_longer_valid",
    "roll_forward.critical_risk_accepted",
    "roll_forward.high_risk_accepted",
    "roll_forward.medium_risk_accepted",
    "roll_forward.low_risk_accepted",
    "roll_forward.critical_deleted",
    "roll_forward.high_deleted",
    "roll_forward.medium_deleted",
    "roll_forward.low_deleted",
    "roll_forward.withdrawn",
});

}  // namespace

std::span<const std::string_view> figure_paths() {
    return paths;
}

result<figure_places> figure_places::find(std::string_view wanted) {
    figure_places found;
    for (const auto part : std::views::split(wanted, '+')) {
        const std::string_view path(part.begin(), part.end());
        const auto place = std::ranges::find(paths, path);
        if (place == paths.end()) return fail(errc::internal, fmt::format("{} is no figure of a snapshot", path));
        found.places_.push_back(static_cast<std::size_t>(place - paths.begin()));
    }
    return found;
}

result<std::optional<std::int64_t>> figure_places::sum(std::span<const std::string_view> figures) const {
    std::int64_t total = 0;
    for (const auto place : places_) {
        if (place >= figures.size() || figures[place].empty()) return std::nullopt;
        const auto text = figures[place];
        std::int64_t number = 0;
        const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
        if (problem != std::errc() || end != text.data() + text.size()) {
            return fail(errc::internal, fmt::format("{} of a snapshot is \"{}\", no whole number", paths[place], text));
        }
        total += number;
    }
    return total;
}

std::size_t figure_places::needed() const {
    return places_.empty() ? 0 : std::ranges::max(places_) + 1;
}

void split_figures(std::string_view figures, std::size_t count, std::vector<std::string_view>& texts) {
    texts.clear();
    std::size_t from = 0;
    for (std::size_t i = 0; texts.size() < count && i <= figures.size(); ++i) {
        if (i != figures.size() && figures[i] != ',') continue;
        texts.push_back(figures.substr(from, i - from));
        from = i + 1;
    }
}

}  // namespace vouch::snapshot
