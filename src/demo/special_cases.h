#pragma once
// What the made-up life has to show: written by hand, not by chance.
#include "demo/audit_year.h"

namespace vouch::demo {

/// Observations of the special cases, by what they show.
struct shown {
    uuid entered_late;      // the most serious of the closings that were entered months late
    uuid entered_in_error;  // stood in reports, then deleted
    uuid date_corrected;    // its closing was dated too early
    uuid found_four_times;  // the last of its chain
};

/// Tells them, and sets their findings apart so that chance does not find them too.
shown tell_special_cases(story& bank, memory& known);

}  // namespace vouch::demo
