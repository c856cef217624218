#pragma once
// A metrics document as PostgreSQL prints it, and the numbers in it.
#include <boost/json/value.hpp>
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/error.h"

namespace vouch::trend {

class metrics_document {
public:
    metrics_document() = default;  // knows nothing

    /// Errors: internal (no JSON).
    static result<metrics_document> parse(std::string_view text);

    /// The sum of members: "group.member", or several joined by "+". None: one of them is unknown.
    std::optional<std::int64_t> sum(std::string_view paths) const;

private:
    boost::json::value groups_;
};

}  // namespace vouch::trend
