#include <algorithm>
#include <boost/json/parse.hpp>
#include <fmt/format.h>

#include "api/routes.h"
#include "api/tenant_answer.h"
#include "base/json_text.h"
#include "http/entity_tag.h"
#include "http/problem.h"

namespace vouch::api {

namespace {

std::string outcome_json(const std::optional<verification_outcome>& found) {
    if (!found) return "null";
    return fmt::format(
        R"({{"change_sets":{},"versions":{},"snapshots":{},"retired":{},"problem_count":{},"problems":{},)"
        R"("head":{{"seq":{},"hash":{}}}}})",
        found->change_sets,
        found->versions,
        found->snapshots,
        found->retired,
        found->problem_count,
        json_text(found->problems),
        found->head_seq,
        json_text(found->head_hash)
    );
}

std::string job_json(const verification_job& job) {
    const auto problem =
        job.failure ? std::string(http::problem_reply(*job.failure, job.request_id).content.bytes()) : "null";
    return fmt::format(
        R"({{"id":{},"tenant":{},"status":{},"requested_at":{},"started_at":{},"finished_at":{},)"
        R"("progress":{{"done":{},"total":{},"unit":{}}},"result":{},"problem":{}}})",
        json_text(job.id),
        json_text(job.whose.slug),
        json_text(name_of(job.status)),
        json_text(job.requested_at),
        json_text(job.started_at),
        json_text(job.finished_at),
        job.done,
        json_text(job.total),
        json_text(job.unit),
        outcome_json(job.outcome),
        problem
    );
}

/// The anchor of the tenant in the body of a request; none: the body is empty or has none.
/// Errors: bad_input (no such body, no anchor file, an anchor that does not know the tenant).
result<std::optional<seal::anchored_head>> anchor_of(std::string_view body, const tenant::identity& whose) {
    if (body.find_first_not_of(" \t\r\n") == body.npos) return std::nullopt;
    boost::system::error_code problem;
    const auto parsed = boost::json::parse({body.data(), body.size()}, problem);
    const auto* const object = problem ? nullptr : parsed.if_object();
    if (object == nullptr) return fail(errc::bad_input, "the body is no JSON object");
    for (const auto& member : *object) {
        if (member.key() != "anchor") {
            return fail(
                errc::bad_input, fmt::format("the body has a member \"{}\"; there is anchor", std::string(member.key()))
            );
        }
    }
    const auto* const text = object->if_contains("anchor");
    if (text == nullptr) return std::nullopt;
    if (!text->is_string()) return fail(errc::bad_input, "anchor: it is the text of an anchor file");
    TRY(heads, seal::parse_anchor(std::string_view(text->get_string()), "anchor"));
    const auto mine = std::ranges::find(heads, whose.tenant_id, &seal::anchored_head::tenant_id);
    if (mine == heads.end()) return fail(errc::bad_input, "anchor: it does not know this tenant");
    return *mine;
}

}  // namespace

task<http::reply> post_verification(service& from, http::request& asked) {
    CO_CHECK(check_parameters(asked, {}));
    CO_TRY(whose, co_await find_tenant(from, asked));
    CO_TRY(anchor, anchor_of(asked.body, whose));
    CO_TRY(job, from.verifications.ask(whose, std::move(anchor), asked.id, now()));
    auto made = http::json(job_json(job));
    made.status = 202;
    made.headers.emplace_back(
        "Location", fmt::format("/api/v1/tenants/{}/verifications/{}", whose.slug, to_string(job.id))
    );
    co_return made;
}

task<http::reply> get_verification(service& from, http::request& asked) {
    CO_CHECK(check_parameters(asked, {}));
    CO_TRY(whose, co_await find_tenant(from, asked));
    const auto id = parse_uuid(asked.captured.at(1));
    if (!id) co_return fail(errc::bad_input, "id: " + id.error().detail);
    const auto job = from.verifications.find(whose.tenant_id, *id);
    if (!job) {
        co_return fail(errc::not_found, "there is no such verification; a server that was started anew knows none");
    }
    auto text = job_json(*job);
    auto tag = http::entity_tag(text);
    co_return with_tag(asked, std::move(tag), http::body(std::move(text)));
}

}  // namespace vouch::api
