#include "db/worker_tx.h"

#include "db/plumbing.h"
#include "sql/tenant.h"

namespace vouch::db {

task<worker_tx> worker_tx::begin(pool& from) {
    CO_TRY(owned, co_await from.acquire_exclusive());
    co_return worker_tx(std::move(owned), {{plumbing::begin_write, {}}}, from.settings().round_trip_ms_max);
}

// The role first, by itself: what follows is prepared with the rights of the role that is in force then.
task<tenant_tx> worker_tx::as_tenant(uuid tenant, author by) {
    CO_CHECK(co_await run({{plumbing::become_app, {}}}));
    CO_CHECK(co_await run({tenant_tx::enter(tenant, by)}));
    co_return tenant_tx(*this, tenant);
}

task<batch_tx> worker_tx::as_batch(std::vector<uuid> tenants, std::string actor, std::string reason) {
    const std::optional<instant> by_the_clock;
    CO_CHECK(co_await run({{plumbing::become_batch, {}}}));
    CO_CHECK(co_await run({{sql::tenant::enter_batch, parameters::of(tenants, actor, reason, by_the_clock)}}));
    co_return batch_tx(*this);
}

task<> worker_tx::as_worker() {
    CO_CHECK(co_await run({{plumbing::check_now, {}}, {plumbing::check_at_end, {}}, {plumbing::become_worker, {}}}));
    co_return result<>();
}

}  // namespace vouch::db
