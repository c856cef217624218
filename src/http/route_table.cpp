#include "http/route_table.h"

#include <algorithm>

namespace vouch::http {

namespace {

std::vector<std::string_view> segments_of(std::string_view path) {
    std::vector<std::string_view> segments;
    while (path.size() > 1) {
        path.remove_prefix(1);
        const auto end = std::min(path.find('/'), path.size());
        segments.push_back(path.substr(0, end));
        path.remove_prefix(end);
    }
    return segments;
}

bool fits(const std::vector<std::string_view>& pattern, const std::vector<std::string>& segments) {
    const bool open = !pattern.empty() && pattern.back() == "*";
    if (open ? segments.size() + 1 < pattern.size() : segments.size() != pattern.size()) return false;
    for (std::size_t i = 0; i < pattern.size() - open; ++i) {
        if (pattern[i].starts_with('{') ? segments[i].empty() : pattern[i] != segments[i]) return false;
    }
    return true;
}

}  // namespace

route_table::route_table(std::vector<route> routes) : routes_(std::move(routes)) {
    for (const auto& each : routes_) segments_.push_back(segments_of(each.path));
}

matched_route route_table::match(request& wanted) const {
    matched_route outcome;
    const auto asked = wanted.by == method::head ? method::get : wanted.by;
    for (std::size_t i = 0; i < routes_.size(); ++i) {
        if (!fits(segments_[i], wanted.to.segments)) continue;
        const bool is_catch_all = !segments_[i].empty() && segments_[i].back() == "*";
        if (!outcome.allowed.empty() && is_catch_all) continue;  // its own path wants another method
        if (routes_[i].by != asked) {
            outcome.allowed += outcome.allowed.empty() ? "" : ", ";
            outcome.allowed += routes_[i].by == method::get ? "GET, HEAD" : name_of(routes_[i].by);
            continue;
        }
        for (std::size_t part = 0; part < segments_[i].size(); ++part) {
            if (segments_[i][part].starts_with('{')) wanted.captured.push_back(wanted.to.segments[part]);
        }
        outcome.found = &routes_[i];
        outcome.place = i;
        return outcome;
    }
    return outcome;
}

}  // namespace vouch::http
