#pragma once
// Values as people read them in tables; what is unknown is "-".
#include <optional>
#include <string>

#include "base/values.h"

namespace vouch::cli {

std::string in_words(std::string status);  // NO_LONGER_VALID: "no longer valid"
std::string in_words(const std::optional<std::string>& status);
std::string in_words(const std::optional<date>& day);  // "02 Mar 2015"
std::string in_words(const std::optional<bool>& answer);

}  // namespace vouch::cli
