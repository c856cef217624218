#include "record/severity.h"

#include <algorithm>

#include "base/json_text.h"
#include "record/passed_over.h"
#include "record/queries.h"

namespace vouch::record {

task<> change_severity(db::tenant_tx& tx, std::vector<severity_change> wanted) {
    CO_TRY(changed, co_await tx.rows(change_severities, tx.tenant(), json_text(wanted)));
    for (const auto& each : wanted) {
        if (std::ranges::find(changed, each.id, &observation_id_row::id) != changed.end()) continue;
        CO_TRY(stands, co_await as_expected(tx, each.id, each.expected_version, ""));
        const auto name = "observation " + to_string(each.id);
        if (stands.severity == each.severity) co_return fail(errc::refused, name + " is " + each.severity + " already");
        co_return fail(errc::refused, name + " is " + stands.status + ": its severity stays what it was");
    }
    co_return result<>{};
}

}  // namespace vouch::record
