#include "snapshot/capture.h"

#include <algorithm>

#include "db/batch_tx.h"
#include "metric/catalogue.h"
#include "snapshot/queries.h"

namespace vouch::snapshot {

task<std::vector<captured>> capture(
    db::pool& batch, std::vector<uuid> tenants, std::optional<date> business_date, instant now, std::string actor
) {
    const auto& wanted = metric::current_definition();
    std::vector<captured> all;
    for (std::size_t from = 0; from < tenants.size(); from += tenants_per_capture_max) {
        const auto to = std::min(tenants.size(), from + tenants_per_capture_max);
        const std::vector<uuid> some(
            tenants.begin() + static_cast<std::ptrdiff_t>(from), tenants.begin() + static_cast<std::ptrdiff_t>(to)
        );
        CO_TRY(tx, co_await db::batch_tx::begin_write(batch, some, actor, "daily capture"));
        CO_TRY(written, co_await tx.rows(snapshot::capture(wanted), some, business_date, now, wanted.version));
        CO_CHECK(co_await tx.commit());
        for (const auto& row : written) all.push_back({row.tenant_id, row.business_date});
    }
    co_return all;
}

}  // namespace vouch::snapshot
