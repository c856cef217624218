#include "snapshot/sealed_period.h"

#include <fmt/format.h>

#include "db/tenant_tx.h"
#include "snapshot/queries.h"

namespace vouch::snapshot {

namespace {

/// The one that is meant. Errors: not_found, refused (several).
result<period_named_row> chosen(std::vector<period_named_row> named, const period_to_seal& wanted) {
    if (wanted.starts_on) {
        std::erase_if(named, [&](const period_named_row& each) { return each.starts_on != *wanted.starts_on; });
    }
    if (named.empty()) {
        return fail(
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
        return fail(
            errc::refused,
            fmt::format(
                "two periods are called \"{}\", because the fiscal year was moved: one starts on {}, the other on {}; "
                "name the first day as well",
                named.front().label,
                to_string(named.front().starts_on),
                to_string(named.back().starts_on)
            )
        );
    }
    return std::move(named.front());
}

}  // namespace

task<sealed_period> seal_period(db::pool& app, uuid tenant, period_to_seal wanted, std::string actor) {
    CO_TRY(named, co_await db::tenant_tx::read_once(app, tenant, period_named, tenant, wanted.label));
    CO_TRY(period, chosen(std::move(named), wanted));
    if (period.sealed_revision) {
        co_return fail(
            errc::refused,
            fmt::format(
                "{} is sealed already: it was reported with revision {} of the snapshot of {}",
                period.label,
                *period.sealed_revision,
                to_string(period.ends_on)
            )
        );
    }
    const auto revision = wanted.revision.value_or(period.last_revision.value_or(1));
    const auto why = fmt::format("{} was reported", period.label);
    CO_TRY(
        tx,
        co_await db::tenant_tx::begin_write(
            app, tenant, {.actor = std::move(actor), .reason = why, .effective = "", .recorded_at = {}}
        )
    );
    const auto id = random_uuid();
    CO_CHECK(co_await tx.execute(
        insert_sealed_period, tenant, id, period.grain, period.label, period.starts_on, period.ends_on, revision
    ));
    CO_TRY(place, co_await tx.one(sealed_period_seq, tenant, id));
    CO_CHECK(co_await tx.commit());
    co_return sealed_period{
        std::move(period.grain), std::move(period.label), period.starts_on, period.ends_on, revision, place.seq
    };
}

}  // namespace vouch::snapshot
