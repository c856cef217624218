#pragma once
// What happens at the made-up bank: each event is recorded by one transaction, in the name of whoever did it.
#include <cstddef>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/values.h"
#include "record/audit_plan.h"
#include "record/branch.h"
#include "record/closing_date.h"
#include "record/due_date.h"
#include "record/engagement.h"
#include "record/observation.h"
#include "record/requirement.h"
#include "record/severity.h"
#include "tenant/settings.h"

namespace vouch::demo {

/// A repeat finding that was confirmed.
struct repeat_confirmed {
    uuid id;
    std::int32_t expected_version;
    uuid prior_id;
};
struct branch_closed {
    uuid id;
    date last_day;
};
struct quarter_planned {
    record::new_plan plan;
    std::vector<record::new_engagement> engagements;
};
struct report_issued {
    record::engagement_report report;
    std::vector<record::observation_move> observations;
};
struct observation_deleted {
    uuid id;
};
struct engagement_deleted {
    uuid id;
};
struct settings_changed {
    tenant::setting_change change;
};
struct reworded {
    uuid id;
    std::int32_t expected_version;
    record::observation_words words;
};
/// The nightly job that issues again what was accepted until a day that has come.
struct acceptances_expire {};
/// The daily capture.
struct day_captured {
    date business_date;
};
/// Days that were not captured are rebuilt.
struct days_replayed {
    date first, last;
};

using happening = std::variant<
    std::vector<record::new_branch>,
    branch_closed,
    std::vector<record::new_area>,
    quarter_planned,
    record::engagement_move,
    report_issued,
    std::vector<record::new_requirement>,
    std::vector<record::requirement_assessment>,
    std::vector<record::new_observation>,
    reworded,
    std::vector<record::observation_move>,
    std::vector<record::extension>,
    std::vector<repeat_confirmed>,
    std::vector<record::severity_change>,
    record::closing_correction,
    observation_deleted,
    engagement_deleted,
    settings_changed,
    acceptances_expire,
    day_captured,
    days_replayed>;

struct event {
    std::size_t told;  // place in the telling: orders what happens at the same moment
    instant at;        // when it is recorded; strictly ascending in a life
    std::string actor;
    std::string reason;
    std::optional<instant> since;  // since when it holds, where that is not when it is recorded
    happening what;
};

}  // namespace vouch::demo
