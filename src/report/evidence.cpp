#include "report/evidence.h"

#include <fmt/format.h>

#include "metric/queries.h"
#include "report/evidence_sheets.h"
#include "report/evidence_summary.h"
#include "report/workbook.h"
#include "trend/queries.h"

namespace vouch::report {

namespace {

struct reported_metrics {
    trend::metrics_document document;
    std::int64_t definition_version;
};

/// The metrics at the closing: those of its snapshot, or as corrected.
task<reported_metrics> read_metrics(
    db::tenant_tx& tx, trend::basis on, date closing_date, instant effective_before, std::int64_t known_seq
) {
    if (on == trend::basis::reported) {
        CO_TRY(snapshot, co_await tx.one(trend::reported_day, tx.tenant(), closing_date));
        CO_TRY(document, trend::metrics_document::parse(snapshot.metrics));
        co_return reported_metrics{std::move(document), snapshot.definition_version};
    }
    const auto& definition = metric::current_definition();
    const std::vector tenants{tx.tenant()};
    CO_TRY(rows, co_await tx.rows(metric::ask(definition), tenants, {closing_date}, {effective_before}, {known_seq}));
    CO_TRY(document, trend::metrics_document::parse(rows.at(0).metrics.value_or("{}")));
    co_return reported_metrics{std::move(document), definition.version};
}

}  // namespace

task<evidence> read_evidence(db::tenant_tx& tx, tenant::identity whose, trend::roll_forward_request wanted) {
    CO_TRY(moved, co_await trend::read_roll_forward(tx, wanted));
    const auto tenant = tx.tenant();
    const auto known_seq = moved.closing_seq;
    CO_TRY(until, co_await tx.optional_one(cut_off, tenant, moved.starts_on, moved.closing_date, known_seq));
    if (!until) {
        co_return fail(
            errc::not_found,
            fmt::format("nothing was known of {} then: there is no evidence to export for {}", whose.slug, moved.label)
        );
    }
    const auto from = until->effective_from;
    const auto before = until->effective_before;
    CO_TRY(metrics, co_await read_metrics(tx, wanted.on, moved.closing_date, before, known_seq));
    const std::vector<trend::period_question> questions{{moved.starts_on, moved.closing_date, known_seq}};
    CO_TRY(figures, co_await trend::read_period_figures(tx, questions));

    const auto at_end = db::parameters::of(tenant, before, known_seq);
    const auto at_start = db::parameters::of(tenant, from, known_seq);
    const auto in_period = db::parameters::of(tenant, from, before, known_seq);
    const auto on_last_day = db::parameters::of(tenant, moved.closing_date);
    CO_TRY(observations, co_await tx.raw(sql::report::observations, at_end));
    CO_TRY(opening, co_await tx.raw(sql::report::observations, at_start));
    CO_TRY(steps, co_await tx.raw(sql::report::steps, in_period));
    CO_TRY(requirements, co_await tx.raw(sql::report::requirements, at_end));
    CO_TRY(branches, co_await tx.raw(sql::report::branches, at_end));
    CO_TRY(engagements, co_await tx.raw(sql::report::engagements, at_end));
    CO_TRY(settings, co_await tx.raw(sql::report::settings, on_last_day));
    co_return evidence{
        std::move(whose),
        wanted.on,
        std::move(moved),
        std::move(*until),
        std::move(metrics.document),
        metrics.definition_version,
        figures.at(0),
        std::move(observations),
        std::move(opening),
        std::move(steps),
        std::move(requirements),
        std::move(branches),
        std::move(engagements),
        std::move(settings)
    };
}

result<> write_evidence(const evidence& found, const std::filesystem::path& file) {
    CHECK_RESULT(check_sheets_fit(found));
    workbook book(
        file,
        fmt::format("{}, {}", tenant::printed_name(found.whose), found.moved.label),
        found.moved.closing_date,
        fmt::format("{}{}, {}", found.whose.slug, found.whose.simulated ? " (made up)" : "", found.moved.label)
    );
    auto* summary = book.add_sheet("Summary", 0);  // first in the book, and written last
    CHECK_RESULT(write_sheets(book, found));
    write_summary(book, summary, found);
    return book.close();
}

}  // namespace vouch::report
