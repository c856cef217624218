#pragma once
// Which of two answers is meant by "the figures of a past day".
#include <optional>
#include <string_view>

#include "base/error.h"
#include "base/values.h"

namespace vouch::trend {

enum class basis {
    reported,  // what snapshots say: what was known when each day was captured
    restated,  // what history says, as known at one moment, today's by default
};
std::string_view name_of(basis wanted);

/// Errors: bad_input when a moment of knowledge is asked for of what was reported.
result<> check_known_at(basis wanted, const std::optional<instant>& known_at);

}  // namespace vouch::trend
