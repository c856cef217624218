#pragma once
// The ledger of migrations in a database, as read through an open session.
#include <vector>

#include "db/migration.h"
#include "db/session.h"

namespace vouch::db {

/// Ascending; empty when nothing was ever deployed. Errors: see sql_error.h.
result<std::vector<applied_migration>> read_ledger(session& from);

}  // namespace vouch::db
