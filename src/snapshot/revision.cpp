#include "snapshot/revision.h"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <map>
#include <utility>

namespace vouch::snapshot {

namespace {

namespace json = boost::json;

/// A member of an object; null where there is none.
const json::value* member(const json::value* value, std::string_view name) {
    const auto* object = value == nullptr ? nullptr : value->if_object();
    return object == nullptr ? nullptr : object->if_contains({name.data(), name.size()});
}

const json::array* list(const json::value* value) {
    return value == nullptr ? nullptr : value->if_array();
}

/// None also where it is unknown, which is null.
std::optional<std::int64_t> number(const json::value* value) {
    const auto* found = value == nullptr ? nullptr : value->if_int64();
    return found == nullptr ? std::nullopt : std::optional(*found);
}

}  // namespace

result<revised_day> read_revision(date business_date, std::int32_t revision, std::string_view document) {
    boost::system::error_code problem;
    const auto parsed = json::parse({document.data(), document.size()}, problem);
    const auto definition = number(member(member(&parsed, "previous"), "definition_version"));
    const auto* differences = list(member(&parsed, "differences"));
    const auto* change_sets = list(member(&parsed, "change_sets"));
    if (problem || !definition || differences == nullptr || change_sets == nullptr) {
        return fail(
            errc::bad_input,
            "revision " + std::to_string(revision) + " of " + to_string(business_date) + " does not say what it revised"
        );
    }
    revised_day day{business_date, revision, static_cast<std::int32_t>(*definition), {}, {}};
    for (const auto& each : *differences) {
        const auto* path = member(&each, "path");
        if (path == nullptr || !path->is_string()) {
            return fail(errc::bad_input, "a difference of " + to_string(business_date) + " names no number");
        }
        day.differences.push_back(
            {std::string(path->get_string()), number(member(&each, "was")), number(member(&each, "is"))}
        );
    }
    for (const auto& each : *change_sets) {
        if (const auto seq = number(&each)) day.change_sets.push_back(*seq);
    }
    return day;
}

std::vector<revised_metric> by_metric(const std::vector<revised_day>& days) {
    std::map<std::string, revised_metric> found;
    for (const auto& day : days) {
        for (const auto& each : day.differences) {
            const auto [at, is_new] = found.try_emplace(each.path);
            auto& metric = at->second;
            if (is_new) {
                metric.path = each.path;
                metric.first = day.business_date;
            }
            ++metric.days;
            metric.last = day.business_date;
            metric.was = each.was;
            metric.is = each.is;
        }
    }
    std::vector<revised_metric> all;
    for (auto& [path, metric] : found) all.push_back(std::move(metric));
    std::ranges::sort(all, {}, [](const revised_metric& each) { return std::pair(-each.days, each.path); });
    return all;
}

}  // namespace vouch::snapshot
