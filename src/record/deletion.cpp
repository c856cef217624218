#include "record/deletion.h"

#include "record/queries.h"

namespace vouch::record {

namespace {

using removal = db::query<db::no_row, uuid, uuid>;

/// Removes what nothing points to; of two writers at once, one that just made a link wins.
task<> remove(db::tenant_tx& tx, const removal& statement, uuid id, std::string what) {
    const auto removed = co_await tx.execute(statement, tx.tenant(), id);
    if (!removed && removed.error().sqlstate == "23503") {
        co_return fail(errc::conflict, "something was linked to " + what + " in the meantime; retry");
    }
    if (!removed) co_return std::unexpected(removed.error());
    if (*removed != 1) co_return fail(errc::not_found, "there is no " + what);
    co_return result<>{};
}

}  // namespace

task<std::int64_t> delete_observation(db::tenant_tx& tx, uuid id) {
    CO_CHECK(co_await tx.execute(wait_for_turn, tx.tenant()));
    CO_TRY(cleared, co_await tx.execute(clear_links_to_observation, tx.tenant(), id));
    CO_CHECK(co_await tx.execute(remove_observation_text, tx.tenant(), id));
    CO_CHECK(co_await remove(tx, remove_observation, id, "observation " + to_string(id)));
    co_return cleared;
}

task<std::int64_t> delete_engagement(db::tenant_tx& tx, uuid id) {
    CO_CHECK(co_await tx.execute(wait_for_turn, tx.tenant()));
    CO_TRY(cleared, co_await tx.execute(clear_links_to_engagement, tx.tenant(), id));
    CO_CHECK(co_await remove(tx, remove_engagement, id, "engagement " + to_string(id)));
    co_return cleared;
}

}  // namespace vouch::record
