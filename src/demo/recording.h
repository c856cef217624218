#pragma once
#include "base/task.h"
#include "base/values.h"
#include "db/pool.h"
#include "demo/event.h"

namespace vouch::demo {

/// Records one event in one transaction, in the name of whoever did it, at its own simulated time.
/// Errors: those of the function of the record that it calls; db_unavailable, db_timeout.
task<> record_event(db::pool& app, db::pool& batch, const uuid& tenant_id, const event& happened);

}  // namespace vouch::demo
