#pragma once
// What a retirement lists: snapshots that were taken away on purpose, so that the chain accounts for them.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace vouch::seal {

/// A snapshot as its own change set lists it.
struct retired_snapshot {
    std::string id;      // "2024-01-05/1"
    std::string digest;  // 64 hexadecimal digits
    std::int64_t seq = 0;
    std::int32_t ordinal = 0;
};

/// The list of a retirement, as stored. An element that names no snapshot by all four retires none and is left out.
std::vector<retired_snapshot> read_retired(std::string_view document);

}  // namespace vouch::seal
