#pragma once
// One option or operand of a command, and how the text of each type is read. Nothing here knows the parser library.
#include <charconv>
#include <concepts>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/values.h"

namespace vouch::cli {

/// `spelling` is as in the help: "--from DATE" takes a value, "--json" does not, "FILE" is an operand.
struct argument {
    std::string spelling;
    std::string meaning;
    bool required = false;
    bool repeated = false;                                  // may be given several times; an operand takes the rest
    std::function<result<void>(std::string_view)> receive;  // empty text for an option without a value
};

result<void> read_text(std::string_view text, std::string& value);
result<void> read_text(std::string_view text, std::filesystem::path& value);
result<void> read_text(std::string_view text, date& value);
result<void> read_text(std::string_view text, instant& value);
result<void> read_text(std::string_view text, long long& value);

template <std::signed_integral Number>
result<void> read_text(std::string_view text, Number& value) {
    long long wide = 0;
    CHECK_RESULT(read_text(text, wide));
    value = static_cast<Number>(wide);
    if (value != wide) return fail(errc::usage, "\"" + std::string(text) + "\" is too large a number");
    return {};
}

template <class T>
result<void> read_text(std::string_view text, std::optional<T>& value) {
    return read_text(text, value.emplace());
}

template <class T>
result<void> read_text(std::string_view text, std::vector<T>& values) {
    return read_text(text, values.emplace_back());
}

template <class T>
inline constexpr bool takes_many = false;
template <class T>
inline constexpr bool takes_many<std::vector<T>> = true;

}  // namespace vouch::cli
