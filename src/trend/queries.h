#pragma once
#include <boost/describe/class.hpp>
#include <cstdint>
#include <optional>
#include <string>

#include "base/values.h"
#include "db/statement.h"
#include "sql/trend.h"

namespace vouch::trend {

struct severity_row {
    std::string label;
    date starts_on;
    date ends_on;
    std::optional<date> business_date;
    std::optional<std::string> origin;
    bool partial;
    std::optional<std::int32_t> critical_open;
    std::optional<std::int32_t> high_open;
    std::optional<std::int32_t> medium_open;
    std::optional<std::int32_t> low_open;
    std::optional<std::int32_t> total_open;
};
BOOST_DESCRIBE_STRUCT(
    severity_row,
    (),
    (label,
     starts_on,
     ends_on,
     business_date,
     origin,
     partial,
     critical_open,
     high_open,
     medium_open,
     low_open,
     total_open)
)

struct range_row {
    std::optional<date> first;
    std::optional<date> last;
    date today;
};
BOOST_DESCRIBE_STRUCT(range_row, (), (first, last, today))

inline constexpr db::query<severity_row, uuid, date, date, std::string, date> severity{sql::trend::severity};
inline constexpr db::query<range_row, uuid, instant> range{sql::trend::range};

}  // namespace vouch::trend
