#include "record/risk_acceptance.h"

#include "db/tenant_tx.h"
#include "record/queries.h"

namespace vouch::record {

task<std::int64_t> return_expired(db::pool& app, uuid tenant, instant now, db::author by) {
    by.effective = "rows";
    CO_TRY(tx, co_await db::tenant_tx::begin_write(app, tenant, std::move(by)));
    CO_TRY(returned, co_await tx.execute(return_expired_acceptances, tenant, now));
    CO_CHECK(co_await tx.commit());
    co_return returned;
}

}  // namespace vouch::record
