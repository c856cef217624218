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

result<trend::series_request> request_of(const tenant_question& question) {
    const auto& asked = question.asked;
    const auto about = trend::find_subject(asked.captured.at(1));
    if (!about) return fail(errc::not_found, about.error().detail);
    TRY(grain, grain_of(asked));
    TRY(first, date_of(asked, "from"));
    TRY(last, date_of(asked, "to"));
    TRY(known, knowledge_of(asked));
    return trend::series_request{*about, grain, first, last, known.on, known.known_at, question.now, points_max};
}

/// What the frame of a trend depends on, apart from the tenant.
std::string frame_question(const trend::series_request& wanted) {
    const auto day = [](const std::optional<date>& given) { return given ? to_string(*given) : std::string(); };
    return fmt::format("{} {} {}", trend::name_of(wanted.by), day(wanted.first), day(wanted.last));
}

result<std::string> document_of(
    const tenant_question& question, const trend::series_request& wanted, const trend::series& found
) {
    CHECK_RESULT(trend::check_points(found.points.size(), points_max));
    return trend::json_of(question.whose.slug, wanted, found);
}

task<std::string> trend_of(db::tenant_tx& tx, const tenant_question& question) {
    CO_TRY(wanted, request_of(question));
    if (!trend::is_framed(wanted)) {
        CO_TRY(found, co_await trend::read_series(tx, wanted));
        co_return document_of(question, wanted, found);
    }
    CO_TRY(frame, co_await trend::find_frame(tx, wanted));
    if (!frame) co_return document_of(question, wanted, {});
    CO_TRY(figures, co_await trend::read_figures(tx, *frame));
    CO_TRY(found, trend::make_series(wanted, *frame, figures));
    if (found.points.size() <= points_max) {
        question.from.frames.keep(question.whose.tenant_id, question.at, frame_question(wanted), std::move(*frame));
    }
    co_return document_of(question, wanted, found);
}

/// Of a frame that is remembered: the snapshots of month ends alone are asked for.
task<std::optional<std::string>> trend_of_frame(const tenant_question& question) {
    CO_TRY(wanted, request_of(question));
    if (!trend::is_framed(wanted)) co_return std::nullopt;
    const auto frame = question.from.frames.find(question.whose.tenant_id, question.at, frame_question(wanted));
    if (!frame) co_return std::nullopt;
    question.asked.statements.emplace_back("trend.month_end_figures");
    CO_TRY(figures, co_await trend::read_figures(question.from.app, question.whose.tenant_id, *frame));
    if (!figures) co_return std::nullopt;
    CO_TRY(found, trend::make_series(wanted, *frame, *figures));
    CO_TRY(text, document_of(question, wanted, found));
    co_return std::move(text);
}

}  // namespace

task<http::reply> get_trend(service& from, http::request& asked) {
    return answer_about_tenant(from, asked, parameters, trend_of, trend_of_frame);
}

}  // namespace vouch::api
