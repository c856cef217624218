#pragma once
// The life of an observation: raise it, move it from status to status.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/task.h"
#include "base/values.h"
#include "db/tenant_tx.h"

namespace vouch::record {

/// The words of an observation; all but the title may be unknown.
struct observation_words {
    std::string title;                                                              // 5 to 200 characters
    std::optional<std::string> condition, criteria, cause, effect, recommendation;  // 10 characters or more each
};

struct new_observation {
    uuid id;
    std::string severity;  // LOW, MEDIUM, HIGH, CRITICAL
    std::optional<uuid> branch_id;
    std::optional<uuid> engagement_id;
    date found_on;
    observation_words words;
};

/// Adds an observation as a DRAFT, version 1.
/// Errors: bad_input (a rule of the table), conflict (the id is taken), db_unavailable, db_timeout.
task<> raise(db::tenant_tx& tx, new_observation raised);

struct observation_move {
    uuid id;
    std::int32_t expected_version = 1;  // the version that the mover saw
    std::string from;
    std::string to;
    instant moment;                            // sets issued_at or closed_at; in the application, now
    std::optional<date> due_on;                // when issuing
    std::optional<std::string> closing_basis;  // when closing: TESTED, DOCUMENTS or MANAGEMENT
};

/// Whether the life of an observation knows this move (domain rules, section 3).
bool is_legal_move(std::string_view from, std::string_view to);

/// Moves an observation; its version goes up by one.
/// Errors: refused (no such move), conflict (somebody else changed it first), db_unavailable, db_timeout.
task<> move(db::tenant_tx& tx, observation_move wanted);

}  // namespace vouch::record
