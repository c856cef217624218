#include <array>

#include "api/question.h"
#include "api/routes.h"
#include "api/tenant_answer.h"
#include "trend/changes.h"
#include "trend/closing.h"
#include "trend/difference.h"
#include "trend/documents.h"

namespace vouch::api {

namespace {

constexpr std::array<std::string_view, 4> between_parameters{"from", "to", "known_at", "limit"};
constexpr std::array<std::string_view, 2> moved_parameters{"as_of", "known_at"};
constexpr std::int32_t named_default = 200;
constexpr std::int32_t named_max = 1'000;

task<std::string> changes_between(db::tenant_tx& tx, const tenant_question& question) {
    CO_TRY(first, required_date_of(question.asked, "from"));
    CO_TRY(last, required_date_of(question.asked, "to"));
    CO_TRY(known_at, instant_of(question.asked, "known_at"));
    CO_TRY(limit, number_of(question.asked, "limit", 1, named_max));
    CO_TRY(
        found, co_await trend::read_changes(tx, {first, last, known_at, limit.value_or(named_default), question.now})
    );
    co_return trend::json_of(question.whose.slug, found);
}

task<std::string> why_figures_moved(db::tenant_tx& tx, const tenant_question& question) {
    CO_TRY(as_of, date_of(question.asked, "as_of"));
    CO_TRY(known_at, instant_of(question.asked, "known_at"));
    if (!as_of) {
        CO_TRY(day, co_await trend::last_day(tx, trend::basis::reported, question.now));
        as_of = day;
    }
    CO_TRY(found, co_await trend::read_difference(tx, *as_of, known_at));
    co_return trend::json_of(question.whose.slug, found);
}

}  // namespace

task<http::reply> get_differences(service& from, http::request& asked) {
    return answer_about_tenant(from, asked, between_parameters, changes_between);
}

task<http::reply> get_moved(service& from, http::request& asked) {
    return answer_about_tenant(from, asked, moved_parameters, why_figures_moved);
}

}  // namespace vouch::api
