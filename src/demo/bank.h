#pragma once
// Records the life of the made-up bank through the same path as everybody's, day after day by its own clock, and takes
// its daily captures on the way.
#include <optional>

#include "base/progress.h"
#include "base/task.h"
#include "base/values.h"
#include "db/pool.h"
#include "demo/life.h"
#include "tenant/tenants.h"

namespace vouch::demo {

inline constexpr std::string_view slug = "demo";

struct made {
    tenant::identity whose;
    life told;
    std::size_t wanted = 0;    // events until the day asked for
    std::size_t recorded = 0;  // of these, just now; the others were recorded before
};

/// Founds the simulated tenant "demo" where it is missing and records what it does not know yet of its life, up to and
/// with the capture of `until` (none: to the end); interrupted, it goes on where it stopped. The same life gives the
/// same chain on every machine. app and batch: pools of the roles vouch_app and vouch_batch. Errors: conflict (a
/// tenant "demo" that is not simulated, or into which somebody else wrote before its life was complete),
/// db_unavailable, db_timeout.
task<made> make_bank(db::pool& app, db::pool& batch, std::optional<date> until, progress_report report);

}  // namespace vouch::demo
