#include "snapshot/sealed_period.h"

#include <fmt/format.h>

#include "db/tenant_tx.h"
#include "snapshot/queries.h"
#include "tenant/named_period.h"

namespace vouch::snapshot {

namespace {

struct found_period {
    tenant::period calendar;
    revisions_of_period_row revisions;
};

task<found_period> find(db::pool& app, uuid tenant, const period_to_seal& wanted, instant now) {
    CO_TRY(tx, co_await db::tenant_tx::begin_read(app, tenant));
    CO_TRY(period, co_await tenant::named_period(tx, {wanted.label, wanted.starts_on}, now));
    CO_TRY(
        revisions, co_await tx.one(revisions_of_period, tx.tenant(), period.grain, period.starts_on, period.ends_on)
    );
    CO_CHECK(co_await tx.commit());
    co_return found_period{std::move(period), revisions};
}

}  // namespace

task<sealed_period> seal_period(db::pool& app, uuid tenant, period_to_seal wanted, std::string actor, instant now) {
    CO_TRY(found, co_await find(app, tenant, wanted, now));
    auto& period = found.calendar;
    if (found.revisions.sealed_revision) {
        co_return fail(
            errc::refused,
            fmt::format(
                "{} is sealed already: it was reported with revision {} of the snapshot of {}",
                period.label,
                *found.revisions.sealed_revision,
                to_string(period.ends_on)
            )
        );
    }
    const auto revision = wanted.revision.value_or(found.revisions.last_revision.value_or(1));
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
