#pragma once
// The lengths of a period.
#include <string_view>

#include "base/error.h"

namespace vouch::trend {

/// Quarters and years are fiscal, by the tenant's calendar.
enum class grain { day, week, month, quarter, year };

/// Errors: usage, listing the words.
result<grain> parse_grain(std::string_view word);
std::string_view name_of(grain wanted);

}  // namespace vouch::trend
