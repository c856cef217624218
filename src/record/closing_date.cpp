#include "record/closing_date.h"

#include "db/tenant_tx.h"
#include "record/passed_over.h"
#include "record/queries.h"

namespace vouch::record {

task<> correct_closing(db::pool& app, uuid tenant, closing_correction corrected, db::author by) {
    by.effective = "rows";
    CO_TRY(tx, co_await db::tenant_tx::begin_write(app, tenant, std::move(by)));
    const auto version = corrected.expected_version;
    CO_TRY(undone, co_await tx.execute(undo_closing, tenant, corrected.id, version));
    if (undone != 1) {
        CO_CHECK(co_await as_expected(tx, corrected.id, version, "CLOSED"));
        co_return fail(
            errc::conflict, "observation " + to_string(corrected.id) + " was changed just now; read it again"
        );
    }
    CO_TRY(
        closed,
        co_await tx.execute(
            close_since, tenant, corrected.id, version + 1, corrected.closed_at, corrected.closing_basis
        )
    );
    if (closed != 1) {
        co_return fail(
            errc::refused,
            "observation " + to_string(corrected.id) + " was not outstanding before it was closed; its closing stays"
        );
    }
    co_return co_await tx.commit();
}

}  // namespace vouch::record
