#pragma once
// Compliance requirements: added as pending, assessed and reviewed by the compliance officer.
#include <boost/describe/class.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/task.h"
#include "base/values.h"
#include "db/tenant_tx.h"

namespace vouch::record {

struct new_requirement {
    uuid id;
    std::string requirement;  // its text, 5 to 4,000 characters
    std::optional<std::string> category, priority, frequency, owner;
    std::optional<date> next_review_on;
};
BOOST_DESCRIBE_STRUCT(new_requirement, (), (id, requirement, category, priority, frequency, owner, next_review_on))

/// Errors: bad_input (a rule of the table), conflict (an id is taken), db_unavailable, db_timeout.
task<> add_requirements(db::tenant_tx& tx, std::vector<new_requirement> added);

/// The outcome of a review, also when the status stays.
struct requirement_assessment {
    uuid id;
    std::string from;  // COMPLIANT, PARTIAL, NON_COMPLIANT, PENDING or NOT_APPLICABLE: what the reviewer saw
    std::string to;
    std::optional<std::string> not_applicable_reason;  // when it becomes or stays NOT_APPLICABLE, and only then
    std::optional<date> next_review_on;
};
BOOST_DESCRIBE_STRUCT(requirement_assessment, (), (id, from, to, not_applicable_reason, next_review_on))

/// Sets what one review came to, all or none.
/// Errors: refused (not applicable without a reason, or a reason without that), conflict (one of them has another
/// status by now), db_unavailable, db_timeout.
task<> assess(db::tenant_tx& tx, std::vector<requirement_assessment> assessments);

}  // namespace vouch::record
