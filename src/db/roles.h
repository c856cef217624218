#pragma once
// The roles that every program of ours becomes after it logged in; sql/schema/roles.sql says what each may.
#include <string>

#include "base/error.h"
#include "db/session.h"

namespace vouch::db {

/// Sees that the login of `on` can become each of the roles, and makes those that are missing where it may.
/// Errors: not_permitted, with the SQL for an administrator; db_unavailable; see sql_error.h.
result<> ensure_roles(session& on);

/// The SQL an administrator runs, in the database of `on`, when its login may not make the roles itself.
std::string roles_sql(const session& on);

/// Makes the roles, the login vouch and the database vouch of a cluster of our own, where they are missing. `on`: a
/// superuser. Errors: db_unavailable; see sql_error.h.
result<> furnish_cluster(session& on);

}  // namespace vouch::db
