#pragma once
// What the made-up bank has to comply with, in words of its own. No circular is cited: these are not real requirements.
#include <cstdint>
#include <span>
#include <string_view>

namespace vouch::demo {

enum class frequency : std::uint8_t { monthly, quarterly, half_yearly, yearly };

struct requirement {
    std::string_view category;
    std::string_view text;
    frequency reviewed = frequency::quarterly;
    std::string_view not_applicable_because = {};  // empty: it applies
};

std::span<const requirement> requirements();

}  // namespace vouch::demo
