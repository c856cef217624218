#pragma once
// The periods of a tenant's calendar by their labels.
#include <boost/describe/class.hpp>
#include <optional>
#include <string>

#include "base/task.h"
#include "base/values.h"
#include "db/tenant_tx.h"

namespace vouch::tenant {

/// A period of a tenant's calendar, whole.
struct period {
    std::string grain;  // week, month, quarter or year
    std::string label;  // "FY 2025-26 Q3", "FY 2025-26", "2026-02", "2026-W07"
    date starts_on;
    date ends_on;
    date today;  // in the tenant's zone
};
BOOST_DESCRIBE_STRUCT(period, (), (grain, label, starts_on, ends_on, today))

/// What a person calls a period.
struct period_name {
    std::string label;              // in either case
    std::optional<date> starts_on;  // where the fiscal year was moved and two periods have that label
};

/// Errors: not_found, saying how periods are called; bad_input (two have that label, and no first day was named);
/// db_unavailable, db_timeout.
task<period> named_period(db::tenant_tx& tx, period_name wanted, instant now);

/// The period of a grain (week, month, quarter, year) that a business date lies in. Errors: db_unavailable, db_timeout.
task<period> period_of(db::tenant_tx& tx, std::string grain, date day, instant now);

/// The fiscal year of a business date; none: of today. Errors: db_unavailable, db_timeout.
task<period> fiscal_year_of(db::tenant_tx& tx, std::optional<date> day, instant now);

}  // namespace vouch::tenant
