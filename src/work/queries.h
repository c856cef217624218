#pragma once
#include <boost/describe/class.hpp>
#include <string>
#include <vector>

#include "base/values.h"
#include "db/statement.h"
#include "sql/work.h"

namespace vouch::work {

struct day_to_capture_row {
    uuid tenant_id;
    date business_date;
    instant slot_at;
};
BOOST_DESCRIBE_STRUCT(day_to_capture_row, (), (tenant_id, business_date, slot_at))
inline constexpr db::query<day_to_capture_row, std::vector<uuid>, std::vector<instant>> days_to_capture{
    sql::work::days_to_capture
};

struct next_capture_row {
    uuid tenant_id;
    std::string zone;
    std::int32_t capture_minute = 0;
};
BOOST_DESCRIBE_STRUCT(next_capture_row, (), (tenant_id, zone, capture_minute))
inline constexpr db::query<next_capture_row, std::vector<uuid>, instant> next_captures{sql::work::next_captures};

}  // namespace vouch::work
