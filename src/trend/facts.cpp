#include "trend/facts.h"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <set>

namespace vouch::trend {

namespace json = boost::json;

namespace {

std::string text_of(const json::value& value) {
    return value.is_string() ? std::string(value.get_string()) : json::serialize(value);
}

}  // namespace

result<json::object> parse_facts(const std::optional<std::string>& text) {
    if (!text) return json::object();
    boost::system::error_code problem;
    auto parsed = json::parse(*text, problem);
    if (problem || !parsed.is_object()) return fail(errc::internal, "the facts of a version are no JSON object");
    return std::move(parsed.get_object());
}

result<std::vector<moved_fact>> facts_between(
    const std::optional<std::string>& was, const std::optional<std::string>& is_now
) {
    TRY(before, parse_facts(was));
    TRY(after, parse_facts(is_now));
    std::set<std::string> names;
    for (const auto& fact : before) names.emplace(fact.key());
    for (const auto& fact : after) names.emplace(fact.key());
    std::vector<moved_fact> facts;
    for (const auto& name : names) {
        const auto *old = before.if_contains(name), *young = after.if_contains(name);
        auto from = old == nullptr ? std::string() : text_of(*old);
        auto to = young == nullptr ? std::string() : text_of(*young);
        if (from != to) facts.push_back({name, std::move(from), std::move(to)});
    }
    return facts;
}

}  // namespace vouch::trend
