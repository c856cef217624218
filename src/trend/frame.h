#pragma once
// Which snapshot stands for each period of a tenant's calendar, as reported. It is the same for every subject, and
// holds for as long as nothing is recorded and the day does not end there; a snapshot never changes.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/task.h"
#include "base/values.h"
#include "db/pool.h"
#include "db/tenant_tx.h"
#include "trend/grain.h"

namespace vouch::trend {

/// A snapshot that was taken.
struct framed_snapshot {
    date business_date;
    std::int32_t revision = 1;
    std::string origin;  // observed or replayed
    std::int64_t known_seq = 0;
    std::optional<std::string> figures;  // as snapshot/figures.h; none: of a month end
};

struct framed_period {
    std::string label;  // "FY 2025-26 Q3"
    date starts_on;     // first day of the whole period
    date ends_on;       // last day of the whole period
    bool partial = false;
    std::optional<framed_snapshot> taken;  // none: a gap
};

struct frame {
    date first;  // the range it covers
    date last;
    std::vector<framed_period> periods;  // oldest first; one per period that meets the range, and the one before
    std::vector<date> month_ends;        // of which read_figures has the figures
};

/// Errors: db_unavailable, db_timeout.
task<frame> read_frame(db::tenant_tx& tx, grain by, date first, date last, date today);

/// As snapshot/figures.h, of each period of a frame; none: a gap.
using frame_figures = std::vector<std::optional<std::string>>;

/// Errors: internal (a snapshot of the frame is not there), db_unavailable, db_timeout.
task<frame_figures> read_figures(db::tenant_tx& tx, const frame& of);
/// The same in one short round trip, of a frame that was read before. None: a snapshot of it was taken away since.
/// Errors: db_unavailable, db_timeout, db_busy.
task<std::optional<frame_figures>> read_figures(db::pool& app, uuid tenant, const frame& of);

}  // namespace vouch::trend
