#pragma once
#include <boost/describe/class.hpp>
#include <cstdint>
#include <optional>
#include <string>

#include "base/values.h"
#include "db/encode.h"
#include "db/statement.h"
#include "sql/api.h"
#include "sql/schema.h"

namespace vouch::api {

struct institution_row {
    std::string slug;
    std::string name;
    bool simulated;
    bool onboarded;
    std::string zone;
    std::string locale;
    std::int32_t fiscal_year_start_month;
    date today;
    std::optional<date> first_captured;
    std::optional<date> last_captured;
    std::optional<date> first_fact;
    std::int64_t head_seq;
    db::bytes head_hash;
    std::optional<instant> recorded_at;
};
BOOST_DESCRIBE_STRUCT(
    institution_row,
    (),
    (slug,
     name,
     simulated,
     onboarded,
     zone,
     locale,
     fiscal_year_start_month,
     today,
     first_captured,
     last_captured,
     first_fact,
     head_seq,
     head_hash,
     recorded_at)
)

struct clock_row {
    instant now;
    std::int64_t migrations;
};
BOOST_DESCRIBE_STRUCT(clock_row, (), (now, migrations))

/// tenant, now.
inline constexpr db::query<institution_row, uuid, instant> institution{sql::api::institution};
inline constexpr db::query<clock_row> clock{sql::schema::clock};

}  // namespace vouch::api
