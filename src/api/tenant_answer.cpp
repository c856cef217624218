#include "api/tenant_answer.h"

#include <algorithm>
#include <fmt/format.h>
#include <optional>

#include "build_version.h"
#include "db/tenant_tx.h"
#include "http/entity_tag.h"
#include "metric/catalogue.h"

namespace vouch::api {

namespace {

constexpr std::string_view can_change = "private, no-cache";
// Nothing that is recorded changes it; a newer program may define a figure otherwise.
constexpr std::string_view stays_for_a_day = "private, max-age=86400";

/// What the answers that this program gives depend on: the chain of the tenant with its snapshots, the day it is there,
/// who it is, and the question.
std::string key_of(const http::request& asked, const tenant::identity& whose, const tenant::standing& at) {
    std::string key;
    key.reserve(200);
    const auto add = [&key](std::string_view part) { key.append(part) += '\n'; };
    add({reinterpret_cast<const char*>(whose.tenant_id.begin()), whose.tenant_id.size()});
    add(whose.name);
    add(fmt::format_int(at.head_seq).str());
    add(fmt::format_int(at.today.time_since_epoch().count()).str());
    add(fmt::format_int(asked.to.segments.size()).str());
    for (const auto& segment : asked.to.segments) add(segment);
    auto parameters = asked.to.parameters;
    std::ranges::sort(parameters);
    for (const auto& [name, value] : parameters) {
        add(name);
        add(value);
    }
    return key;
}

/// The key, and what differs between one program and the next.
std::string tag_of(const std::string& key) {
    return http::entity_tag(fmt::format("{}\n{}\n{}", build_version, metric::current_definition().version, key));
}

/// Whether an answer stays what it is whatever is recorded: corrected figures of a named day, as known at a moment
/// before the last thing recorded. What is recorded later has a later time. What compares with reported figures does
/// not stay: a period that is sealed may be reported with another revision.
bool stays(const http::request& asked, const tenant::standing& at) {
    const auto known_at = asked.parameter("known_at");
    if (!known_at || !at.recorded_at || !asked.parameter("as_of")) return false;
    if (asked.parameter("basis") != "restated") return false;
    const auto moment = parse_instant(*known_at);
    return moment && *moment <= *at.recorded_at;
}

http::reply reply_for(const http::request& asked, const tenant::standing& at, tagged_answer answer) {
    auto made = with_tag(asked, std::move(answer.etag), std::move(answer.content));
    if (stays(asked, at)) made.cache_control = stays_for_a_day;
    return made;
}

}  // namespace

instant now() {
    return std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
}

http::reply with_tag(const http::request& asked, std::string etag, http::body content) {
    auto made = http::json("");
    made.etag = std::move(etag);
    made.cache_control = can_change;
    if (http::none_match_names(asked.if_none_match, made.etag)) {
        made.status = 304;
    } else {
        made.content = std::move(content);
    }
    return made;
}

result<> check_parameters(const http::request& asked, std::span<const std::string_view> known) {
    if (auto checked = asked.allow_only(known); !checked) return fail(errc::bad_input, checked.error().detail);
    for (const auto& [name, value] : asked.to.parameters) {
        if (value.empty()) return fail(errc::bad_input, name + ": it is empty");
    }
    return {};
}

task<tenant::identity> find_tenant(service& from, http::request& asked) {
    const auto& slug = asked.captured.front();
    const auto moment = std::chrono::steady_clock::now();
    if (const auto known = from.tenants.find(slug); known != from.tenants.end() && moment < known->second.until) {
        co_return known->second.whose;
    }
    asked.statements.emplace_back("tenant.find");
    auto found = co_await tenant::find(from.app, slug);
    if (!found && found.error().code == errc::not_found) {
        co_return fail(errc::not_found, fmt::format("there is no tenant \"{}\"", slug));
    }
    if (!found) co_return std::unexpected(std::move(found).error());
    if (from.tenants.size() >= tenants_remembered_max) from.tenants.clear();
    from.tenants.insert_or_assign(slug, remembered_tenant{*found, moment + tenant_remembered_s});
    co_return std::move(*found);
}

namespace {

/// How far the tenant's chain has come, and which day it is there, when the question came or later.
task<tenant::standing> standing_of(service& from, uuid tenant_id, instant moment) {
    std::optional<tenant::standing> last;
    if (const auto seen = from.standings.find(tenant_id); seen != from.standings.end()) last = seen->second;
    const bool is_new = !last;
    CO_TRY(found, co_await tenant::read_standing(from.app, from.commits, tenant_id, std::move(last), moment));
    if (is_new && from.standings.size() >= tenants_remembered_max) from.standings.clear();
    from.standings.insert_or_assign(tenant_id, found);
    co_return found;
}

}  // namespace

task<http::reply> answer_about_tenant(
    service& from,
    http::request& asked,
    std::span<const std::string_view> parameters,
    computation compute,
    shortcut from_memory
) {
    CO_CHECK(check_parameters(asked, parameters));
    CO_TRY(whose, co_await find_tenant(from, asked));
    const auto moment = now();
    asked.statements.emplace_back("tenant.standing");
    CO_TRY(before, co_await standing_of(from, whose.tenant_id, moment));
    auto key = key_of(asked, whose, before);
    auto kept = from.cache.find(key);
    from.counted.cache(kept.has_value());
    if (kept) co_return reply_for(asked, before, std::move(*kept));
    auto tag = tag_of(key);
    // "*" asks for any answer that there is: whether there is one, only the computation tells.
    if (asked.if_none_match != "*" && http::none_match_names(asked.if_none_match, tag))
        co_return reply_for(asked, before, {std::move(tag), {}});

    if (from_memory != nullptr) {
        CO_TRY(text, co_await from_memory({from, asked, whose, before, moment}));
        if (text) {
            const tagged_answer made{std::move(tag), http::body(std::move(*text))};
            from.cache.keep(std::move(key), made);
            co_return reply_for(asked, before, made);
        }
    }
    CO_TRY(tx, co_await db::tenant_tx::begin_read(from.app, whose.tenant_id));
    tx.end_by(asked.ends_by);
    tx.note_statements(asked.statements);
    // Again, in the state that the answer is computed from: the tag names no other.
    CO_TRY(at, co_await tenant::read_standing(tx, before, moment));
    const tenant_question question{from, asked, whose, at, moment};
    CO_TRY(text, co_await compute(tx, question));
    CO_CHECK(co_await tx.commit());
    key = key_of(asked, whose, at);
    const tagged_answer made{tag_of(key), http::body(std::move(text))};
    from.cache.keep(std::move(key), made);
    co_return reply_for(asked, at, made);
}

}  // namespace vouch::api
