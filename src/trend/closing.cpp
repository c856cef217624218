#include "trend/closing.h"

#include <algorithm>
#include <fmt/format.h>

#include "seal/queries.h"
#include "trend/queries.h"

namespace vouch::trend {

namespace {

task<tenant::period> period_for(db::tenant_tx& tx, const closing_question& asked) {
    if (asked.label) co_return co_await tenant::named_period(tx, {*asked.label, {}}, asked.now);
    if (asked.as_of) co_return co_await tenant::period_of(tx, "quarter", *asked.as_of, asked.now);
    CO_TRY(day, co_await last_day(tx, asked.on, asked.now));
    co_return co_await tenant::period_of(tx, "quarter", day, asked.now);
}

}  // namespace

task<date> last_day(db::tenant_tx& tx, basis on, instant now) {
    CO_TRY(range, co_await tx.one(reported_range, tx.tenant(), now));
    if (on == basis::restated) co_return range.today - std::chrono::days(1);
    if (!range.last) co_return fail(errc::not_found, "no day was captured yet; ask with basis=restated");
    co_return *range.last;
}

task<closing> find_closing(db::tenant_tx& tx, closing_question asked) {
    CO_TRY(found, co_await period_for(tx, asked));
    const auto yesterday = found.today - std::chrono::days(1);
    const auto last = std::min({found.ends_on, yesterday, asked.as_of.value_or(found.ends_on)});
    if (last < found.starts_on) {
        co_return fail(errc::bad_input, fmt::format("{} begins after {}", found.label, to_string(last)));
    }
    if (asked.on == basis::restated) {
        CO_TRY(known, co_await tx.one(seal::known_seq, tx.tenant(), asked.known_at));
        co_return closing{std::move(found), last, known.known_seq};
    }
    CO_TRY(ends, co_await tx.one(period_ends, tx.tenant(), found.starts_on, last));
    if (!ends.closing_date) {
        co_return fail(
            errc::not_found,
            fmt::format("{} has no day that was captured; ask with basis=restated, or for another", found.label)
        );
    }
    co_return closing{std::move(found), *ends.closing_date, *ends.closing_seq};
}

}  // namespace vouch::trend
