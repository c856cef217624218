#pragma once
// One pass over the clock: slots that have passed become jobs. Any number of workers do it at the same time.
#include "job/engine.h"

namespace vouch::job {

struct fired {
    std::int64_t jobs = 0;
    std::optional<instant> next_at;  // when the next slot of any schedule is due
};

/// Decides every slot that has passed by `now`: its line in the ledger, its job and the cursor of its schedule are
/// written together. A schedule that cannot be read any more (a zone that is gone) is paused, and logged. Errors: those
/// of transaction::run.
task<fired> fire_due(engine& of, instant now);

}  // namespace vouch::job
