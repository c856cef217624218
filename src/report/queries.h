#pragma once
#include <boost/describe/class.hpp>
#include <cstdint>
#include <string>

#include "base/values.h"
#include "db/encode.h"
#include "db/statement.h"
#include "sql/report.h"

namespace vouch::report {

struct cut_off_row {
    instant effective_from;
    instant effective_before;
    date year_starts_on;  // of the fiscal year that the last day lies in
    std::string zone;
    std::string recorded_until;  // "3 Jan 2026 01:00:00", in that zone
    db::bytes hash;
};
BOOST_DESCRIBE_STRUCT(cut_off_row, (), (effective_from, effective_before, year_starts_on, zone, recorded_until, hash))

/// tenant, first day, last day, known_seq. The sheets of a workbook are read as raw rows: their columns are the
/// sheet's.
inline constexpr db::query<cut_off_row, uuid, date, date, std::int64_t> cut_off{sql::report::cut_off};

}  // namespace vouch::report
