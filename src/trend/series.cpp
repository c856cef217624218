#include "trend/series.h"

#include <algorithm>
#include <fmt/format.h>

#include "metric/queries.h"
#include "seal/queries.h"
#include "snapshot/figures.h"
#include "trend/metrics_document.h"
#include "trend/period_figures.h"
#include "trend/queries.h"

namespace vouch::trend {

namespace {

using numbers = std::vector<std::optional<std::int64_t>>;

constexpr std::size_t sweep_from = 12;  // days that one sweep computes faster than as many single instants

/// A point and what was known for it.
struct known_point {
    point shown;
    std::optional<std::int64_t> known_seq;
};

result<> check(const series_request& wanted) {
    CHECK_RESULT(check_known_at(wanted.on, wanted.known_at));
    if (wanted.about->source == value_source::period && (wanted.by == grain::day || wanted.by == grain::week)) {
        return fail(
            errc::bad_input,
            fmt::format(
                "\"{}\" is a figure of a month, a quarter or a year; choose one of these grains", wanted.about->name
            )
        );
    }
    return {};
}

/// Of the longest period of a grain.
int days_of(grain by) {
    switch (by) {
        case grain::day: return 1;
        case grain::week: return 7;
        case grain::month: return 31;
        case grain::quarter: return 92;
        case grain::year: return 366;
    }
    return 1;
}

result<> check_range(const series_request& wanted, date first, date last) {
    if (first > last) {
        return fail(
            errc::bad_input, "the trend begins on " + to_string(first) + ", after it ends on " + to_string(last)
        );
    }
    if ((last - first).count() >= days_max) {
        return fail(
            errc::bad_input, "a trend covers at most " + std::to_string(days_max) + " days; ask for a shorter range"
        );
    }
    return check_points(static_cast<std::size_t>((last - first).count() / days_of(wanted.by)), wanted.points_max);
}

/// The points of a frame, their values yet unknown.
std::vector<known_point> points_of(const subject& about, const frame& of) {
    std::vector<known_point> points;
    points.reserve(of.periods.size());
    for (const auto& each : of.periods) {
        const auto& taken = each.taken;
        points.push_back(
            {{each.label,
              each.starts_on,
              each.ends_on,
              taken ? std::optional(taken->business_date) : std::nullopt,
              taken ? std::optional(taken->origin) : std::nullopt,
              each.partial,
              numbers(about.values.size()),
              {}},
             taken ? std::optional(taken->known_seq) : std::nullopt}
        );
    }
    return points;
}

result<> fill_values(std::vector<known_point>& points, const subject& about, const frame_figures& figures) {
    std::vector<snapshot::figure_places> places;
    std::size_t needed = 0;
    for (const auto& each : about.values) {
        TRY(found, snapshot::figure_places::find(each.paths));
        needed = std::max(needed, found.needed());
        places.push_back(std::move(found));
    }
    std::vector<std::string_view> texts;
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (!figures[i]) continue;
        snapshot::split_figures(*figures[i], needed, texts);
        for (std::size_t j = 0; j < places.size(); ++j) {
            TRY(sum, places[j].sum(texts));
            points[i].shown.values[j] = sum;
        }
    }
    return {};
}

/// The metrics documents at the ends of some days, in their order; none where nothing was known.
task<std::vector<std::optional<std::string>>> documents_at(
    db::tenant_tx& tx, std::vector<date> days, std::vector<instant> ends, std::int64_t known_seq
) {
    std::vector<std::optional<std::string>> documents(days.size());
    if (days.empty()) co_return documents;
    const auto& definition = metric::current_definition();
    const auto span = static_cast<std::size_t>((days.back() - days.front()).count()) + 1;
    if (days.size() >= sweep_from && span <= 40 * days.size()) {
        CO_TRY(rows, co_await tx.rows(metric::ask_days(definition), tx.tenant(), days.front(), days.back(), known_seq));
        for (std::size_t i = 0; i < days.size(); ++i) {
            documents[i] = std::move(rows.at(static_cast<std::size_t>((days[i] - days.front()).count())).metrics);
        }
        co_return documents;
    }
    const std::vector<uuid> tenants(days.size(), tx.tenant());
    const std::vector<std::int64_t> known(days.size(), known_seq);
    CO_TRY(rows, co_await tx.rows(metric::ask(definition), tenants, days, ends, known));
    for (std::size_t i = 0; i < days.size(); ++i) documents[i] = std::move(rows.at(i).metrics);
    co_return documents;
}

task<std::vector<known_point>> restated(
    db::tenant_tx& tx, const series_request& wanted, date first, date last, date today
) {
    CO_TRY(known, co_await tx.one(seal::known_seq, tx.tenant(), wanted.known_at));
    CO_TRY(rows, co_await tx.rows(restated_periods, tx.tenant(), first, last, std::string(name_of(wanted.by)), today));
    std::vector<date> days;
    std::vector<instant> ends;
    for (const auto& row : rows) {
        if (!row.business_date) continue;
        days.push_back(*row.business_date);
        ends.push_back(*row.effective_before);
    }
    std::vector<std::optional<std::string>> documents;
    if (wanted.about->source != value_source::period) {
        CO_TRY(found, co_await documents_at(tx, days, ends, known.known_seq));
        documents = std::move(found);
    }
    std::vector<known_point> points;
    std::size_t next = 0;
    for (auto& row : rows) {
        numbers values(wanted.about->values.size());
        const bool is_known = row.business_date && known.known_seq > 0;
        if (row.business_date && !documents.empty()) {
            if (const auto& text = documents.at(next++)) {
                CO_TRY(document, metrics_document::parse(*text));
                for (std::size_t i = 0; i < values.size(); ++i) values[i] = document.sum(wanted.about->values[i].paths);
            }
        }
        points.push_back(
            {{std::move(row.label),
              row.starts_on,
              row.ends_on,
              is_known ? row.business_date : std::nullopt,
              is_known ? std::optional<std::string>("restated") : std::nullopt,
              row.partial,
              std::move(values),
              {}},
             is_known ? std::optional(known.known_seq) : std::nullopt}
        );
    }
    co_return points;
}

/// Values become what was added since the point before.
void make_flows(std::vector<known_point>& points) {
    for (std::size_t i = points.size(); i-- > 0;) {
        for (std::size_t j = 0; j < points[i].shown.values.size(); ++j) {
            auto& value = points[i].shown.values[j];
            const auto before = i > 0 ? points[i - 1].shown.values[j] : std::nullopt;
            value = value && before ? std::optional(*value - *before) : std::nullopt;
        }
    }
}

numbers values_of(const subject& about, const period_figures& found, std::optional<std::int64_t> to_close) {
    const period_values figures{
        .closed_and_standing = found.closed_and_standing,
        .to_close = to_close,
        .closure_rate_tenths = to_close ? share_tenths(found.closed_and_standing, *to_close) : std::nullopt,
        .days_to_close_median_tenths = found.days_to_close_median_tenths,
        .days_to_close_p90 = found.days_to_close_p90,
        .outstanding_age_median_tenths = found.outstanding_age_median_tenths,
        .issued = found.issued,
        .repeats = found.repeats,
        .persisting = found.persisting,
        .repeat_rate_tenths = share_tenths(found.repeats, found.issued)
    };
    numbers values;
    for (const auto& each : about.values) values.push_back(figures.*each.figure);
    return values;
}

constexpr std::string_view opening = "severity.total_open";
constexpr std::string_view came_in =
    "roll_forward.critical_issued+roll_forward.high_issued+roll_forward.medium_issued+roll_forward.low_issued+"
    "roll_forward.critical_reopened+roll_forward.high_reopened+roll_forward.medium_reopened+roll_forward.low_reopened+"
    "roll_forward.critical_returned+roll_forward.high_returned+roll_forward.medium_returned+roll_forward.low_returned";

/// What there was to close in each period: the opening as known at its end, and what came in since.
task<std::vector<std::optional<std::int64_t>>> to_close_in(db::tenant_tx& tx, std::vector<period_question> questions) {
    std::vector<uuid> tenants;
    std::vector<std::int64_t> known;
    std::vector<date> days;
    for (const auto& each : questions) {
        for (const auto day : {each.first - std::chrono::days(1), each.last}) {
            tenants.push_back(tx.tenant());
            known.push_back(each.known_seq);
            days.push_back(day);
        }
    }
    CO_TRY(ends, co_await tx.rows(ends_of_days, tx.tenant(), days));
    std::vector<instant> before;
    for (const auto& row : ends) before.push_back(row.ends_at);
    CO_TRY(rows, co_await tx.rows(metric::ask(metric::current_definition()), tenants, days, before, known));
    std::vector<std::optional<std::int64_t>> all;
    for (std::size_t i = 0; i + 1 < rows.size(); i += 2) {
        CO_TRY(at_first, metrics_document::parse(rows[i].metrics.value_or("{}")));
        CO_TRY(at_last, metrics_document::parse(rows[i + 1].metrics.value_or("{}")));
        const auto opened = at_first.sum(opening), in_before = at_first.sum(came_in), in_until = at_last.sum(came_in);
        all.push_back(opened && in_before && in_until ? std::optional(*opened + *in_until - *in_before) : std::nullopt);
    }
    co_return all;
}

task<> fill_period_figures(db::tenant_tx& tx, const subject& about, std::vector<known_point>& points) {
    std::vector<period_question> questions;
    for (const auto& each : points) {
        if (each.known_seq) questions.push_back({each.shown.starts_on, *each.shown.business_date, *each.known_seq});
    }
    CO_TRY(figures, co_await read_period_figures(tx, questions));
    std::vector<std::optional<std::int64_t>> to_close(questions.size());
    if (about.name == "closure" && !questions.empty()) {
        CO_TRY(found, co_await to_close_in(tx, questions));
        to_close = std::move(found);
    }
    std::size_t next = 0;
    for (auto& each : points) {
        if (!each.known_seq) continue;
        each.shown.values = values_of(about, figures.at(next), to_close.at(next));
        ++next;
    }
    co_return result<>{};
}

void fill_changes(std::vector<known_point>& points) {
    for (std::size_t i = 0; i < points.size(); ++i) {
        auto& shown = points[i].shown;
        shown.changes.resize(shown.values.size());
        if (i == 0) continue;
        for (std::size_t j = 0; j < shown.values.size(); ++j) {
            const auto before = points[i - 1].shown.values[j];
            if (shown.values[j] && before) shown.changes[j] = *shown.values[j] - *before;
        }
    }
}

/// The range of a request, and the tenant's day. Errors: as read_series.
task<std::optional<range_row>> find_range(db::tenant_tx& tx, const series_request& wanted) {
    CO_CHECK(check(wanted));
    CO_TRY(
        range, co_await tx.one(wanted.on == basis::reported ? reported_range : restated_range, tx.tenant(), wanted.now)
    );
    if (wanted.first) range.first = wanted.first;
    if (wanted.last) range.last = wanted.last;
    if (!range.first || !range.last) co_return std::nullopt;
    CO_CHECK(check_range(wanted, *range.first, *range.last));
    co_return range;
}

series series_of(const subject& about, date first, date last, std::vector<known_point> points) {
    if (about.source == value_source::flow) make_flows(points);
    fill_changes(points);
    series made{first, last, {}};
    made.points.reserve(points.size());
    for (std::size_t i = 1; i < points.size(); ++i) made.points.push_back(std::move(points[i].shown));  // 0: before it
    return made;
}

}  // namespace

