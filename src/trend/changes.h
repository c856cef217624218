#pragma once
// What changed from the end of one day to the end of another, both as known at one moment: figures, and observations by
// name.
#include <boost/describe/class.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/task.h"
#include "base/values.h"
#include "db/tenant_tx.h"

namespace vouch::trend {

struct changed_figure {
    std::string figure;  // "severity.high_open"
    std::optional<std::int64_t> was;
    std::optional<std::int64_t> is;
};
BOOST_DESCRIBE_STRUCT(changed_figure, (), (figure, was, is))

/// An observation at the end of a day.
struct observation_then {
    std::string status;
    std::string severity;
    std::optional<date> original_due_on;
    std::optional<date> due_on;
};
BOOST_DESCRIBE_STRUCT(observation_then, (), (status, severity, original_due_on, due_on))

struct changed_observation {
    uuid id;
    std::optional<std::string> reference;
    std::optional<std::string> external_ref;
    std::optional<std::string> title;
    std::optional<std::string> branch_code;
    std::optional<std::string> branch;
    std::string movement;                 // see movement_between
    std::optional<observation_then> was;  // none: it was not there
    std::optional<observation_then> is;   // none: it is no longer there
};
BOOST_DESCRIBE_STRUCT(
    changed_observation, (), (id, reference, external_ref, title, branch_code, branch, movement, was, is)
)

struct changes {
    date first;
    date last;
    std::int64_t known_seq = 0;
    std::vector<changed_figure> figures;            // of the metrics document, without roll_forward
    std::vector<changed_observation> observations;  // by severity, then reference
    std::int64_t observations_total = 0;
};

struct changes_request {
    date first;
    date last;                        // after the first, and ended
    std::optional<instant> known_at;  // as known then; none: as known now
    std::int32_t observations_max;
    instant now;
};

/// Errors: bad_input (a last day that is not after the first, or has not ended), db_unavailable, db_timeout.
task<changes> read_changes(db::tenant_tx& tx, changes_request wanted);

/// What led from the one to the other, by the words of the roll-forward: issued, reopened, returned, reclassified,
/// closed, no_longer_valid, risk_accepted, deleted, withdrawn; recorded: it came into preparation; moved: its standing
/// is the same.
std::string_view movement_between(
    const std::optional<observation_then>& was, const std::optional<observation_then>& is
);

}  // namespace vouch::trend
