#include <array>
#include <fmt/format.h>
#include <limits>

#include "api/question.h"
#include "api/routes.h"
#include "api/tenant_answer.h"
#include "base/hex.h"
#include "base/json_text.h"
#include "snapshot/listed.h"

namespace vouch::api {

namespace {

constexpr std::array<std::string_view, 2> range_parameters{"from", "to"};
constexpr std::array<std::string_view, 1> one_parameters{"revision"};

std::string hex_or_empty(const std::optional<db::bytes>& bytes) {
    return bytes ? to_hex(*bytes) : "";
}

/// A document that is JSON already, or null.
std::string document_or_null(const std::optional<std::string>& document) {
    return document.value_or("null");
}

std::string link_json(const snapshot::proof_row& found) {
    return fmt::format(
        R"({{"seq":{},"recorded_at":{},"actor":{},"reason":{},"hash":{},"previous_hash":{}}})",
        found.seq.value_or(0),
        json_text(found.recorded_at),
        json_text(found.actor.value_or("")),
        json_text(found.reason.value_or("")),
        json_text(hex_or_empty(found.hash)),
        json_text(hex_or_empty(found.previous_hash))
    );
}

task<std::string> snapshots_of(db::tenant_tx& tx, const tenant_question& question) {
    CO_TRY(first, date_of(question.asked, "from"));
    CO_TRY(last, date_of(question.asked, "to"));
    CO_TRY(found, co_await snapshot::list_snapshots(tx, first, last));
    co_return fmt::format(
        R"({{"tenant":{},"from":{},"to":{},"snapshots":{}}})",
        json_text(question.whose.slug),
        json_text(found.first),
        json_text(found.last),
        json_text(found.snapshots)
    );
}

task<std::string> proof_of(db::tenant_tx& tx, const tenant_question& question) {
    const auto day = parse_date(question.asked.captured.at(1));
    if (!day) co_return fail(errc::bad_input, "date: " + day.error().detail);
    CO_TRY(revision, number_of(question.asked, "revision", 1, std::numeric_limits<std::int32_t>::max()));
    CO_TRY(found, co_await snapshot::read_proof(tx, *day, revision));
    if (!found.seq) {
        co_return fail(
            errc::verification_failed,
            fmt::format(
                "the snapshot of {}, revision {}, stands in no change set: somebody put it there by hand",
                to_string(found.business_date),
                found.revision
            )
        );
    }
    co_return fmt::format(
        R"({{"tenant":{},"business_date":{},"revision":{},"revisions":{},"slot_at":{},"captured_at":{},"known_seq":{},)"
        R"("known_at":{},"origin":{},"definition_version":{},"settings_seq":{},"hash":{},"digest":{},"sealed_in":{},)"
        R"("reported_in":{},"revised":{},"metrics":{}}})",
        json_text(question.whose.slug),
        json_text(found.business_date),
        found.revision,
        found.revisions,
        json_text(found.slot_at),
        json_text(found.captured_at),
        found.known_seq,
        json_text(found.known_at),
        json_text(found.origin),
        found.definition_version,
        found.settings_seq,
        json_text(hex_or_empty(found.hash)),
        json_text(hex_or_empty(found.digest)),
        link_json(found),
        json_text(found.reported_in),
        document_or_null(found.revised),
        found.metrics
    );
}

}  // namespace

task<http::reply> get_snapshots(service& from, http::request& asked) {
    return answer_about_tenant(from, asked, range_parameters, snapshots_of);
}

task<http::reply> get_snapshot(service& from, http::request& asked) {
    return answer_about_tenant(from, asked, one_parameters, proof_of);
}

}  // namespace vouch::api
