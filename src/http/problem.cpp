#include "http/problem.h"

#include <algorithm>
#include <fmt/format.h>

#include "base/json_text.h"

namespace vouch::http {

namespace {

constexpr std::string_view retry_after_s = "1";

problem problem_of(const error& failure) {
    const auto code = name_of(failure.code);
    switch (failure.code) {
        case errc::usage:
        case errc::bad_input: return {400, code, failure.detail};
        case errc::not_permitted: return {403, code, failure.detail};
        case errc::not_found: return {404, code, failure.detail};
        case errc::conflict: return {409, code, failure.detail};
        case errc::refused: return {422, code, failure.detail};
        case errc::verification_failed: return {500, code, failure.detail};
        case errc::schema_mismatch:
        case errc::migration_failed: return {503, code, "The server needs another version of the database."};
        case errc::db_unavailable: return {503, code, "The database cannot be reached. Try again."};
        case errc::db_timeout: return {503, code, "The database did not answer in time. Try again."};
        case errc::db_busy: return {503, code, "Too much is asked at once. Try again."};
        case errc::data_directory:
        case errc::db_error:
        case errc::io:
        case errc::internal: break;
    }
    return {500, code, "Something went wrong here. The log of the server says more, under the id of this request."};
}

}  // namespace

reply problem_reply(const problem& what, std::string_view request_id) {
    reply made;
    made.status = what.status;
    made.content_type = "application/problem+json";
    made.error_code = what.code;
    if (what.status == 503 || what.status == 429) made.headers.emplace_back("Retry-After", retry_after_s);
    auto title = made.error_code;
    std::ranges::replace(title, '_', ' ');
    made.content = body(fmt::format(
        R"({{"type":"about:blank","title":{},"status":{},"code":{},"detail":{},"request_id":{}}})",
        json_text(title),
        what.status,
        json_text(what.code),
        json_text(what.detail),
        json_text(request_id)
    ));
    return made;
}

reply problem_reply(const error& failure, std::string_view request_id) {
    auto made = problem_reply(problem_of(failure), request_id);
    made.log_detail = describe(failure);
    return made;
}

problem malformed(std::string detail) {
    return {400, "bad_input", std::move(detail)};
}

problem wrong_host(std::string_view host) {
    return {
        403, "not_permitted", fmt::format("This server does not answer for the host \"{}\"; --hosts adds one.", host)
    };
}

problem other_origin() {
    return {403, "not_permitted", "Pages of other sites may not make this server act."};
}

problem no_such_page() {
    return {404, "not_found", "Nothing has this address."};
}

problem method_not_allowed(std::string_view allowed) {
    return {405, "method_not_allowed", fmt::format("Allowed here: {}.", allowed)};
}

problem request_timeout() {
    return {408, "request_timeout", "The request did not arrive in time; send it without a pause."};
}

problem body_too_large(std::size_t bytes_max) {
    return {413, "too_large", fmt::format("The body has more than {} bytes.", bytes_max)};
}

problem target_too_long(std::size_t bytes_max) {
    return {414, "too_large", fmt::format("The address has more than {} bytes.", bytes_max)};
}

problem too_many_requests() {
    return {429, "too_many_requests", "This address asks too often; wait, and try again."};
}

problem header_too_large(std::size_t bytes_max) {
    return {431, "too_large", fmt::format("The header has more than {} bytes.", bytes_max)};
}

}  // namespace vouch::http
