#pragma once
#include <boost/describe/class.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/values.h"
#include "db/statement.h"
#include "repeat/links.h"
#include "sql/repeat.h"

namespace vouch::repeat {

struct chain_row {
    std::int32_t steps;
    uuid id;
    std::string name;
    std::string title;
    std::optional<date> found_on;
    std::string severity;
    std::string status;
    std::optional<std::string> kind;
};
BOOST_DESCRIBE_STRUCT(chain_row, (), (steps, id, name, title, found_on, severity, status, kind))

struct list_row {
    uuid id;
    std::optional<std::string> reference;
    std::optional<std::string> external_ref;
    std::optional<std::string> title;
    std::optional<std::string> branch_code;
    std::optional<std::string> branch;
    std::optional<date> found_on;
    std::optional<date> first_found_on;
    std::int32_t steps;
    std::string severity_now;
    std::optional<std::string> severity_then;
    std::optional<std::string> assessed_severity;
    std::string status;
    std::string kind;
};
BOOST_DESCRIBE_STRUCT(
    list_row,
    (),
    (id,
     reference,
     external_ref,
     title,
     branch_code,
     branch,
     found_on,
     first_found_on,
     steps,
     severity_now,
     severity_then,
     assessed_severity,
     status,
     kind)
)

struct chains_row {
    std::int64_t place;  // of the repeat among those asked for, from 1
    std::int32_t steps;
    uuid id;
    std::string name;
    std::string title;
    std::optional<date> found_on;
    std::string severity;
    std::string status;
    std::optional<std::string> kind;
};
BOOST_DESCRIBE_STRUCT(chains_row, (), (place, steps, id, name, title, found_on, severity, status, kind))

/// tenant, repeats, last day, known sequence number, links followed at most.
inline constexpr db::query<chains_row, uuid, std::vector<uuid>, date, std::int64_t, std::int32_t> chains{
    sql::repeat::chains
};
inline constexpr db::query<named_observation, uuid, std::string, std::optional<uuid>> find_observation{sql::repeat::find
};
inline constexpr db::query<db::no_row, uuid, uuid, std::int32_t, uuid> set_link{sql::repeat::link};
inline constexpr db::query<db::no_row, uuid, uuid, std::int32_t> clear_link{sql::repeat::clear};
inline constexpr db::query<chain_row, uuid, uuid, std::int32_t> chain{sql::repeat::chain};
inline constexpr db::query<list_row, uuid, date, date, std::int64_t, std::int32_t> list{sql::repeat::list};

}  // namespace vouch::repeat
