#pragma once
// What makes an imported observation a repeat of an earlier one: the repeat_key of its table (docs/import.md).
#include <cstdint>

#include "base/task.h"
#include "base/values.h"
#include "db/tenant_tx.h"

namespace vouch::record {

/// Finds out of what each observation of the staged chunk is a repeat, and which recorded ones are now a repeat of one
/// of the chunk. Before the new ones are written, which take their link from there. Returns of how many observations
/// the source says something else now. Errors: db_unavailable, db_timeout.
task<std::int64_t> place_in_series(db::tenant_tx& tx);

/// Links the observations that were recorded before the chunk, with effect from when they were found. Links that were
/// set or cleared by somebody else stay. After the new ones are written. as_of: the day of the extract.
/// Errors: db_unavailable, db_timeout.
task<> link_recorded(db::tenant_tx& tx, date as_of);

}  // namespace vouch::record
