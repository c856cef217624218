#include <array>

#include "api/question.h"
#include "api/routes.h"
#include "api/tenant_answer.h"
#include "trend/closing.h"
#include "trend/documents.h"
#include "trend/roll_forward.h"

namespace vouch::api {

namespace {

constexpr std::array<std::string_view, 4> parameters{"period", "as_of", "basis", "known_at"};

task<std::string> roll_forward_of(db::tenant_tx& tx, const tenant_question& question) {
    CO_TRY(label, text_of(question.asked, "period"));
    CO_TRY(as_of, date_of(question.asked, "as_of"));
    CO_TRY(known, knowledge_of(question.asked));
    std::optional<date> starts_on;
    if (!label) {
        CO_TRY(closing, co_await trend::find_closing(tx, {{}, as_of, known.on, known.known_at, question.now}));
        label = closing.of.label;
        starts_on = closing.of.starts_on;
    }
    const trend::roll_forward_request wanted{*label, known.on, known.known_at, question.now, starts_on, as_of};
    CO_TRY(found, co_await trend::read_roll_forward(tx, wanted));
    co_return trend::json_of(question.whose.slug, found);
}

}  // namespace

task<http::reply> get_roll_forward(service& from, http::request& asked) {
    return answer_about_tenant(from, asked, parameters, roll_forward_of);
}

}  // namespace vouch::api
