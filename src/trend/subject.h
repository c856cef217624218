#pragma once
// What a trend can be about: each is a few values of the metrics document (docs/metrics.md) under one name, or figures
// of the period itself.
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "base/error.h"

namespace vouch::trend {

/// How a value is meant and printed.
enum class unit {
    count,   // a whole number
    tenths,  // of a percent, or of a point: 873 is 87.3
    days_tenths,
};

enum class value_source {
    stock,   // of the metrics document at the end of the period
    flow,    // of it, less the same at the end of the period before
    period,  // a figure of the period, computed from history; by month, quarter and year
};

/// What the figures of a period are; each null when unknown (docs/metrics.md, "Figures of a period").
struct period_values {
    std::optional<std::int64_t> closed_and_standing;
    std::optional<std::int64_t> to_close;
    std::optional<std::int64_t> closure_rate_tenths;
    std::optional<std::int64_t> days_to_close_median_tenths;
    std::optional<std::int64_t> days_to_close_p90;
    std::optional<std::int64_t> outstanding_age_median_tenths;
    std::optional<std::int64_t> issued;
    std::optional<std::int64_t> repeats;
    std::optional<std::int64_t> persisting;
    std::optional<std::int64_t> repeat_rate_tenths;
};

struct value {
    std::string_view name;   // "critical_open"
    std::string_view title;  // "critical"
    std::string_view paths;  // members of the metrics document that are added up, "group.member+group.member"
    unit measured = unit::count;
    std::optional<std::int64_t> period_values::* figure = nullptr;  // instead of paths, where the source is the period
};

struct subject {
    std::string_view name;   // "severity"
    std::string_view title;  // "Outstanding observations by severity"
    value_source source = value_source::stock;
    std::span<const value> values;
    bool stacked = false;  // the values but the last are parts of the last
};

std::span<const subject> all_subjects();
/// Errors: usage, listing the names.
result<const subject*> find_subject(std::string_view name);

}  // namespace vouch::trend
