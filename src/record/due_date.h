#pragma once
// Extensions: more time for management. The first due date is never overwritten.
#include <boost/describe/class.hpp>
#include <cstdint>
#include <vector>

#include "base/task.h"
#include "base/values.h"
#include "db/tenant_tx.h"

namespace vouch::record {

struct extension {
    uuid id;
    std::int32_t expected_version = 1;  // the version that whoever grants it saw
    date asked_on;                      // not after the due date that holds
    date due_on;                        // the new one
};
BOOST_DESCRIBE_STRUCT(extension, (), (id, expected_version, asked_on, due_on))

/// Grants extensions of outstanding observations, all or none; the version of each goes up by one.
/// Errors: refused (not outstanding, asked too late, not a later day), conflict (somebody else changed it first),
/// db_unavailable, db_timeout.
task<> extend(db::tenant_tx& tx, std::vector<extension> granted);

}  // namespace vouch::record
