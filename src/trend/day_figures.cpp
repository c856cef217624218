#include "trend/day_figures.h"

#include <fmt/format.h>

#include "metric/queries.h"
#include "seal/queries.h"
#include "trend/queries.h"

namespace vouch::trend {

namespace {

task<day_figures> reported(db::tenant_tx& tx, date business_date) {
    CO_TRY(day, co_await tx.optional_one(reported_day, tx.tenant(), business_date));
    if (!day) {
        co_return fail(
            errc::not_found,
            to_string(business_date) +
                " has no snapshot: `vouch capture` or `vouch replay` takes one, --basis restated computes the day anew"
        );
    }
    co_return day_figures{business_date, day->known_seq, std::move(day->origin), std::move(day->metrics)};
}

task<day_figures> restated(db::tenant_tx& tx, date business_date, std::optional<instant> until) {
    CO_TRY(known, co_await tx.one(seal::known_seq, tx.tenant(), until));
    CO_TRY(ends, co_await tx.rows(ends_of_days, tx.tenant(), std::vector<date>{business_date}));
    CO_TRY(
        rows,
        co_await tx.rows(
            metric::ask(metric::current_definition()),
            std::vector<uuid>{tx.tenant()},
            std::vector<date>{business_date},
            std::vector<instant>{ends.at(0).ends_at},
            std::vector<std::int64_t>{known.known_seq}
        )
    );
    co_return day_figures{business_date, known.known_seq, "restated", rows.at(0).metrics.value_or("{}")};
}

task<date> day_meant(db::tenant_tx& tx, const day_request& wanted) {
    const bool is_reported = wanted.on == basis::reported;
    CO_CHECK(check_known_at(wanted.on, wanted.known_at));
    CO_TRY(range, co_await tx.one(is_reported ? reported_range : restated_range, tx.tenant(), wanted.now));
    const auto yesterday = range.today - std::chrono::days(1);
    const auto day = wanted.business_date ? *wanted.business_date : is_reported && range.last ? *range.last : yesterday;
    if (day > yesterday) {
        co_return fail(errc::bad_input, to_string(day) + " has not ended in the tenant's zone");
    }
    co_return day;
}

}  // namespace

task<day_figures> read_day(db::tenant_tx& tx, day_request wanted) {
    CO_TRY(day, co_await day_meant(tx, wanted));
    if (wanted.on == basis::reported) co_return co_await reported(tx, day);
    co_return co_await restated(tx, day, wanted.known_at);
}

task<known_day> find_day(db::tenant_tx& tx, day_request wanted) {
    CO_TRY(day, co_await day_meant(tx, wanted));
    if (wanted.on == basis::reported) {
        CO_TRY(found, co_await reported(tx, day));
        co_return known_day{day, found.known_seq};
    }
    CO_TRY(known, co_await tx.one(seal::known_seq, tx.tenant(), wanted.known_at));
    co_return known_day{day, known.known_seq};
}

task<std::vector<branch_risk>> read_branch_risk(db::tenant_tx& tx, const day_figures& of) {
    return tx.rows(risk_of_branches, tx.tenant(), of.business_date, of.known_seq);
}

}  // namespace vouch::trend
