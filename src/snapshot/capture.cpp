#include "snapshot/capture.h"

#include <algorithm>

#include "db/batch_tx.h"
#include "metric/catalogue.h"
#include "snapshot/queries.h"

namespace vouch::snapshot {

namespace {

/// Errors: internal: the statement says a word that is none of ours.
result<capture_outcome> outcome_named(std::string_view name) {
    if (name == "captured") return capture_outcome::captured;
    if (name == "was_there") return capture_outcome::was_there;
    if (name == "not_onboarded") return capture_outcome::not_onboarded;
    if (name == "not_due") return capture_outcome::not_due;
    if (name == "nothing_known") return capture_outcome::nothing_known;
    return fail(errc::internal, "a capture cannot end in \"" + std::string(name) + "\"");
}

}  // namespace

task<std::vector<capture_of_tenant>> capture(
    db::pool& batch,
    std::vector<uuid> tenants,
    std::optional<date> business_date,
    instant now,
    std::string actor,
    std::optional<instant> recorded_at
) {
    const auto& wanted = metric::current_definition();
    std::vector<capture_of_tenant> all;
    for (std::size_t from = 0; from < tenants.size(); from += tenants_per_capture_max) {
        const auto to = std::min(tenants.size(), from + tenants_per_capture_max);
        const std::vector<uuid> some(
            tenants.begin() + static_cast<std::ptrdiff_t>(from), tenants.begin() + static_cast<std::ptrdiff_t>(to)
        );
        CO_TRY(tx, co_await db::batch_tx::begin_write(batch, some, actor, "daily capture", recorded_at));
        CO_TRY(rows, co_await tx.rows(snapshot::capture(wanted), some, business_date, now, wanted.version));
        CO_CHECK(co_await tx.commit());
        for (const auto& row : rows) {
            CO_TRY(outcome, outcome_named(row.outcome));
            all.push_back({row.tenant_id, row.business_date, row.slot_at, outcome});
        }
    }
    co_return all;
}

}  // namespace vouch::snapshot
