#pragma once
#include <string>
#include <string_view>

#include "db/session.h"

namespace vouch::test {

/// The columns of a table that are written, "a, b": not those that the database works out itself.
std::string written_columns(db::session& on, std::string_view table);

}  // namespace vouch::test
