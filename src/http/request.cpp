#include "http/request.h"

#include <algorithm>
#include <fmt/format.h>

namespace vouch::http {

std::string_view name_of(method which) {
    switch (which) {
        case method::get: return "GET";
        case method::head: return "HEAD";
        case method::post: return "POST";
        case method::other: return "OTHER";
    }
    return "OTHER";
}

std::optional<std::string_view> request::parameter(std::string_view name) const {
    for (const auto& [given, value] : to.parameters) {
        if (given == name) return value;
    }
    return std::nullopt;
}

result<> request::allow_only(std::span<const std::string_view> known) const {
    for (const auto& [given, value] : to.parameters) {
        if (std::ranges::find(known, given) != known.end()) continue;
        return fail(
            errc::usage,
            known.empty() ? fmt::format("there is no parameter \"{}\", nor any other", given)
                          : fmt::format("there is no parameter \"{}\"; there are {}", given, fmt::join(known, ", "))
        );
    }
    return {};
}

}  // namespace vouch::http
