#include "db/batch_tx.h"

#include "db/plumbing.h"
#include "sql/tenant.h"

namespace vouch::db {

task<batch_tx> batch_tx::begin_read(pool& from, std::vector<uuid> tenants) {
    CO_TRY(owned, co_await from.acquire_exclusive());
    const std::optional<std::string> nobody;
    const std::optional<instant> never;
    co_return batch_tx(
        std::move(owned),
        {{plumbing::begin_read, {}}, {sql::tenant::enter_batch, parameters::of(tenants, nobody, nobody, never)}},
        from.settings().round_trip_ms_max
    );
}

task<batch_tx> batch_tx::begin_write(
    pool& from, std::vector<uuid> tenants, std::string actor, std::string reason, std::optional<instant> recorded_at
) {
    CO_TRY(owned, co_await from.acquire_exclusive());
    co_return batch_tx(
        std::move(owned),
        {{plumbing::begin_write, {}}, {sql::tenant::enter_batch, parameters::of(tenants, actor, reason, recorded_at)}},
        from.settings().round_trip_ms_max
    );
}

}  // namespace vouch::db
