#pragma once
// The settings of a tenant and their history: what a day is, when its fiscal year starts, and what its scores weigh.
#include <boost/describe/class.hpp>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/task.h"
#include "base/values.h"
#include "db/tenant_tx.h"

namespace vouch::tenant {

/// Settings hold from the start of a business date until those that follow. docs/metrics.md says what the weights,
/// shares and bands do.
struct setting {
    date starts_on;  // of the first: 0001-01-01
    std::string zone;
    std::int32_t fiscal_year_start_month;
    std::int32_t capture_minute;
    std::int32_t weight_critical, weight_high, weight_medium, weight_low;
    bool per_branch;
    std::int32_t share_compliance, share_finding, share_coverage;
    std::int32_t band_1, band_2, band_3;
    std::int32_t risk_weight_critical, risk_weight_high, risk_weight_other;
    std::int32_t risk_band_1, risk_band_2, risk_band_3;
    std::string approved_by;  // empty for the first
    std::int64_t change_set;
    std::string actor;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(
    setting,
    (),
    (starts_on,
     zone,
     fiscal_year_start_month,
     capture_minute,
     weight_critical,
     weight_high,
     weight_medium,
     weight_low,
     per_branch,
     share_compliance,
     share_finding,
     share_coverage,
     band_1,
     band_2,
     band_3,
     risk_weight_critical,
     risk_weight_high,
     risk_weight_other,
     risk_band_1,
     risk_band_2,
     risk_band_3,
     approved_by,
     change_set,
     actor,
     reason)
)

/// Oldest first; at least one. Errors: db_unavailable, db_timeout.
task<std::vector<setting>> read_settings(db::tenant_tx& tx);

struct setting_change {
    date starts_on;           // a business date that has not begun, also not in the zone it moves to
    std::string approved_by;  // somebody other than the author of the transaction
    std::optional<std::string> zone;
    std::optional<std::int32_t> fiscal_year_start_month;
    std::optional<std::int32_t> capture_minute;
    std::map<std::string, std::int32_t> figures;  // weights, shares, bands by name; per_branch is 0 or 1
};

/// Adds settings that hold from a business date on; what is not given stays as it is the day before.
/// Errors: bad_input (an unknown name, a value out of its range, shares that do not make 100), refused (a day that has
/// begun, no second person), conflict (settings start on that day already), db_unavailable, db_timeout.
task<> change_settings(db::tenant_tx& tx, setting_change wanted);

}  // namespace vouch::tenant
