#include "trend/difference.h"

#include <array>
#include <map>

#include "db/fill_template.h"
#include "metric/queries.h"
#include "seal/queries.h"
#include "trend/facts.h"
#include "trend/figures.h"
#include "trend/queries.h"

namespace vouch::trend {

namespace {

/// The kinds of subject that metrics are made of.
constexpr std::array<std::string_view, 4> kinds{"observation", "requirement", "engagement", "branch"};

task<> compare_figures(db::tenant_tx& tx, const reported_day_row& day, difference& found) {
    const auto& current = metric::current_definition();
    CO_TRY(
        rows,
        co_await tx.rows(
            metric::ask(current),
            std::vector<uuid>(2, tx.tenant()),
            std::vector<date>(2, found.business_date),
            std::vector<instant>(2, day.effective_before),
            std::vector<std::int64_t>{day.known_seq, found.known_seq}
        )
    );
    CO_TRY(reported, figures_of(day.metrics));
    CO_TRY(redefined, figures_of(rows.at(0).metrics.value_or("{}")));  // known then, counted as today
    CO_TRY(restated, figures_of(rows.at(1).metrics.value_or("{}")));
    for (const auto& [path, now] : restated) {
        const auto then = reported.find(path);
        if (then == reported.end()) continue;  // a figure that was not reported yet
        if (then->second == now) continue;
        found.figures.push_back({path, then->second, now, redefined[path] != then->second});
    }
    co_return result<>{};
}

task<> add_subjects(db::tenant_tx& tx, const reported_day_row& day, std::string_view kind, difference& found) {
    static const auto statements = [] {
        std::map<std::string_view, std::pair<std::string, std::string>> made;
        for (const auto each : kinds) {
            made[each] = {
                "trend.moved_rows_template " + std::string(each),
                db::fill_template(sql::trend::moved_rows_template.text, {{"kind", each}})
            };
        }
        return made;
    }();
    const auto& [name, text] = statements.at(kind);
    CO_TRY(
        rows,
        co_await tx.rows(
            moved_rows_query{{name, text}},
            tx.tenant(),
            day.effective_before,
            day.known_seq,
            found.known_seq,
            subjects_per_kind_max
        )
    );
    if (!rows.empty()) found.subjects_total += rows.front().total;
    for (auto& row : rows) {
        CO_TRY(facts, facts_between(row.was, row.is_now));
        found.subjects.push_back(
            {std::string(kind),
             row.id,
             std::move(row.name),
             std::move(row.cause),
             row.was.has_value(),
             row.is_now.has_value(),
             std::move(facts),
             std::move(row.change_sets),
             row.recorded_at,
             std::move(row.actor),
             std::move(row.reason)}
        );
    }
    co_return result<>{};
}

}  // namespace

task<difference> read_difference(db::tenant_tx& tx, date business_date, std::optional<instant> until) {
    CO_TRY(day, co_await tx.optional_one(reported_day, tx.tenant(), business_date));
    if (!day) {
        co_return fail(
            errc::not_found,
            to_string(business_date) + " has no snapshot: nothing was reported of it that could have moved"
        );
    }
    CO_TRY(known, co_await tx.one(seal::known_seq, tx.tenant(), until));
    difference found{
        business_date,
        day->known_seq,
        known.known_seq,
        day->definition_version,
        metric::current_definition().version,
        {},
        {},
        0
    };
    CO_CHECK(co_await compare_figures(tx, *day, found));
    for (const auto each : kinds) CO_CHECK(co_await add_subjects(tx, *day, each, found));
    co_return found;
}

}  // namespace vouch::trend
