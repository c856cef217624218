#pragma once
// Deleting: what pointed to the deleted lets go of it in the same transaction, as a recorded change, and nothing else
// is lost. History keeps the deleted, and a plain DELETE that would leave a pointer behind is refused by the database.
#include <cstdint>

#include "base/task.h"
#include "base/values.h"
#include "db/tenant_tx.h"

namespace vouch::record {

/// Deletes an observation with its words; those that repeat it repeat nothing from then on. Returns how many those are.
/// The author of the transaction is named and gives a reason.
/// Errors: not_found; conflict (somebody linked to it in the meantime: retry); refused (no reason);
/// not_permitted (no named actor); db_busy, db_unavailable, db_timeout.
task<std::int64_t> delete_observation(db::tenant_tx& tx, uuid id);

/// Deletes an engagement; its observations belong to none from then on. Returns how many those are. As above.
task<std::int64_t> delete_engagement(db::tenant_tx& tx, uuid id);

}  // namespace vouch::record
