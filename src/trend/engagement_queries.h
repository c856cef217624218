#pragma once
#include <boost/describe/class.hpp>
#include <cstdint>
#include <optional>
#include <string>

#include "base/values.h"
#include "db/statement.h"
#include "sql/trend.h"

namespace vouch::trend {

struct engagement_row {
    uuid id;
    std::optional<std::string> branch_code;
    std::optional<std::string> branch;
    std::optional<std::string> area;
    std::optional<std::string> auditor;
    std::string status;
    std::optional<date> scheduled_on;
    std::optional<date> completed_on;
    std::optional<std::string> report_number;
    std::optional<std::string> rating;
};
BOOST_DESCRIBE_STRUCT(
    engagement_row,
    (),
    (id, branch_code, branch, area, auditor, status, scheduled_on, completed_on, report_number, rating)
)

struct engagement_observations_row {
    uuid engagement_id;
    std::string severity;
    std::string state;
    std::int64_t observations;
};
BOOST_DESCRIBE_STRUCT(engagement_observations_row, (), (engagement_id, severity, state, observations))

inline constexpr db::query<engagement_row, uuid, date, date, std::optional<std::string>, date, std::int64_t>
    engagements{sql::trend::engagements};
inline constexpr db::query<engagement_observations_row, uuid, date, std::int64_t> engagement_observations{
    sql::trend::engagement_observations
};

}  // namespace vouch::trend
