#pragma once
// A closing that was recorded with the wrong date.
#include <cstdint>
#include <string>

#include "base/task.h"
#include "base/values.h"
#include "db/pool.h"
#include "db/transaction.h"

namespace vouch::record {

struct closing_correction {
    uuid id;
    std::int32_t expected_version = 1;  // the version that whoever corrects it saw
    instant closed_at;                  // when it was closed in truth
    std::string closing_basis;          // TESTED, DOCUMENTS or MANAGEMENT
};

/// The closing never was at the moment recorded: it is taken back from then on, and holds since closed_at. The version
/// of the observation goes up by two. by: its reason is given, since when is said here. app: a pool of role vouch_app.
/// Errors: conflict (it is not closed, or somebody else changed it first), refused (closed_at is in the future, or
/// before something else that happened to it), db_unavailable, db_timeout.
task<> correct_closing(db::pool& app, uuid tenant, closing_correction corrected, db::author by);

}  // namespace vouch::record
