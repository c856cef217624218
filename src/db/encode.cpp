#include "db/encode.h"

#include <fmt/format.h>

namespace vouch::db {

std::string encode(bool value) {
    return value ? "t" : "f";
}
std::string encode(std::int16_t value) {
    return std::to_string(value);
}
std::string encode(std::int32_t value) {
    return std::to_string(value);
}
std::string encode(std::int64_t value) {
    return std::to_string(value);
}
std::string encode(double value) {
    return fmt::format("{}", value);
}
std::string encode(std::string_view value) {
    return std::string(value);
}
std::string encode(date value) {
    return to_string(value);
}
std::string encode(instant value) {
    return to_string(value);
}
std::string encode(const uuid& value) {
    return to_string(value);
}

std::string encode(std::span<const std::byte> value) {
    static constexpr char digits[] = "0123456789abcdef";
    std::string text = "\\x";
    text.reserve(2 + 2 * value.size());
    for (const auto byte : value) {
        const auto number = std::to_integer<unsigned>(byte);
        text += digits[number >> 4];
        text += digits[number & 15];
    }
    return text;
}

std::string quote_element(std::string_view text) {
    std::string quoted = "\"";
    quoted.reserve(text.size() + 2);
    for (const char c : text) {
        if (c == '"' || c == '\\') quoted += '\\';
        quoted += c;
    }
    return quoted += '"';
}

result<> parameters::check(std::string_view statement_name) const {
    for (std::size_t i = 0; i < texts_.size(); ++i) {
        if (texts_[i] && texts_[i]->find('\0') != std::string::npos) {
            return fail(
                errc::bad_input,
                fmt::format("parameter ${} holds a zero byte, which no text of PostgreSQL can", i + 1),
                std::string(statement_name)
            );
        }
    }
    return {};
}

}  // namespace vouch::db
