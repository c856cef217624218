#include "trend/named_period.h"

#include <fmt/format.h>

#include "trend/queries.h"

namespace vouch::trend {

task<period> named_period(db::tenant_tx& tx, std::string label, instant now) {
    CO_TRY(named, co_await tx.rows(period_named, tx.tenant(), label, now));
    if (named.empty()) {
        co_return fail(
            errc::not_found,
            fmt::format(
                "there is no period \"{}\" in the tenant's calendar: a quarter is called like FY 2025-26 Q3, a month "
                "2026-02, a year FY 2025-26",
                label
            )
        );
    }
    if (named.size() > 1) {
        co_return fail(
            errc::bad_input,
            fmt::format(
                "two periods are called \"{}\", because the fiscal year was moved: they start on {} and {}; ask for "
                "the "
                "months instead",
                label,
                to_string(named[0].starts_on),
                to_string(named[1].starts_on)
            )
        );
    }
    co_return std::move(named[0]);
}

task<period> period_of(db::tenant_tx& tx, grain wanted, date day, instant now) {
    return tx.one(period_of_day, tx.tenant(), std::string(name_of(wanted)), day, now);
}

task<period> fiscal_year_of(db::tenant_tx& tx, std::optional<date> day, instant now) {
    return tx.one(period_of_day, tx.tenant(), "year", day, now);
}

}  // namespace vouch::trend