result<> check_points(std::size_t points, std::size_t points_max) {
    if (points_max == 0 || points <= points_max) return {};
    return fail(
        errc::bad_input,
        fmt::format(
            "grain: more than {} periods lie in this range; ask for a longer grain or a shorter range", points_max
        )
    );
}

bool is_framed(const series_request& wanted) {
    return wanted.on == basis::reported && wanted.about->source != value_source::period;
}

task<std::optional<frame>> find_frame(db::tenant_tx& tx, series_request wanted) {
    CO_TRY(range, co_await find_range(tx, wanted));
    if (!range) co_return std::nullopt;
    CO_TRY(found, co_await read_frame(tx, wanted.by, *range->first, *range->last, range->today));
    co_return std::move(found);
}

result<series> make_series(const series_request& wanted, const frame& of, const frame_figures& figures) {
    auto points = points_of(*wanted.about, of);
    CHECK_RESULT(fill_values(points, *wanted.about, figures));
    return series_of(*wanted.about, of.first, of.last, std::move(points));
}

task<series> read_series(db::tenant_tx& tx, series_request wanted) {
    if (is_framed(wanted)) {
        CO_TRY(found, co_await find_frame(tx, wanted));
        if (!found) co_return series();
        CO_TRY(figures, co_await read_figures(tx, *found));
        co_return make_series(wanted, *found, figures);
    }
    CO_TRY(range, co_await find_range(tx, wanted));
    if (!range) co_return series();
    std::vector<known_point> points;
    if (wanted.on == basis::reported) {
        CO_TRY(found, co_await read_frame(tx, wanted.by, *range->first, *range->last, range->today));
        points = points_of(*wanted.about, found);
    } else {
        CO_TRY(found, co_await restated(tx, wanted, *range->first, *range->last, range->today));
        points = std::move(found);
    }
    if (wanted.about->source == value_source::period) CO_CHECK(co_await fill_period_figures(tx, *wanted.about, points));
    co_return series_of(*wanted.about, *range->first, *range->last, std::move(points));
}

}  // namespace vouch::trend
