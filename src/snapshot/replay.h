#pragma once
// Days that were never captured, rebuilt from history.
#include <cstdint>
#include <optional>
#include <string>

#include "base/progress.h"
#include "base/task.h"
#include "base/values.h"
#include "db/pool.h"

namespace vouch::snapshot {

inline constexpr int days_per_replay_max = 1'100;  // three years; one statement, one transaction

// As of the dates of an import: an earlier one is a slip of the pen. Snapshots are not taken back, and the first of a
// tenant is where its trends begin.
inline constexpr date first_replayable{std::chrono::year(1900) / 1 / 1};

/// Which days to replay; none: from the first fact to the last.
struct day_range {
    std::optional<date> first;
    std::optional<date> last;
};

struct replayed {
    std::optional<date> first;  // none: there is nothing to replay
    std::optional<date> last;
    std::int64_t days = 0;
    std::int64_t written = 0;  // the others have a snapshot, had one or are not due
    std::int64_t retired = 0;  // had one
};

/// Rebuilds the snapshots of a range of days from history as known now, in one pass over the versions for every three
/// years; days that have a snapshot are left alone, and so are those whose snapshot was retired: what was taken away on
/// purpose does not come back by the way. Interrupted, it goes on where it stopped when it is called again.
/// recorded_at: simulated tenants only. Errors: bad_input (first after last, or before
/// first_replayable), db_unavailable, db_timeout.
task<replayed> replay(
    db::pool& batch,
    uuid tenant,
    day_range range,
    instant now,
    std::string actor,
    progress_report report,
    std::optional<instant> recorded_at = std::nullopt
);

}  // namespace vouch::snapshot
