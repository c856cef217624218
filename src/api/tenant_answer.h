#pragma once
// What every answer about a tenant has in common: its parameters are checked, the tenant is found, the answer is looked
// for in memory, else computed in one read transaction, and it has an entity tag made of all that it depends on.
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "api/service.h"
#include "base/task.h"
#include "http/reply.h"
#include "http/request.h"

namespace vouch::api {

/// A question about a tenant, as its handler sees it.
struct tenant_question {
    service& from;
    http::request& asked;
    const tenant::identity& whose;
    const tenant::standing& at;
    instant now;
};

/// Computes the JSON of an answer in a transaction, which it does not end.
using computation = task<std::string> (*)(db::tenant_tx& tx, const tenant_question& question);

/// Computes the same from what is remembered of the tenant as it stands. None: that does not suffice.
using shortcut = task<std::optional<std::string>> (*)(const tenant_question& question);

/// Answers GET .../tenants/{slug}/...; `parameters` are those it may have, none of them empty.
/// Errors: bad_input, not_found (the tenant), those of the computation, db_unavailable, db_timeout, db_busy.
task<http::reply> answer_about_tenant(
    service& from,
    http::request& asked,
    std::span<const std::string_view> parameters,
    computation compute,
    shortcut from_memory = nullptr
);

/// The tenant of a slug, from memory when it was found a moment ago. Errors: not_found, db_unavailable, db_timeout.
task<tenant::identity> find_tenant(service& from, http::request& asked);

/// Errors: bad_input, naming a parameter that is not known, or empty.
result<> check_parameters(const http::request& asked, std::span<const std::string_view> known);

/// The moment of a request, for everything that takes now as an argument.
instant now();

/// 304 where the client has it already, else 200 with the body.
http::reply with_tag(const http::request& asked, std::string etag, http::body content);

}  // namespace vouch::api
