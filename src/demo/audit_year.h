#pragma once
// The plans of the made-up bank's audit department, and what its engagements find.
#include <map>
#include <set>

#include "demo/observation_life.h"

namespace vouch::demo {

/// What was found so far, to tell what is found again.
struct memory {
    std::map<finding, observation_life> last;  // its last occurrence
    std::set<finding> told_apart;              // findings that have a story of their own
};

/// Every quarter from the first day to the last: its plan, the engagements, their observations from draft to the end.
void tell_audits(story& bank, memory& known);

}  // namespace vouch::demo
