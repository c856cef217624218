#include "record/import/series_links.h"

#include "record/queries.h"

namespace vouch::record {

task<std::int64_t> place_in_series(db::tenant_tx& tx) {
    for (const auto* table : {&make_staged_series, &make_staged_repeats}) CO_CHECK(co_await tx.execute(*table));
    for (const auto* statement : {&stage_series, &import_series, &stage_repeats}) {
        CO_CHECK(co_await tx.execute(*statement, tx.tenant()));
    }
    co_return co_await tx.execute(keep_series_repeats, tx.tenant());
}

task<> link_recorded(db::tenant_tx& tx, date as_of) {
    for (const auto* statement : {&import_cleared_repeats, &import_repeats}) {
        CO_CHECK(co_await tx.execute(*statement, tx.tenant(), as_of));
    }
    co_return result<>{};
}

}  // namespace vouch::record
