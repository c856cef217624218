#pragma once
// All figures of one day, as reported or as known at any moment; and the risk of each branch on it.
#include <boost/describe/class.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/task.h"
#include "base/values.h"
#include "db/tenant_tx.h"
#include "trend/basis.h"

namespace vouch::trend {

struct day_request {
    std::optional<date> business_date;  // none: the last that has ended, or on basis reported the last captured
    basis on = basis::restated;
    std::optional<instant> known_at;  // basis restated: as known then; none: now
    instant now;
};

struct day_figures {
    date business_date;
    std::int64_t known_seq = 0;  // 0: nothing was known
    std::string origin;          // observed, replayed or restated
    std::string metrics;         // the document of docs/metrics.md; "{}" when nothing was known
};

/// Errors: not_found (basis reported: the day was never captured), bad_input (a day that has not ended, known_at on
/// basis reported), db_unavailable, db_timeout.
task<day_figures> read_day(db::tenant_tx& tx, day_request wanted);

/// The day that is meant and what is known of it, without its figures. Errors: as read_day.
struct known_day {
    date business_date;
    std::int64_t known_seq = 0;
};
task<known_day> find_day(db::tenant_tx& tx, day_request wanted);

struct branch_risk {
    std::optional<uuid> id;  // none: what belongs to no branch
    std::optional<std::string> code;
    std::optional<std::string> name;
    std::int64_t critical;  // outstanding, as are high and other
    std::int64_t high;
    std::int64_t other;
    std::int64_t points;
    std::int32_t band;  // 1 the riskiest, to 4
};
BOOST_DESCRIBE_STRUCT(branch_risk, (), (id, code, name, critical, high, other, points, band))

/// Of every branch that is active on the day or has something outstanding, the riskiest first. Errors: as read_day.
task<std::vector<branch_risk>> read_branch_risk(db::tenant_tx& tx, const day_figures& of);

}  // namespace vouch::trend
