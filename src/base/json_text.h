#pragma once
// JSON of described structs: BOOST_DESCRIBE_STRUCT names the members, an optional without a value is null (present and
// null: an unknown number is never left out), dates and instants are strings.
#include <boost/describe/members.hpp>
#include <boost/mp11/algorithm.hpp>
#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/values.h"

namespace vouch {

/// A JSON string: quoted, with what must be escaped escaped as RFC 8785 does.
std::string json_quoted(std::string_view text);

inline std::string json_text(std::string_view value) {
    return json_quoted(value);
}
inline std::string json_text(const std::string& value) {
    return json_quoted(value);
}
inline std::string json_text(const char* value) {
    return json_quoted(value);
}
inline std::string json_text(bool value) {
    return value ? "true" : "false";
}
inline std::string json_text(std::integral auto value) {
    return std::to_string(value);
}
inline std::string json_text(date value) {
    return json_quoted(to_string(value));
}
inline std::string json_text(instant value) {
    return json_quoted(to_string(value));
}
inline std::string json_text(const uuid& value) {
    return json_quoted(to_string(value));
}

template <class T>
std::string json_text(const std::optional<T>& value);
template <class T>
std::string json_text(const std::vector<T>& values);

template <class T>
    requires boost::describe::has_describe_members<T>::value
std::string json_text(const T& value) {
    std::string out = "{";
    boost::mp11::mp_for_each<boost::describe::describe_members<T, boost::describe::mod_public>>([&](auto member) {
        out += (out.size() > 1 ? "," : "") + json_quoted(member.name) + ":" + json_text(value.*member.pointer);
    });
    return out + "}";
}

template <class T>
std::string json_text(const std::optional<T>& value) {
    return value ? json_text(*value) : "null";
}

template <class T>
std::string json_text(const std::vector<T>& values) {
    std::string out = "[";
    for (const auto& value : values) out += (out.size() > 1 ? "," : "") + json_text(value);
    return out + "]";
}

}  // namespace vouch
