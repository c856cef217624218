#pragma once
// Why a statement that names the version it expects passed an observation over.
#include <boost/describe/class.hpp>
#include <cstdint>
#include <optional>
#include <string>

#include "base/task.h"
#include "base/values.h"
#include "db/tenant_tx.h"

namespace vouch::record {

/// Where an observation stands.
struct observation_now {
    uuid id;
    std::string status;
    std::string severity;
    std::int32_t version;
    std::optional<date> due_on;
};
BOOST_DESCRIBE_STRUCT(observation_now, (), (id, status, severity, version, due_on))

/// An observation as it stands after a statement passed it over, if that was not because somebody else changed it: then
/// a rule of the domain refuses it, and the caller says which. status: the expected one; empty: any.
/// Errors: conflict (it is gone, or in another version or status), db_unavailable, db_timeout.
task<observation_now> as_expected(db::tenant_tx& tx, uuid id, std::int32_t version, std::string status);

}  // namespace vouch::record
