#include "snapshot/retention.h"

#include <fmt/format.h>

#include "db/batch_tx.h"
#include "snapshot/queries.h"

namespace vouch::snapshot {

task<retention_plan> plan_retention(db::pool& batch, uuid tenant, std::int32_t keep_days, instant now) {
    CO_TRY(tx, co_await db::batch_tx::begin_read(batch, {tenant}));
    CO_TRY(rows, co_await tx.rows(retention, tenant, keep_days, now));
    CO_CHECK(co_await tx.commit());
    co_return plan_of(rows);
}

task<retirement> retire(db::pool& batch, uuid tenant, std::int32_t keep_days, instant now, std::string actor) {
    const auto why = fmt::format("retention: days are kept whole for {} days", keep_days);
    CO_TRY(tx, co_await db::batch_tx::begin_write(batch, {tenant}, std::move(actor), why));
    CO_TRY(rows, co_await tx.rows(retention, tenant, keep_days, now));
    CO_TRY(plan, plan_of(rows));
    const auto id = random_uuid();
    CO_TRY(gone, co_await tx.optional_one(insert_retirement, tenant, id, keep_days, now));
    retirement made{std::move(plan), std::nullopt};
    if (gone) {
        CO_TRY(place, co_await tx.one(retirement_seq, tenant, id));
        made.recorded_in = place.seq;
    }
    // What is printed is what was done: a snapshot taken between the two statements could keep another from going.
    if ((gone ? gone->retired : 0) != made.done.all.go) {
        co_return fail(errc::db_busy, "the snapshots changed meanwhile, nothing was retired; run it again");
    }
    CO_CHECK(co_await tx.commit());
    co_return made;
}

}  // namespace vouch::snapshot
