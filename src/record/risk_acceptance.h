#pragma once
// Accepted risks that expire. Accepting one is a move (observation.h).
#include <cstdint>

#include "base/task.h"
#include "base/values.h"
#include "db/pool.h"
#include "db/transaction.h"

namespace vouch::record {

/// Issues again what was accepted until a day that has come, since the start of that day, even when this runs late.
/// Running it again changes nothing. How many returned. by: its reason is given, since when is said here. app: a pool
/// of role vouch_app. Errors: db_unavailable, db_timeout.
task<std::int64_t> return_expired(db::pool& app, uuid tenant, instant now, db::author by);

}  // namespace vouch::record
