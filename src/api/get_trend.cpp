#include <array>
#include <fmt/format.h>

#include "api/question.h"
#include "api/routes.h"
#include "api/tenant_answer.h"
#include "trend/documents.h"
#include "trend/series.h"

namespace vouch::api {

namespace {

constexpr std::array<std::string_view, 5> parameters{"grain", "from", "to", "basis", "known_at"};
constexpr std::size_t points_max = 1'000;  // a chart cannot show more

task<std::string> trend_of(db::tenant_tx& tx, const tenant_question& question) {
    const auto& asked = question.asked;
    const auto about = trend::find_subject(asked.captured.at(1));
    if (!about) co_return fail(errc::not_found, about.error().detail);
    CO_TRY(grain, grain_of(asked));
    CO_TRY(first, date_of(asked, "from"));
    CO_TRY(last, date_of(asked, "to"));
    CO_TRY(known, knowledge_of(asked));
    const trend::series_request wanted{*about, grain, first, last, known.on, known.known_at, question.now};
    CO_TRY(found, co_await trend::read_series(tx, wanted));
    if (found.points.size() > points_max) {
        co_return fail(
            errc::bad_input,
            fmt::format(
                "grain: {} periods lie in this range, and at most {} are shown; ask for a longer grain or a shorter "
                "range",
                found.points.size(),
                points_max
            )
        );
    }
    co_return trend::json_of(question.whose.slug, wanted, found);
}

}  // namespace

task<http::reply> get_trend(service& from, http::request& asked) {
    return answer_about_tenant(from, asked, parameters, trend_of);
}

}  // namespace vouch::api
