#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"

namespace vouch::trend {

/// "severity.high_open" -> its number; none: unknown.
using figures = std::map<std::string, std::optional<std::int64_t>>;

/// Every figure of a metrics document. Errors: internal (no JSON object).
result<figures> figures_of(std::string_view document);

}  // namespace vouch::trend
