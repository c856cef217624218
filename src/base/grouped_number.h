#pragma once
#include <concepts>
#include <fmt/format.h>
#include <string>

namespace vouch {

/// Digits in groups of three: 39,006.
std::string grouped(std::integral auto number) {
    auto digits = fmt::to_string(number);
    const int sign = digits.starts_with('-') ? 1 : 0;
    for (auto place = static_cast<int>(digits.size()) - 3; place > sign; place -= 3) {
        digits.insert(static_cast<std::size_t>(place), ",");
    }
    return digits;
}

}  // namespace vouch
