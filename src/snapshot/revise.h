#pragma once
// Days that were captured or replayed, computed again with what is known today: where a number differs, a further
// revision beside the one that stands. What was reported stays what was reported.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/progress.h"
#include "base/task.h"
#include "base/values.h"
#include "db/pool.h"
#include "snapshot/replay.h"
#include "snapshot/revision.h"

namespace vouch::snapshot {

/// A change set that stands behind a revision.
struct change_set_named {
    std::int64_t seq = 0;
    instant recorded_at;
    std::string actor;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(change_set_named, (), (seq, recorded_at, actor, reason))

struct revised {
    std::optional<date> first;  // none: no snapshot in the range
    std::optional<date> last;
    std::int64_t days = 0;                    // with a snapshot, and not sealed
    std::int64_t sealed_days = 0;             // left as they were reported
    std::vector<std::string> sealed_periods;  // in which they lie
    std::int32_t definition_version = 0;      // of the metric definitions used
    std::vector<revised_day> revisions;       // written, ascending
    std::vector<change_set_named> behind;     // all that stand behind one of them, ascending
};

/// Writes a further revision of each day of a range (none: all days) that has a snapshot, does not lie in a sealed
/// period and whose metrics, as known now and by the current definitions, differ from its last revision. Where nothing
/// differs nothing is written; called again it writes nothing. batch: a pool of role vouch_batch. Errors: bad_input
/// (first after last, no reason), refused (every day of the range lies in a sealed period), db_unavailable, db_timeout;
/// what was written before them stays.
task<revised> revise(
    db::pool& batch, uuid tenant, day_range range, std::string reason, std::string actor, progress_report report
);

}  // namespace vouch::snapshot
