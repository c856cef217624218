#pragma once
// One engagement of the made-up bank: fieldwork, drafts, review and report.
#include <cstddef>
#include <span>
#include <string>

#include "demo/audit_year.h"

namespace vouch::demo {

struct engagement {
    int number = 0;  // unique
    uuid id;
    std::size_t place = 0;
    bool is_theme = false;  // looks at one area, instead of the whole place
    std::size_t area = 0;
    date scheduled_on;
    std::size_t lead = 0, second = 0;  // of auditors
    std::size_t manager = 0;
    std::string report_number;
    std::string reference_prefix;
};

/// What can be found at a place.
std::span<const subject> subjects_at(std::size_t place);

/// From the plan to the report, with every observation to its end; or cancelled.
void tell_engagement(story& bank, memory& known, const engagement& planned);

}  // namespace vouch::demo
