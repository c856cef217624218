#pragma once
// What a retention takes away and what it leaves, for a person to look at before and after.
#include <array>
#include <boost/describe/class.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/values.h"
#include "snapshot/queries.h"

namespace vouch::snapshot {

/// Why a snapshot stays, as snapshot.retention() says it: the first of these that holds.
inline constexpr std::array<std::string_view, 10> retention_reasons{
    "recent", "sealed", "revised", "year_end", "quarter_end", "month_end", "week_end", "first", "last", "unlisted"
};

struct kept_count {
    std::string as;  // one of retention_reasons
    std::int64_t snapshots = 0;
};
BOOST_DESCRIBE_STRUCT(kept_count, (), (as, snapshots))

/// Days in a row, among those that have a snapshot, all of which go.
struct retention_range {
    date first;
    date last;
    std::int64_t snapshots = 0;
};
BOOST_DESCRIBE_STRUCT(retention_range, (), (first, last, snapshots))

/// A fiscal year of the tenant, or all years.
struct retention_part {
    std::string period;
    std::int64_t go = 0;
    std::optional<date> first;  // that goes; none: all stay
    std::optional<date> last;
    std::int64_t stay = 0;
    std::vector<kept_count> kept;  // in the order of retention_reasons, without those that keep none
};
BOOST_DESCRIBE_STRUCT(retention_part, (), (period, go, first, last, stay, kept))

struct retention_plan {
    retention_part all;
    std::vector<retention_part> years;    // ascending
    std::vector<retention_range> ranges;  // ascending
};
BOOST_DESCRIBE_STRUCT(retention_plan, (), (all, years, ranges))

/// rows: ascending by business date. Errors: internal: the database names a reason that is none of ours.
result<retention_plan> plan_of(const std::vector<retention_row>& rows);

}  // namespace vouch::snapshot
