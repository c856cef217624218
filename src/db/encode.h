#pragma once
// Parameters travel as text, the form every type of PostgreSQL reads; the server finds the type from the statement.
#include <array>
#include <boost/describe/enum_to_string.hpp>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/error.h"
#include "base/values.h"

namespace vouch::db {

using bytes = std::vector<std::byte>;

/// The text form of one value. An enumeration described with BOOST_DESCRIBE_ENUM is written as its name.
std::string encode(bool value);
std::string encode(std::int16_t value);
std::string encode(std::int32_t value);
std::string encode(std::int64_t value);
std::string encode(double value);
std::string encode(std::string_view value);
std::string encode(date value);
std::string encode(instant value);
std::string encode(const uuid& value);
std::string encode(std::span<const std::byte> value);
inline std::string encode(const std::string& value) {
    return value;
}
inline std::string encode(const char* value) {
    return value;
}
inline std::string encode(const bytes& value) {
    return encode(std::span<const std::byte>(value));
}
template <std::size_t N>
std::string encode(const std::array<std::byte, N>& value) {
    return encode(std::span<const std::byte>(value));
}
template <class E>
    requires std::is_enum_v<E> && (!std::is_same_v<E, std::byte>)
std::string encode(E value) {
    return boost::describe::enum_to_string(value, "");
}

/// An element of an array literal, in double quotes with " and \ escaped.
std::string quote_element(std::string_view text);

/// An array literal: {"a","b",NULL}. An empty vector is {}.
template <class T>
std::string encode_array(const std::vector<T>& values) {
    std::string text = "{";
    for (const auto& value : values) {
        if (text.size() > 1) text += ',';
        if constexpr (requires { value.has_value(); }) {
            text += value ? quote_element(encode(*value)) : "NULL";
        } else {
            text += quote_element(encode(value));
        }
    }
    return text += '}';
}

/// The values of $1, $2, ... of one statement.
class parameters {
public:
    parameters() = default;

    template <class... P>
    static parameters of(const P&... values) {
        parameters list;
        list.texts_.reserve(sizeof...(values));
        (list.add(values), ...);
        return list;
    }

    template <class T>
    void add(const T& value) {
        texts_.emplace_back(encode(value));
    }
    template <class T>
    void add(const std::optional<T>& value) {
        if (value)
            add(*value);
        else
            add_null();
    }
    template <class T>
    void add(const std::vector<T>& values) {
        if constexpr (std::is_same_v<T, std::byte>)
            texts_.emplace_back(encode(values));
        else
            texts_.emplace_back(encode_array(values));
    }
    void add_null() { texts_.emplace_back(std::nullopt); }

    const std::vector<std::optional<std::string>>& texts() const { return texts_; }

    /// A zero byte would silently end a text on its way. Errors: bad_input, naming the parameter.
    result<> check(std::string_view statement_name) const;

private:
    std::vector<std::optional<std::string>> texts_;
};

}  // namespace vouch::db
