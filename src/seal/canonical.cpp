#include "seal/canonical.h"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>
#include <map>

#include "base/hex.h"
#include "base/json_text.h"

namespace vouch::seal {

namespace {

std::string text_of(instant moment) {
    return std::to_string(moment.time_since_epoch().count());
}

result<std::string> canonical_value(const boost::json::value& value) {
    if (value.is_bool()) return value.get_bool() ? "true" : "false";
    if (value.is_int64()) return std::to_string(value.get_int64());
    if (value.is_uint64()) return std::to_string(value.get_uint64());
    if (value.is_string()) return json_quoted(std::string_view(value.get_string()));
    if (value.is_null()) return "null";
    if (value.is_array()) {
        std::string out = "[";
        for (const auto& element : value.get_array()) {
            TRY(text, canonical_value(element));
            out += (out.size() > 1 ? "," : "") + text;
        }
        return out + "]";
    }
    if (value.is_object()) {
        std::map<std::string_view, const boost::json::value*> sorted;
        for (const auto& member : value.get_object()) {
            if (!member.value().is_null()) sorted.emplace(std::string_view(member.key()), &member.value());
        }
        std::string out = "{";
        for (const auto& [key, member] : sorted) {
            TRY(text, canonical_value(*member));
            out += (out.size() > 1 ? "," : "") + json_quoted(key) + ":" + text;
        }
        return out + "}";
    }
    return fail(errc::bad_input, "a sealed number is an integer, not " + boost::json::serialize(value));
}

/// The canonical form of a column, by its type; jsonb and text both arrive as strings, so the type's OID decides.
result<std::string> canonical_column(const db::raw_row& version, std::size_t at) {
    constexpr std::uint32_t jsonb_oid = 3802;
    const auto column = version.column(at);
    TRY(value, version.value(at));
    if (const auto* text = std::get_if<std::string>(&value)) {
        return column.type == jsonb_oid ? canonical_json(*text) : json_quoted(*text);
    }
    if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
    if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
    if (const auto* day = std::get_if<date>(&value)) return json_quoted(to_string(*day));
    if (const auto* moment = std::get_if<instant>(&value)) return text_of(*moment);
    if (const auto* id = std::get_if<uuid>(&value)) return json_quoted(to_string(*id));
    if (const auto* bytes = std::get_if<db::bytes>(&value)) return json_quoted(to_hex(*bytes));
    return fail(errc::internal, "column " + std::string(column.name) + " has a type without a canonical form");
}

}  // namespace

result<std::string> canonical_json(std::string_view document) {
    boost::system::error_code problem;
    const auto value = boost::json::parse({document.data(), document.size()}, problem);
    if (problem) return fail(errc::bad_input, "not a JSON document: " + problem.message());
    return canonical_value(value);
}

result<std::string> canonical(db::raw_row version, std::string_view worked_out) {
    std::vector<std::size_t> order;
    for (std::size_t at = 0; at < version.size(); ++at) {
        if (!version.is_null(at) && version.column(at).name != worked_out) order.push_back(at);
    }
    std::ranges::sort(order, {}, [&](std::size_t at) { return version.column(at).name; });
    std::string out = "{";
    for (const auto at : order) {
        TRY(text, canonical_column(version, at));
        out += (out.size() > 1 ? "," : "") + json_quoted(version.column(at).name) + ":" + text;
    }
    return out + "}";
}

sha256_digest hash_of(const uuid& tenant_id, const change_set& link) {
    sha256 hash;
    hash.add("{\"actor\":" + json_quoted(link.actor) + ",\"changes\":[");
    for (std::size_t i = 0; i < link.changes.size(); ++i) {
        const auto& change = link.changes[i];
        hash.add(fmt::format(
            "{}{{\"digest\":\"{}\",\"id\":{},\"kind\":{}}}",
            i == 0 ? "" : ",",
            to_hex(change.digest),
            json_quoted(change.id),
            json_quoted(change.kind)
        ));
    }
    hash.add(fmt::format(
        "],\"previous\":\"{}\",\"reason\":{}{},\"seq\":{},\"tenant_id\":\"{}\"}}",
        to_hex(link.previous_hash),
        json_quoted(link.reason),
        link.recorded_at ? ",\"recorded_at\":" + text_of(*link.recorded_at) : "",
        link.seq,
        to_string(tenant_id)
    ));
    return hash.finish();
}

}  // namespace vouch::seal
