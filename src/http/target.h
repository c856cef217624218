#pragma once
// The target of a request, taken apart: the segments of its path and its parameters, decoded.
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"

namespace vouch::http {

inline constexpr std::size_t target_bytes_max = 8 * 1024;
inline constexpr std::size_t segments_max = 16;
inline constexpr std::size_t parameters_max = 32;

struct target {
    std::string path;                                             // as sent, without the query: "/api/v1/tenants"
    std::vector<std::string> segments;                            // decoded: {"api", "v1", "tenants"}; "/" has none
    std::vector<std::pair<std::string, std::string>> parameters;  // decoded, in their order, each name once
};

/// Takes "/path?query" or "http://host/path?query" apart; "+" in a query is a space.
/// Errors: bad_input: no such form, a percent sign without two digits, text that is no UTF-8 or has control characters,
/// a segment "." or "..", a parameter twice, or too many of them.
result<target> parse_target(std::string_view text);

/// "host:80" of "http://host:80/path"; empty: the target names no host.
std::string_view authority_of(std::string_view target);

/// Text as it stands in a path or a query: all but letters, digits and "-._~" as %XX.
std::string percent_encoded(std::string_view text);

}  // namespace vouch::http
