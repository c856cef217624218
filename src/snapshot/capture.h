#pragma once
// The daily capture: the metrics of each tenant at the end of a business date, taken at a slot after it.
#include <optional>
#include <string>
#include <vector>

#include "base/task.h"
#include "base/values.h"
#include "db/pool.h"

namespace vouch::snapshot {

// One statement, one transaction. Not more: the wall asks each look-up of a tenant's settings which tenants the batch
// has.
inline constexpr std::size_t tenants_per_capture_max = 64;

struct captured {
    uuid tenant_id;
    date business_date;
};

/// Captures, for each tenant that has none yet, the snapshot of a business date (none: the last one due at now), in
/// batches. Running it again, or on several machines at once, writes nothing twice.
/// batch: a pool of role vouch_batch. Errors: db_unavailable, db_timeout; batches done before it stay.
task<std::vector<captured>> capture(
    db::pool& batch, std::vector<uuid> tenants, std::optional<date> business_date, instant now, std::string actor
);

}  // namespace vouch::snapshot
