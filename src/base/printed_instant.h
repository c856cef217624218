#pragma once
#include <string>

#include "base/values.h"

namespace vouch {

/// An instant as people read it, the same in every locale, to the second: "2026-03-01 19:30:05 UTC".
std::string printed_instant(instant moment);

/// How long before or after `now` it is, in the largest unit that fits: "5 minutes ago", "in 3 days", "now".
std::string printed_age(instant moment, instant now);

/// A span of time, its sign left out: "1 second", "36 hours".
std::string printed_span(std::chrono::microseconds span);

}  // namespace vouch
