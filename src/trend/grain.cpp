#include "trend/grain.h"

#include <array>
#include <string>

namespace vouch::trend {

namespace {
constexpr std::array<std::string_view, 5> grain_names{"day", "week", "month", "quarter", "year"};
}

std::string_view name_of(grain wanted) {
    return grain_names.at(static_cast<std::size_t>(wanted));
}

result<grain> parse_grain(std::string_view word) {
    for (std::size_t i = 0; i < grain_names.size(); ++i) {
        if (grain_names[i] == word) return static_cast<grain>(i);
    }
    return fail(errc::usage, "there is no grain \"" + std::string(word) + "\": use day, week, month, quarter or year");
}

}  // namespace vouch::trend
