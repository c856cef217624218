#pragma once
// Reads that come before a tenant is known: which tenant has this slug, which tenants are there. The functions they
// call are SECURITY DEFINER and show identity only; the tables stay behind row-level security.
#include <utility>
#include <vector>

#include "db/pool.h"
#include "db/row_map.h"

namespace vouch::db {

/// One short statement outside any tenant, on a shared connection.
/// Errors: those of run_shared; internal (see decode_rows).
template <class Row, class... P>
task<std::vector<Row>> look_up(pool& from, query<Row, P...> wanted, std::type_identity_t<P>... values) {
    round_trip work{{}, from.settings().round_trip_ms_max};
    work.segments.push_back({{wanted.sql, parameters::of<P...>(values...)}});
    CO_TRY(answers, co_await run_shared(from, std::move(work)));
    co_return decode_rows<Row>(answers.front(), wanted.sql.name);
}

}  // namespace vouch::db
