#include <array>
#include <fmt/format.h>

#include "api/question.h"
#include "api/routes.h"
#include "api/tenant_answer.h"
#include "base/json_text.h"
#include "tenant/named_period.h"
#include "trend/closing.h"
#include "trend/day_figures.h"
#include "trend/engagement_progress.h"

namespace vouch::api {

namespace {

constexpr std::array<std::string_view, 5> parameters{"auditor", "period", "as_of", "basis", "known_at"};

task<tenant::period> period_for(
    db::tenant_tx& tx, std::optional<std::string> label, date as_of, const tenant_question& question
) {
    if (label) return tenant::named_period(tx, {*label, {}}, question.now);
    return tenant::fiscal_year_of(tx, as_of, question.now);
}

task<std::string> engagements_of(db::tenant_tx& tx, const tenant_question& question) {
    CO_TRY(auditor, text_of(question.asked, "auditor"));
    CO_TRY(label, text_of(question.asked, "period"));
    CO_TRY(as_of, date_of(question.asked, "as_of"));
    CO_TRY(known, knowledge_of(question.asked));
    // Which day that is, whether it has ended, and what was known for it.
    CO_TRY(day, co_await trend::find_day(tx, {as_of, known.on, known.known_at, question.now}));
    CO_TRY(period, co_await period_for(tx, label, day.business_date, question));
    CO_TRY(
        found,
        co_await trend::progress_of_engagements(tx, {period, auditor, day.business_date, std::nullopt, day.known_seq})
    );
    co_return fmt::format(
        R"({{"tenant":{},"period":{},"as_of":{},"engagements":{}}})",
        json_text(question.whose.slug),
        json_text(period),
        json_text(day.business_date),
        json_text(found)
    );
}

}  // namespace

task<http::reply> get_engagements(service& from, http::request& asked) {
    return answer_about_tenant(from, asked, parameters, engagements_of);
}

}  // namespace vouch::api
