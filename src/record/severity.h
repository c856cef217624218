#pragma once
// Another severity than the auditor assessed: raised for a repeat, lowered where management showed something. Both are
// kept.
#include <boost/describe/class.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "base/task.h"
#include "base/values.h"
#include "db/tenant_tx.h"

namespace vouch::record {

struct severity_change {
    uuid id;
    std::int32_t expected_version = 1;  // the version that whoever changes it saw
    std::string severity;               // LOW, MEDIUM, HIGH or CRITICAL
};
BOOST_DESCRIBE_STRUCT(severity_change, (), (id, expected_version, severity))

/// All or none; the version of each observation goes up by one. Errors: refused (it is closed, withdrawn or no longer
/// valid, or has that severity), bad_input (no such severity), conflict (somebody else changed it first),
/// db_unavailable, db_timeout.
task<> change_severity(db::tenant_tx& tx, std::vector<severity_change> wanted);

}  // namespace vouch::record
