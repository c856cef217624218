#pragma once
#include <boost/describe/class.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/values.h"
#include "db/statement.h"
#include "sql/trend.h"

namespace vouch::trend {

struct reported_row {
    std::string label;
    date starts_on;
    date ends_on;
    std::optional<date> business_date;
    std::optional<std::string> origin;
    bool partial;
    std::optional<std::int64_t> known_seq;
    std::optional<std::string> values;  // a JSON array
};
BOOST_DESCRIBE_STRUCT(reported_row, (), (label, starts_on, ends_on, business_date, origin, partial, known_seq, values))

struct restated_row {
    std::string label;
    date starts_on;
    date ends_on;
    std::optional<date> business_date;
    std::optional<instant> effective_before;
    bool partial;
};
BOOST_DESCRIBE_STRUCT(restated_row, (), (label, starts_on, ends_on, business_date, effective_before, partial))

struct range_row {
    std::optional<date> first;
    std::optional<date> last;
    date today;
};
BOOST_DESCRIBE_STRUCT(range_row, (), (first, last, today))

struct known_row {
    std::int64_t known_seq;
};
BOOST_DESCRIBE_STRUCT(known_row, (), (known_seq))

struct figures_row {
    std::int64_t question;
    std::int64_t closed_and_standing;
    std::optional<std::int64_t> days_to_close_median_tenths;
    std::optional<std::int64_t> days_to_close_p90;
    std::optional<std::int64_t> outstanding_age_median_tenths;
    std::int64_t issued;
    std::int64_t repeats;
    std::int64_t persisting;
};
BOOST_DESCRIBE_STRUCT(
    figures_row,
    (),
    (question,
     closed_and_standing,
     days_to_close_median_tenths,
     days_to_close_p90,
     outstanding_age_median_tenths,
     issued,
     repeats,
     persisting)
)

struct end_row {
    instant ends_at;
};
BOOST_DESCRIBE_STRUCT(end_row, (), (ends_at))

inline constexpr db::query<range_row, uuid, instant> reported_range{sql::trend::reported_range};
inline constexpr db::query<range_row, uuid, instant> restated_range{sql::trend::restated_range};
/// tenant, first, last, grain, today, paths.
inline constexpr db::query<reported_row, uuid, date, date, std::string, date, std::vector<std::string>> reported_points{
    sql::trend::reported_points
};
/// tenant, first, last, grain, today.
inline constexpr db::query<restated_row, uuid, date, date, std::string, date> restated_periods{
    sql::trend::restated_periods
};
inline constexpr db::query<known_row, uuid, std::optional<instant>> known_at{sql::trend::known_seq};
inline constexpr db::query<end_row, uuid, std::vector<date>> ends_of_days{sql::trend::ends_of_days};
/// tenant, first days, last days, known sequence numbers.
inline constexpr db::query<figures_row, uuid, std::vector<date>, std::vector<date>, std::vector<std::int64_t>>
    figures_of_periods{sql::trend::period_figures};

}  // namespace vouch::trend
