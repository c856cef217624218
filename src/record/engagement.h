#pragma once
// The life of an engagement: planned, in progress, completed, with its report; or cancelled.
#include <boost/describe/class.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/task.h"
#include "base/values.h"
#include "db/tenant_tx.h"

namespace vouch::record {

struct new_engagement {
    uuid id;
    std::optional<uuid> plan_id, branch_id, area_id;
    std::optional<date> scheduled_on;
    std::optional<std::string> auditor;  // the name of the auditor it is assigned to
};
BOOST_DESCRIBE_STRUCT(new_engagement, (), (id, plan_id, branch_id, area_id, scheduled_on, auditor))

/// Adds engagements as PLANNED.
/// Errors: bad_input (a plan, branch or area that is not there), conflict (an id is taken), db_unavailable, db_timeout.
task<> plan_engagements(db::tenant_tx& tx, std::vector<new_engagement> planned);

struct engagement_move {
    uuid id;
    std::string from;
    std::string to;
    std::optional<date> completed_on;  // when completing, and only then
};

/// PLANNED -> IN_PROGRESS -> COMPLETED; PLANNED or IN_PROGRESS -> CANCELLED.
bool is_legal_engagement_move(std::string_view from, std::string_view to);

/// Errors: refused (no such move, or completed without a date), conflict (it is no longer `from`), db_unavailable,
/// db_timeout.
task<> move(db::tenant_tx& tx, engagement_move wanted);

struct engagement_report {
    uuid id;
    std::string number;
    date issued_on;
    std::optional<std::string> rating;
};

/// Errors: conflict (it has not begun, or has its report), db_unavailable, db_timeout.
task<> issue_report(db::tenant_tx& tx, engagement_report issued);

}  // namespace vouch::record
