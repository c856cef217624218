#pragma once
#include <string>

#include "db/session.h"

namespace vouch::test {

/// The first value of the first row of a query, empty when it is null. Errors: see sql_error.h.
inline result<std::string> first_value(db::session& on, const std::string& query) {
    TRY(found, on.rows(query));
    return found.rows.at(0).at(0).value_or("");
}

}  // namespace vouch::test
