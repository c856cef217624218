#pragma once
// What is audited and when: areas, and the plan of each quarter with its engagements.
#include <boost/describe/class.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "base/task.h"
#include "base/values.h"
#include "db/tenant_tx.h"

namespace vouch::record {

struct new_area {
    uuid id;
    std::string name;  // unique in the tenant
};
BOOST_DESCRIBE_STRUCT(new_area, (), (id, name))

/// Errors: bad_input (a rule of the table), conflict (a name or id is taken), db_unavailable, db_timeout.
task<> add_areas(db::tenant_tx& tx, std::vector<new_area> added);

struct new_plan {
    uuid id;
    std::int32_t fiscal_year = 0;  // the year that it starts in
    std::int32_t quarter = 0;      // 1 to 4
};

/// Errors: bad_input (no such quarter), conflict (that quarter has a plan), db_unavailable, db_timeout.
task<> add_plan(db::tenant_tx& tx, new_plan added);

}  // namespace vouch::record
