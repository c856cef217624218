#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace vouch {

/// Two lower-case hexadecimal digits per byte.
inline std::string to_hex(std::span<const std::byte> bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const auto byte : bytes) {
        text += digits[std::to_integer<unsigned>(byte) >> 4U];
        text += digits[std::to_integer<unsigned>(byte) & 15U];
    }
    return text;
}

}  // namespace vouch
