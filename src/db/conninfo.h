#pragma once
// What a conninfo may show of itself.
#include <string>

namespace vouch::db {

/// Where a conninfo, in libpq's form or postgresql://..., leads and who logs in: "host=h port=5432 dbname=d user=u", of
/// these what it says. Nothing else, since anything else may be a secret. "(cannot be read)" where libpq cannot take it
/// apart.
std::string without_secrets(const std::string& conninfo);

}  // namespace vouch::db
