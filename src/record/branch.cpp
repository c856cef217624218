#include "record/branch.h"

#include "base/json_text.h"
#include "record/queries.h"

namespace vouch::record {

task<> open_branches(db::tenant_tx& tx, std::vector<new_branch> opened) {
    CO_CHECK(co_await tx.execute(insert_branches, tx.tenant(), json_text(opened)));
    co_return result<>{};
}

task<> close_branch(db::tenant_tx& tx, uuid id, date last_day) {
    CO_TRY(closed, co_await tx.execute(record::close_branch_on, tx.tenant(), id, last_day));
    if (closed != 1) {
        co_return fail(errc::conflict, "branch " + to_string(id) + " is not there or closed already; read it again");
    }
    co_return result<>{};
}

}  // namespace vouch::record
