#pragma once
// How outstanding observations by severity moved over the periods of a tenant's calendar.
#include <boost/describe/class.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/task.h"
#include "base/values.h"
#include "db/tenant_tx.h"

namespace vouch::trend {

enum class grain { day, week, month, quarter, year };

/// Errors: usage, listing the words.
result<grain> parse_grain(std::string_view word);
std::string_view name_of(grain wanted);

/// Outstanding observations, each null in a gap.
struct severity_values {
    std::optional<std::int32_t> critical_open;
    std::optional<std::int32_t> high_open;
    std::optional<std::int32_t> medium_open;
    std::optional<std::int32_t> low_open;
    std::optional<std::int32_t> total_open;
};
BOOST_DESCRIBE_STRUCT(severity_values, (), (critical_open, high_open, medium_open, low_open, total_open))

/// Outstanding observations at the end of one period of the tenant's calendar.
struct severity_point {
    std::string label;                  // "FY 2025-26 Q3"
    date starts_on;                     // first day of the whole period
    date ends_on;                       // last day of the whole period
    std::optional<date> business_date;  // the snapshot used; none: a gap
    std::optional<std::string> origin;  // "observed" or "replayed"
    bool partial = false;               // the range, or today, cuts the period
    severity_values values;
};
BOOST_DESCRIBE_STRUCT(severity_point, (), (label, starts_on, ends_on, business_date, origin, partial, values))

struct severity_trend {
    std::optional<date> first;  // the range it covers; none: there is no snapshot
    std::optional<date> last;
    std::vector<severity_point> points;
};

inline constexpr int days_max = 40'000;  // of a range: more than a century

/// The severity trend over [first, last] (none: between the first and the last snapshot), oldest first, one point per
/// period that meets the range. A period without a snapshot is a point without values: a gap stays a gap.
/// Errors: bad_input (first after last, over days_max), db_unavailable, db_timeout.
task<severity_trend> severity_by_period(
    db::tenant_tx& tx, grain wanted, std::optional<date> first, std::optional<date> last, instant now
);

}  // namespace vouch::trend
