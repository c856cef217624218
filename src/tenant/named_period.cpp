#include "tenant/named_period.h"

#include <fmt/format.h>

#include "tenant/queries.h"

namespace vouch::tenant {

task<period> named_period(db::tenant_tx& tx, period_name wanted, instant now) {
    CO_TRY(named, co_await tx.rows(period_named, tx.tenant(), wanted.label, now));
    if (wanted.starts_on) {
        std::erase_if(named, [&](const period& each) { return each.starts_on != *wanted.starts_on; });
    }
    if (named.empty()) {
        co_return fail(
            errc::not_found,
            fmt::format(
                "the calendar of the tenant has no period \"{}\"{}; periods are called as in \"FY 2025-26 Q3\", "
                "\"FY 2025-26\", 2025-12 or 2025-W52",
                wanted.label,
                wanted.starts_on ? " that starts on " + to_string(*wanted.starts_on) : ""
            )
        );
    }
    if (named.size() > 1) {
        co_return fail(
            errc::bad_input,
            fmt::format(
                "two periods are called \"{}\", because the fiscal year was moved: one starts on {}, the other on {}; "
                "name the first day as well (--starts-on)",
                named.front().label,
                to_string(named.front().starts_on),
                to_string(named.back().starts_on)
            )
        );
    }
    co_return std::move(named.front());
}

task<period> period_of(db::tenant_tx& tx, std::string grain, date day, instant now) {
    return tx.one(period_of_day, tx.tenant(), std::move(grain), day, now);
}

task<period> fiscal_year_of(db::tenant_tx& tx, std::optional<date> day, instant now) {
    return tx.one(period_of_day, tx.tenant(), "year", day, now);
}

}  // namespace vouch::tenant
