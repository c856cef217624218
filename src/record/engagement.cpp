#include "record/engagement.h"

#include "base/json_text.h"
#include "record/queries.h"

namespace vouch::record {

task<> plan_engagements(db::tenant_tx& tx, std::vector<new_engagement> planned) {
    CO_CHECK(co_await tx.execute(insert_engagements, tx.tenant(), json_text(planned)));
    co_return result<>{};
}

bool is_legal_engagement_move(std::string_view from, std::string_view to) {
    if (from == "PLANNED") return to == "IN_PROGRESS" || to == "CANCELLED";
    return from == "IN_PROGRESS" && (to == "COMPLETED" || to == "CANCELLED");
}

task<> move(db::tenant_tx& tx, engagement_move wanted) {
    if (!is_legal_engagement_move(wanted.from, wanted.to)) {
        co_return fail(errc::refused, "an engagement does not go from " + wanted.from + " to " + wanted.to);
    }
    if ((wanted.to == "COMPLETED") != wanted.completed_on.has_value()) {
        co_return fail(errc::refused, "an engagement is completed on a day, and only a completed one is");
    }
    CO_TRY(
        moved, co_await tx.execute(move_engagement, tx.tenant(), wanted.id, wanted.from, wanted.to, wanted.completed_on)
    );
    if (moved != 1) {
        co_return fail(
            errc::conflict, "engagement " + to_string(wanted.id) + " is no longer " + wanted.from + "; read it again"
        );
    }
    co_return result<>{};
}

task<> issue_report(db::tenant_tx& tx, engagement_report issued) {
    CO_TRY(
        noted, co_await tx.execute(note_report, tx.tenant(), issued.id, issued.number, issued.issued_on, issued.rating)
    );
    if (noted != 1) {
        co_return fail(
            errc::conflict,
            "engagement " + to_string(issued.id) + " has not begun, or has its report already; read it again"
        );
    }
    co_return result<>{};
}

}  // namespace vouch::record
