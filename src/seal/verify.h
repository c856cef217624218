#pragma once
// Verification: is the history of a tenant what was sealed? Computes every digest and every hash of the chain again,
// trusts nothing but the head hash that an anchor gives it, and names what is altered or missing. The metrics of the
// snapshots are computed again by snapshot/verify.h.
#include <optional>

#include "base/progress.h"
#include "base/task.h"
#include "base/values.h"
#include "db/pool.h"
#include "seal/chain_check.h"

namespace vouch::seal {

inline constexpr std::int64_t changes_per_read = 20'000;  // versions held in memory at a time

/// Checks the chain of a tenant, every version and snapshot against it, what the database worked out of a version
/// against the version, the present against the history, the places of snapshots against the chain, the kinds that the
/// database knows against ours, and, where an anchor is given, the chain against it. batch: a pool of role vouch_batch.
/// All in one transaction, so that writers do not disturb it.
/// Errors: not_found, db_unavailable, db_timeout. What is found wrong is no error but a problem in the result.
task<verification> verify(db::pool& batch, uuid tenant, std::optional<anchored_head> anchor, progress_report report);

}  // namespace vouch::seal
