#include "trend/metrics_document.h"

#include <boost/json/parse.hpp>
#include <ranges>

namespace vouch::trend {

result<metrics_document> metrics_document::parse(std::string_view text) {
    boost::system::error_code problem;
    metrics_document document;
    document.groups_ = boost::json::parse({text.data(), text.size()}, problem);
    if (problem) return fail(errc::internal, "a metrics document is no JSON");
    return document;
}

std::optional<std::int64_t> metrics_document::sum(std::string_view paths) const {
    std::int64_t total = 0;
    for (const auto part : std::views::split(paths, '+')) {
        const std::string_view path(part.begin(), part.end());
        const auto dot = path.find('.');
        const auto* groups = groups_.if_object();
        const auto* group = groups == nullptr ? nullptr : groups->if_contains(path.substr(0, dot));
        const auto* members = group == nullptr ? nullptr : group->if_object();
        const auto* member = members == nullptr ? nullptr : members->if_contains(path.substr(dot + 1));
        const auto* number = member == nullptr ? nullptr : member->if_int64();
        if (number == nullptr) return std::nullopt;
        total += *number;
    }
    return total;
}

}  // namespace vouch::trend
