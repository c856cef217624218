#pragma once
// Figures of whole periods, computed from history: closings, ages, repeats (docs/metrics.md, "Figures of a period").
#include <boost/describe/class.hpp>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/task.h"
#include "base/values.h"
#include "db/tenant_tx.h"

namespace vouch::trend {

/// A period and what is known about it.
struct period_question {
    date first;
    date last;
    std::int64_t known_seq = 0;
};

struct period_figures {
    std::int64_t closed_and_standing = 0;                       // closed in the period and closed at its end
    std::optional<std::int64_t> days_to_close_median_tenths;    // null under five closings
    std::optional<std::int64_t> days_to_close_p90;              // days
    std::optional<std::int64_t> outstanding_age_median_tenths;  // days; null when nothing is outstanding
    std::int64_t issued = 0;
    std::int64_t repeats = 0;
    std::int64_t persisting = 0;
};

/// One answer per question, in their order. Errors: db_unavailable, db_timeout.
task<std::vector<period_figures>> read_period_figures(db::tenant_tx& tx, std::vector<period_question> questions);

/// part / whole in tenths of a percent by the rule of docs/metrics.md; none where whole is 0.
std::optional<std::int64_t> share_tenths(std::int64_t part, std::int64_t whole);

}  // namespace vouch::trend
