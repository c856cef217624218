#include "record/audit_plan.h"

#include "base/json_text.h"
#include "record/queries.h"

namespace vouch::record {

task<> add_areas(db::tenant_tx& tx, std::vector<new_area> added) {
    CO_CHECK(co_await tx.execute(insert_areas, tx.tenant(), json_text(added)));
    co_return result<>{};
}

task<> add_plan(db::tenant_tx& tx, new_plan added) {
    CO_CHECK(co_await tx.execute(insert_plan, tx.tenant(), added.id, added.fiscal_year, added.quarter));
    co_return result<>{};
}

}  // namespace vouch::record
