#pragma once
// A request as handlers see it: read whole, within its limits, its address taken apart.
#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "http/target.h"

namespace vouch::http {

enum class method { get, head, post, other };
std::string_view name_of(method which);

using deadline = std::chrono::steady_clock::time_point;

struct request {
    method by = method::get;
    target to;
    std::vector<std::string> captured;  // what the {names} of its route stand for, in their order
    std::string id;                     // stands in the reply, in each line of the log and in nothing else
    deadline ends_by;                   // when the answer must be there
    std::string if_none_match;          // "" where the header is missing, as the others
    std::string accept_encoding;
    std::string range;
    std::string if_range;
    std::string body;
    std::vector<std::string_view> statements;  // that were run for it, for the log

    /// The value of a parameter; none: it is not given.
    std::optional<std::string_view> parameter(std::string_view name) const;
    /// Errors: usage, listing `known`, when a parameter is given that is not among them.
    result<> allow_only(std::span<const std::string_view> known) const;
};

}  // namespace vouch::http
