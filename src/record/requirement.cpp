#include "record/requirement.h"

#include <fmt/format.h>

#include "base/json_text.h"
#include "record/queries.h"

namespace vouch::record {

task<> add_requirements(db::tenant_tx& tx, std::vector<new_requirement> added) {
    CO_CHECK(co_await tx.execute(insert_requirements, tx.tenant(), json_text(added)));
    co_return result<>{};
}

task<> assess(db::tenant_tx& tx, std::vector<requirement_assessment> assessments) {
    for (const auto& each : assessments) {
        if ((each.to == "NOT_APPLICABLE") != each.not_applicable_reason.has_value()) {
            co_return fail(
                errc::refused,
                "requirement " + to_string(each.id) +
                    ": one that does not apply says why, and no other gives a reason for that"
            );
        }
    }
    CO_TRY(assessed, co_await tx.execute(assess_requirements, tx.tenant(), json_text(assessments)));
    if (assessed != static_cast<std::int64_t>(assessments.size())) {
        co_return fail(
            errc::conflict,
            fmt::format(
                "{} of {} requirements have another status by now than the review saw; read them again",
                static_cast<std::int64_t>(assessments.size()) - assessed,
                assessments.size()
            )
        );
    }
    co_return result<>{};
}

}  // namespace vouch::record
