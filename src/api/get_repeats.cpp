#include <array>
#include <fmt/format.h>

#include "api/question.h"
#include "api/routes.h"
#include "api/tenant_answer.h"
#include "base/json_text.h"
#include "repeat/list.h"
#include "trend/closing.h"

namespace vouch::api {

namespace {

constexpr std::array<std::string_view, 4> parameters{"period", "as_of", "basis", "known_at"};

/// A described object with one member more.
std::string with_member(std::string object, std::string_view name, const std::string& value) {
    object.pop_back();
    return fmt::format("{},\"{}\":{}}}", object, name, value);
}

task<std::string> repeats_of(db::tenant_tx& tx, const tenant_question& question) {
    CO_TRY(label, text_of(question.asked, "period"));
    CO_TRY(as_of, date_of(question.asked, "as_of"));
    CO_TRY(known, knowledge_of(question.asked));
    CO_TRY(closing, co_await trend::find_closing(tx, {label, as_of, known.on, known.known_at, question.now}));
    CO_TRY(found, co_await repeat::list_repeats_until(tx, closing.of, closing.as_of, closing.known_seq));
    std::vector<uuid> ids;
    for (const auto& each : found.repeats) ids.push_back(each.id);
    CO_TRY(chains, co_await repeat::chains_of(tx, std::move(ids), closing.as_of, closing.known_seq));
    std::string repeats;
    for (std::size_t i = 0; i < found.repeats.size(); ++i) {
        repeats += (i == 0 ? "" : ",") + with_member(json_text(found.repeats[i]), "chain", json_text(chains[i]));
    }
    co_return fmt::format(
        R"({{"tenant":{},"period":{},"as_of":{},"partial":{},"known_seq":{},"repeats":[{}]}})",
        json_text(question.whose.slug),
        json_text(found.of),
        json_text(closing.as_of),
        found.partial,
        found.known_seq,
        repeats
    );
}

}  // namespace

task<http::reply> get_repeats(service& from, http::request& asked) {
    return answer_about_tenant(from, asked, parameters, repeats_of);
}

}  // namespace vouch::api
