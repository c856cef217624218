#pragma once
// From the binary form of PostgreSQL to values, by the OID of the type. A type that does not fit is never converted.
#include <array>
#include <boost/describe/enum_from_string.hpp>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/error.h"
#include "base/values.h"
#include "db/encode.h"

namespace vouch::db {

/// OIDs of the built-in types that are read (they are fixed for ever by pg_type.dat).
namespace oid {
inline constexpr std::uint32_t boolean = 16, bytea = 17, name = 19, int8 = 20, int2 = 21, int4 = 23, text = 25,
                               json = 114, float8 = 701, bpchar = 1042, varchar = 1043, date = 1082, timestamptz = 1184,
                               uuid = 2950, jsonb = 3802;
inline constexpr std::uint32_t bytea_array = 1001, int4_array = 1007, text_array = 1009, int8_array = 1016,
                               varchar_array = 1015, date_array = 1182, timestamptz_array = 1185, uuid_array = 2951;
}  // namespace oid

using binary = std::span<const std::byte>;

/// Each reads one value that is not null. Errors: internal, without the column (the caller adds it): the type does
/// not fit, the bytes are not of that type, or a date or instant is infinite.
/// Whole numbers may widen (int4 into int64), never narrow. text reads text, varchar, name, json and jsonb.
result<> decode(std::uint32_t type, binary from, bool& to);
result<> decode(std::uint32_t type, binary from, std::int16_t& to);
result<> decode(std::uint32_t type, binary from, std::int32_t& to);
result<> decode(std::uint32_t type, binary from, std::int64_t& to);
result<> decode(std::uint32_t type, binary from, double& to);
result<> decode(std::uint32_t type, binary from, std::string& to);
result<> decode(std::uint32_t type, binary from, date& to);
result<> decode(std::uint32_t type, binary from, instant& to);
result<> decode(std::uint32_t type, binary from, uuid& to);
result<> decode(std::uint32_t type, binary from, bytes& to);
/// bytea of exactly to.size() bytes, such as a hash.
result<> decode_exactly(std::uint32_t type, binary from, std::span<std::byte> to);

/// One element of an array: none when null.
struct array_element {
    std::optional<binary> value;
};
struct array_view {
    std::uint32_t element_type = 0;
    std::vector<array_element> elements;
};
/// Splits an array of one dimension. Errors: internal.
result<array_view> split_array(std::uint32_t type, binary from);

template <std::size_t N>
result<> decode(std::uint32_t type, binary from, std::array<std::byte, N>& to) {
    return decode_exactly(type, from, to);
}

/// An enumeration described with BOOST_DESCRIBE_ENUM is read from text by name.
template <class E>
    requires std::is_enum_v<E>
result<> decode(std::uint32_t type, binary from, E& to) {
    std::string name;
    CHECK_RESULT(decode(type, from, name));
    if (!boost::describe::enum_from_string(name.c_str(), to)) return fail(errc::internal, "unknown name " + name);
    return {};
}

/// A value or null. Errors: internal: null where the member is not optional.
template <class T>
result<> decode_nullable(std::uint32_t type, std::optional<binary> from, T& to);
template <class T>
result<> decode_nullable(std::uint32_t type, std::optional<binary> from, std::optional<T>& to);

template <class T>
result<> decode(std::uint32_t type, binary from, std::vector<T>& to) {
    TRY(array, split_array(type, from));
    to.clear();
    to.reserve(array.elements.size());
    for (const auto& element : array.elements) {
        T value{};
        CHECK_RESULT(decode_nullable(array.element_type, element.value, value));
        to.push_back(std::move(value));
    }
    return {};
}

template <class T>
result<> decode_nullable(std::uint32_t type, std::optional<binary> from, T& to) {
    if (!from) return fail(errc::internal, "null where a value is needed");
    return decode(type, *from, to);
}

template <class T>
result<> decode_nullable(std::uint32_t type, std::optional<binary> from, std::optional<T>& to) {
    if (!from) {
        to.reset();
        return {};
    }
    return decode(type, *from, to.emplace());
}

}  // namespace vouch::db
