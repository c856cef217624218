#pragma once
// Branches and head-office departments: opened, and closed for good.
#include <boost/describe/class.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/task.h"
#include "base/values.h"
#include "db/tenant_tx.h"

namespace vouch::record {

struct new_branch {
    uuid id;
    std::string code;  // unique in the tenant
    std::string name;
    std::optional<std::string> type, city, state;
    std::optional<date> active_from;  // its first day; none: since ever
};
BOOST_DESCRIBE_STRUCT(new_branch, (), (id, code, name, type, city, state, active_from))

/// Errors: bad_input (a rule of the table), conflict (a code or id is taken), db_unavailable, db_timeout.
task<> open_branches(db::tenant_tx& tx, std::vector<new_branch> opened);

/// Errors: conflict (it is not there, or closed already), bad_input (before its first day), db_unavailable, db_timeout.
task<> close_branch(db::tenant_tx& tx, uuid id, date last_day);

}  // namespace vouch::record
