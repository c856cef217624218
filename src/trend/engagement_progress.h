#pragma once
// How far the engagements of a tenant have come: their status, and the real count of their observations.
#include <boost/describe/class.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/task.h"
#include "base/values.h"
#include "db/tenant_tx.h"
#include "tenant/named_period.h"

namespace vouch::trend {

/// Observations by state. outstanding = with_management + awaiting_audit; total is all of them.
struct state_counts {
    std::int64_t in_preparation = 0;
    std::int64_t outstanding = 0;
    std::int64_t with_management = 0;
    std::int64_t awaiting_audit = 0;
    std::int64_t closed = 0;
    std::int64_t risk_accepted = 0;
    std::int64_t no_longer_valid = 0;
    std::int64_t withdrawn = 0;
    std::int64_t total = 0;
};
BOOST_DESCRIBE_STRUCT(
    state_counts,
    (),
    (in_preparation,
     outstanding,
     with_management,
     awaiting_audit,
     closed,
     risk_accepted,
     no_longer_valid,
     withdrawn,
     total)
)

struct observation_counts {
    state_counts critical, high, medium, low, all;
};
BOOST_DESCRIBE_STRUCT(observation_counts, (), (critical, high, medium, low, all))

struct engagement_progress {
    uuid id;
    std::optional<std::string> branch_code;
    std::optional<std::string> branch;
    std::optional<std::string> area;
    std::optional<std::string> auditor;  // the name of who is assigned
    std::string status;                  // PLANNED, IN_PROGRESS, COMPLETED, CANCELLED
    std::optional<date> scheduled_on;
    std::optional<date> completed_on;
    std::optional<std::string> report_number;
    std::optional<std::string> rating;
    observation_counts observations;
};
BOOST_DESCRIBE_STRUCT(
    engagement_progress,
    (),
    (id, branch_code, branch, area, auditor, status, scheduled_on, completed_on, report_number, rating, observations)
)

struct progress_question {
    tenant::period of;                   // scheduled in it, or completed in it where nothing was scheduled
    std::optional<std::string> auditor;  // none: of all
    date as_of;                          // at the end of this business date
    std::optional<instant> known_at;     // as known then; none: as known now
    std::optional<std::int64_t> known_seq = std::nullopt;  // instead of known_at: as known at this sequence number
};

/// The engagements of a period, by day, branch and area; those without a day belong to every period.
/// Errors: db_unavailable, db_timeout.
task<std::vector<engagement_progress>> progress_of_engagements(db::tenant_tx& tx, progress_question asked);

}  // namespace vouch::trend
