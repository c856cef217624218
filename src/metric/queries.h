#pragma once
#include <boost/describe/class.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/values.h"
#include "db/statement.h"
#include "metric/sql_text.h"
#include "sql/metric.h"

namespace vouch::metric {

/// The canonical metrics document as PostgreSQL prints it; null where nothing was known.
struct instant_row {
    std::int64_t question;  // its index, from 0
    std::optional<std::string> metrics;
};
BOOST_DESCRIBE_STRUCT(instant_row, (), (question, metrics))

struct day_row {
    date business_date;
    std::optional<std::string> metrics;  // as in instant_row
};
BOOST_DESCRIBE_STRUCT(day_row, (), (business_date, metrics))

/// tenants, business_dates, their ends (exclusive), known_seq: one element each per question. A question about a tenant
/// that does not exist, or is not entered, has no row.
inline auto ask(const definition& wanted) {
    return db::
        query<instant_row, std::vector<uuid>, std::vector<date>, std::vector<instant>, std::vector<std::int64_t>>{
            with_metrics(sql::metric::ask_template, wanted)
        };
}

/// tenant, first, last, known_seq. No row where the tenant does not exist, or is not entered.
inline auto ask_days(const definition& wanted) {
    return db::query<day_row, uuid, date, date, std::int64_t>{with_metrics(sql::metric::ask_days_template, wanted)};
}

}  // namespace vouch::metric
