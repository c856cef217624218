#pragma once
// The rule of history in plain memory, to compare the database with: what a row was at (effective e, known n), which
// backdated changes contradict what is known, and which change sets come of it. Written from the rule, not from the
// SQL.
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/values.h"

namespace vouch::test {

/// The columns of a row that change, as PostgreSQL prints them (time zone UTC); none when null.
using facts = std::map<std::string, std::optional<std::string>>;

enum class table { observation, observation_text };
using row_name = std::pair<table, uuid>;

/// What one statement makes of one row.
struct change {
    row_name row;
    facts values;                        // after the change; of a delete: unimportant
    bool deletes = false;                // or else inserts, restores or updates, whichever the row needs
    std::optional<instant> stated = {};  // since when it holds; none: since it is recorded
};

struct version {
    std::int64_t seq;
    instant effective_at;
    bool deleted;
    facts values;
    bool operator==(const version&) const = default;
};

class history_model {
public:
    /// The rows begin behind a change set that others made.
    explicit history_model(std::int64_t head) : head_(head) {}

    /// One transaction: all of it or, when any change is refused, nothing. False: refused.
    bool record(const std::vector<change>& changes, instant recorded_at, bool with_reason);

    /// The version of a row in force before an instant, as known at a sequence number. Null: none was.
    const version* state(const row_name& row, instant effective_before, std::int64_t known_seq) const;
    /// The row as it is now; null when it is not there.
    const facts* present(const row_name& row) const;

    std::int64_t head() const { return head_; }
    /// Every effective_at of a row, or of all rows.
    std::set<instant> moments(const row_name& row) const;
    std::set<instant> moments() const;
    std::vector<row_name> rows() const;
    /// How many versions of the rows of a table there are.
    std::size_t versions(table of) const;

private:
    bool apply(const change& wanted, instant recorded_at, bool with_reason);

    std::map<row_name, std::vector<version>> versions_;  // in the order they were appended
    std::int64_t head_;
};

}  // namespace vouch::test
