#pragma once
// The life of an observation: raise it, move it from status to status. What a group of them does together, such as
// those of one report, is one statement.
#include <boost/describe/class.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/task.h"
#include "base/values.h"
#include "db/tenant_tx.h"

namespace vouch::record {

/// The words of an observation; all but the title may be unknown.
struct observation_words {
    std::string title;                                                              // 5 to 200 characters
    std::optional<std::string> condition, criteria, cause, effect, recommendation;  // 10 characters or more each
};
BOOST_DESCRIBE_STRUCT(observation_words, (), (title, condition, criteria, cause, effect, recommendation))

struct new_observation {
    uuid id;
    std::string severity;               // as the auditor assesses it: LOW, MEDIUM, HIGH, CRITICAL
    std::optional<std::string> source;  // internal, concurrent, statutory, ...
    std::optional<uuid> branch_id, area_id, engagement_id;
    std::optional<std::string> risk_category;
    date found_on;
    std::optional<std::int64_t> amount_at_risk_minor;  // in the smallest unit of the currency
    observation_words words;
};
BOOST_DESCRIBE_STRUCT(
    new_observation,
    (),
    (id, severity, source, branch_id, area_id, engagement_id, risk_category, found_on, amount_at_risk_minor, words)
)

/// Adds observations as drafts, version 1. Errors: bad_input (a rule of the table; a branch, area or engagement that is
/// not there), conflict (an id is taken), db_unavailable, db_timeout.
task<> raise(db::tenant_tx& tx, std::vector<new_observation> raised);

/// Rewrites the words of a draft; its version goes up by one.
/// Errors: bad_input (a rule of the table), conflict (it is no draft in that version), db_unavailable, db_timeout.
task<> reword(db::tenant_tx& tx, uuid id, std::int32_t expected_version, observation_words words);

struct observation_move {
    uuid id;
    std::int32_t expected_version = 1;  // the version that the mover saw
    std::string from;
    std::string to;
    instant moment;                            // sets issued_at or closed_at; in the application, now
    std::optional<std::string> reference;      // when issuing: the number it is known by from then on
    std::optional<date> due_on;                // when issuing
    std::optional<date> implemented_on;        // when answering or accepting: the date that management states
    std::optional<std::string> closing_basis;  // when closing: TESTED, DOCUMENTS or MANAGEMENT
    std::optional<date> risk_accepted_until;   // when accepting the risk: from that day on it is issued again
};
BOOST_DESCRIBE_STRUCT(
    observation_move,
    (),
    (id, expected_version, from, to, moment, reference, due_on, implemented_on, closing_basis, risk_accepted_until)
)

/// Whether the life of an observation knows this move: legal_moves in observation.cpp.
bool is_legal_move(std::string_view from, std::string_view to);

/// Moves observations, all or none; the version of each goes up by one. Entered late, in a transaction that states
/// since when it holds, the moment is that instant. Errors: refused (no such move; HIGH or CRITICAL closed without a
/// test; a risk accepted for longer than twelve months or not at least until tomorrow), conflict (somebody else changed
/// it first), db_unavailable, db_timeout.
task<> move(db::tenant_tx& tx, std::vector<observation_move> wanted);
task<> move(db::tenant_tx& tx, observation_move wanted);

}  // namespace vouch::record
