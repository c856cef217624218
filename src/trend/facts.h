#pragma once
// The facts of a version, and in what two of them differ.
#include <boost/json/object.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"

namespace vouch::trend {

struct moved_fact {
    std::string name;  // "status"
    std::string was;   // "" : nothing
    std::string is_now;
};

/// The object that a text is; empty when there is none. Errors: internal (something else than a JSON object).
result<boost::json::object> parse_facts(const std::optional<std::string>& text);

/// By name. Errors: as parse_facts.
result<std::vector<moved_fact>> facts_between(
    const std::optional<std::string>& was, const std::optional<std::string>& is_now
);

}  // namespace vouch::trend
