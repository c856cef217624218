#pragma once
// What a revision of a snapshot changed, read from its column "revised", and many of them at a glance.
#include <boost/describe/class.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/values.h"

namespace vouch::snapshot {

/// One number of the metrics document; none: unknown.
struct metric_change {
    std::string path;  // "severity.high_open"
    std::optional<std::int64_t> was;
    std::optional<std::int64_t> is;
};
BOOST_DESCRIBE_STRUCT(metric_change, (), (path, was, is))

/// A further revision of the snapshot of a day.
struct revised_day {
    date business_date;
    std::int32_t revision = 0;
    std::int32_t previous_definition = 0;  // the version of the metric definitions that the one before was taken with
    std::vector<metric_change> differences;
    std::vector<std::int64_t> change_sets;  // recorded since, about something before the end of that day; ascending
};
BOOST_DESCRIBE_STRUCT(revised_day, (), (business_date, revision, previous_definition, differences, change_sets))

/// Errors: bad_input: the document is not what a revision stores.
result<revised_day> read_revision(date business_date, std::int32_t revision, std::string_view document);

/// A number over all the days on which it was revised.
struct revised_metric {
    std::string path;
    std::int64_t days = 0;
    date first;
    date last;
    std::optional<std::int64_t> was;  // on the last day
    std::optional<std::int64_t> is;
};

/// By number of days, then by path. days: ascending.
std::vector<revised_metric> by_metric(const std::vector<revised_day>& days);

}  // namespace vouch::snapshot
