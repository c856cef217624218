#pragma once
// The name of a record in its source: the same in every later file of that source, whatever else changes in the row.
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace vouch::record {

inline constexpr std::size_t external_ref_bytes_max = 400;  // before the number of an occurrence

/// "source/part/part". In a part % / # and control characters are written %25 %2F %23 ...; a reference over the limit
/// keeps its beginning and ends in ~ and 32 digits of the SHA-256 of the whole.
std::string external_ref(std::string_view source, std::span<const std::string_view> parts);

/// The reference of the n-th record with the same key, from 1: the first is the reference itself, then ref#2, ref#3.
std::string numbered(std::string ref, std::uint64_t occurrence);

}  // namespace vouch::record
