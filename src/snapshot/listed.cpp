#include "snapshot/listed.h"

#include <fmt/format.h>

namespace vouch::snapshot {

task<snapshot_list> list_snapshots(db::tenant_tx& tx, std::optional<date> first, std::optional<date> last) {
    if (!first || !last) {
        CO_TRY(range, co_await tx.one(last_days, tx.tenant(), listed_days));
        if (!first) first = range.first;
        if (!last) last = range.last;
    }
    if (!first || !last) co_return fail(errc::not_found, "no day was captured yet: `vouch capture` or `vouch replay`");
    if (*first > *last) {
        co_return fail(errc::bad_input, fmt::format("{} comes after {}", to_string(*first), to_string(*last)));
    }
    if ((*last - *first).count() >= listed_days_max) {
        co_return fail(errc::bad_input, fmt::format("at most {} days are listed; ask for fewer", listed_days_max));
    }
    snapshot_list found{*first, *last, {}};
    CO_TRY(rows, co_await tx.rows(list, tx.tenant(), *first, *last));
    found.snapshots = std::move(rows);
    co_return found;
}

task<proof_row> read_proof(db::tenant_tx& tx, date business_date, std::optional<std::int32_t> revision) {
    CO_TRY(found, co_await tx.optional_one(proof, tx.tenant(), business_date, revision));
    if (found) co_return std::move(*found);
    co_return fail(
        errc::not_found,
        revision ? fmt::format("{} has no snapshot with revision {}", to_string(business_date), *revision)
                 : fmt::format("{} has no snapshot", to_string(business_date))
    );
}

}  // namespace vouch::snapshot
