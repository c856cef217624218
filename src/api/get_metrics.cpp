#include <array>
#include <fmt/format.h>

#include "api/question.h"
#include "api/routes.h"
#include "api/tenant_answer.h"
#include "base/json_text.h"
#include "trend/documents.h"

namespace vouch::api {

namespace {

constexpr std::array<std::string_view, 3> parameters{"as_of", "basis", "known_at"};

result<trend::day_request> day_asked(const tenant_question& question) {
    TRY(day, date_of(question.asked, "as_of"));
    TRY(known, knowledge_of(question.asked));
    return trend::day_request{day, known.on, known.known_at, question.now};
}

task<std::string> metrics_of_day(db::tenant_tx& tx, const tenant_question& question) {
    CO_TRY(wanted, day_asked(question));
    CO_TRY(found, co_await trend::read_day(tx, wanted));
    co_return trend::json_of(question.whose.slug, wanted.on, found);
}

task<std::string> branches_of_day(db::tenant_tx& tx, const tenant_question& question) {
    CO_TRY(wanted, day_asked(question));
    CO_TRY(found, co_await trend::read_day(tx, wanted));
    CO_TRY(branches, co_await trend::read_branch_risk(tx, found));
    co_return trend::json_of(question.whose.slug, wanted.on, found, branches);
}

}  // namespace

task<http::reply> get_metrics(service& from, http::request& asked) {
    return answer_about_tenant(from, asked, parameters, metrics_of_day);
}

task<http::reply> get_branches(service& from, http::request& asked) {
    return answer_about_tenant(from, asked, parameters, branches_of_day);
}

}  // namespace vouch::api
