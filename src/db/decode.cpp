#include "db/decode.h"

#include <bit>
#include <concepts>
#include <cstring>
#include <fmt/format.h>
#include <limits>

namespace vouch::db {

namespace {

constexpr date epoch{std::chrono::days(10'957)};  // PostgreSQL counts from 2000-01-01
constexpr std::size_t array_elements_max = 1 << 26;

std::unexpected<error> does_not_fit(std::uint32_t type, std::string_view wanted) {
    return fail(errc::internal, fmt::format("type with OID {} is not read as {}", type, wanted));
}

result<> expect(std::uint32_t type, binary from, std::uint32_t wanted, std::size_t size, std::string_view words) {
    if (type != wanted) return does_not_fit(type, words);
    if (from.size() != size) return fail(errc::internal, fmt::format("{} bytes are not a {}", from.size(), words));
    return {};
}

template <std::unsigned_integral T>
T big_endian(binary from) {
    T raw;
    std::memcpy(&raw, from.data(), sizeof raw);
    return std::endian::native == std::endian::little ? std::byteswap(raw) : raw;
}

template <class T>
T read(binary from) {
    return std::bit_cast<T>(big_endian<std::make_unsigned_t<T>>(from));
}

template <std::signed_integral T>
result<> decode_whole_number(std::uint32_t type, binary from, T& to) {
    if (type == oid::int2 && from.size() == 2)
        to = read<std::int16_t>(from);
    else if (type == oid::int4 && from.size() == 4 && sizeof(T) >= 4)
        to = static_cast<T>(read<std::int32_t>(from));
    else if (type == oid::int8 && from.size() == 8 && sizeof(T) >= 8)
        to = static_cast<T>(read<std::int64_t>(from));
    else
        return does_not_fit(type, fmt::format("a whole number of {} bytes", sizeof(T)));
    return {};
}

bool is_array(std::uint32_t type) {
    return type == oid::bytea_array || type == oid::int4_array || type == oid::text_array || type == oid::int8_array ||
           type == oid::varchar_array || type == oid::date_array || type == oid::timestamptz_array ||
           type == oid::uuid_array;
}

}  // namespace

result<> decode(std::uint32_t type, binary from, bool& to) {
    CHECK_RESULT(expect(type, from, oid::boolean, 1, "boolean"));
    to = from[0] != std::byte{0};
    return {};
}

result<> decode(std::uint32_t type, binary from, std::int16_t& to) {
    return decode_whole_number(type, from, to);
}
result<> decode(std::uint32_t type, binary from, std::int32_t& to) {
    return decode_whole_number(type, from, to);
}
result<> decode(std::uint32_t type, binary from, std::int64_t& to) {
    return decode_whole_number(type, from, to);
}

result<> decode(std::uint32_t type, binary from, double& to) {
    CHECK_RESULT(expect(type, from, oid::float8, 8, "double precision"));
    to = std::bit_cast<double>(big_endian<std::uint64_t>(from));
    return {};
}

result<> decode(std::uint32_t type, binary from, std::string& to) {
    if (type == oid::jsonb) {
        if (from.empty() || from[0] != std::byte{1}) return fail(errc::internal, "jsonb of an unknown version");
        from = from.subspan(1);
    } else if (type != oid::text && type != oid::varchar && type != oid::bpchar && type != oid::name &&
               type != oid::json) {
        return does_not_fit(type, "text");
    }
    to.assign(reinterpret_cast<const char*>(from.data()), from.size());
    return {};
}

result<> decode(std::uint32_t type, binary from, date& to) {
    CHECK_RESULT(expect(type, from, oid::date, 4, "date"));
    const auto days = read<std::int32_t>(from);
    if (days == std::numeric_limits<std::int32_t>::max() || days == std::numeric_limits<std::int32_t>::min())
        return fail(errc::internal, "an infinite date");
    to = epoch + std::chrono::days(days);
    return {};
}

result<> decode(std::uint32_t type, binary from, instant& to) {
    CHECK_RESULT(expect(type, from, oid::timestamptz, 8, "timestamptz"));
    const auto microseconds = read<std::int64_t>(from);
    // Counted from 1970 instead of 2000, infinity and the last thirty years that PostgreSQL knows do not fit.
    constexpr auto shift = instant(epoch).time_since_epoch().count();
    if (microseconds > std::numeric_limits<std::int64_t>::max() - shift ||
        microseconds == std::numeric_limits<std::int64_t>::min())
        return fail(errc::internal, "an infinite instant");
    to = instant(std::chrono::microseconds(microseconds + shift));
    return {};
}

result<> decode(std::uint32_t type, binary from, uuid& to) {
    CHECK_RESULT(expect(type, from, oid::uuid, 16, "uuid"));
    std::memcpy(to.data, from.data(), 16);
    return {};
}

result<> decode(std::uint32_t type, binary from, bytes& to) {
    if (type != oid::bytea) return does_not_fit(type, "bytea");
    to.assign(from.begin(), from.end());
    return {};
}

result<> decode_exactly(std::uint32_t type, binary from, std::span<std::byte> to) {
    CHECK_RESULT(expect(type, from, oid::bytea, to.size(), fmt::format("bytea of {} bytes", to.size())));
    std::memcpy(to.data(), from.data(), to.size());
    return {};
}

// The bytes of an array: dimensions, has nulls, OID of the elements; per dimension size and lower bound; elements
// as length (-1: null) and bytes.
result<array_view> split_array(std::uint32_t type, binary from) {
    if (!is_array(type)) return does_not_fit(type, "an array");
    const auto broken = [] { return fail(errc::internal, "the bytes of an array are cut short"); };
    const auto take = [&from] {
        const auto number = read<std::int32_t>(from);
        from = from.subspan(4);
        return number;
    };
    if (from.size() < 12) return broken();
    const auto dimensions = take();
    take();
    array_view view;
    view.element_type = static_cast<std::uint32_t>(take());
    if (dimensions == 0) return view;
    if (dimensions != 1) return fail(errc::internal, fmt::format("an array of {} dimensions", dimensions));
    if (from.size() < 8) return broken();
    const auto count = take();
    take();
    if (count < 0 || static_cast<std::size_t>(count) > std::min(array_elements_max, from.size() / 4)) return broken();
    view.elements.reserve(static_cast<std::size_t>(count));
    for (std::int32_t i = 0; i < count; ++i) {
        if (from.size() < 4) return broken();
        const auto length = take();
        if (length < 0) {
            view.elements.push_back({});
            continue;
        }
        const auto size = static_cast<std::size_t>(length);
        if (from.size() < size) return broken();
        view.elements.push_back({from.first(size)});
        from = from.subspan(size);
    }
    return view;
}

}  // namespace vouch::db
