#pragma once
// The whole life of a bank that never was: three fiscal years of audits from a fixed seed, decided here as a list of
// events before any of it is recorded.
#include <string>
#include <vector>

#include "demo/event.h"
#include "demo/special_cases.h"

namespace vouch::demo {

struct life {
    std::vector<event> events;  // oldest first
    shown seen;
};

/// The same for every call.
life life_of_the_bank(const uuid& tenant_id);

/// The reference under which an observation was issued; empty when it never was.
std::string reference_of(const life& told, const uuid& observation);

}  // namespace vouch::demo
