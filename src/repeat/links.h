#pragma once
// The link that says that an observation is an earlier one found again: set once, cleared with a reason, kept in
// history like every other fact. The database refuses what would make no sense, whoever writes and however many at
// once: a link to an observation that was not found earlier, hence every circle, and a second link.
#include <boost/describe/class.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/task.h"
#include "base/values.h"
#include "db/tenant_tx.h"

namespace vouch::repeat {

/// An observation as it is found by its name.
struct named_observation {
    uuid id;
    std::string name;  // its reference, else that of its source, else its id
    std::int32_t version;
    std::string title;
    std::optional<date> found_on;
    std::optional<std::string> prior_name;  // of what it repeats
};
BOOST_DESCRIBE_STRUCT(named_observation, (), (id, name, version, title, found_on, prior_name))

/// name: the reference of an observation, the reference of the source it came from, or its id.
/// Errors: not_found; bad_input (two have that name); db_unavailable, db_timeout.
task<named_observation> find(db::tenant_tx& tx, std::string name);

/// Says that `repeat` is `prior` found again. Both as they were just read.
/// Errors: refused (linked already, the same, or not found later); conflict (somebody else changed one of them in the
/// meantime); not_permitted (no named actor); db_busy, db_unavailable, db_timeout.
task<> link(db::tenant_tx& tx, named_observation repeat, named_observation prior);

/// Takes the link of an observation back. The author of the transaction gives a reason.
/// Errors: refused (there is no link, or no reason); conflict, not_permitted, db_busy, db_unavailable, db_timeout.
task<> clear(db::tenant_tx& tx, named_observation repeat);

inline constexpr std::int32_t links_max = 1'000;  // of a chain that is read

/// One step of a chain.
struct occurrence {
    std::int32_t number;  // from 1, the first; several can have the same
    uuid id;
    std::string name;
    std::string title;
    std::optional<date> found_on;
    std::string severity;
    std::string status;
    std::optional<std::string> kind;  // "recurred" or "persisting"; none: it repeats nothing
};
BOOST_DESCRIBE_STRUCT(occurrence, (), (number, id, name, title, found_on, severity, status, kind))

/// What an observation repeats, down to the first, and what repeats it in turn; the first first. As recorded now.
/// Errors: refused (over links_max links); db_unavailable, db_timeout.
task<std::vector<occurrence>> chain_of(db::tenant_tx& tx, uuid observation);

}  // namespace vouch::repeat
