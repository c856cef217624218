#pragma once
// What a trend can be about: each is a few values of the metrics document (docs/metrics.md) under one name, or figures
// of the period itself.
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

struct value {
    std::string_view name;   // "critical_open"
    std::string_view title;  // "critical"
    std::string_view paths;  // members of the metrics document that are added up, "group.member+group.member"
    unit measured = unit::count;
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
