#pragma once
// Every metric, defined once; docs/metrics.md says the same in words. A definition is never edited: a changed rule is a
// new version, and the old ones stay, so that each snapshot is verified with the version it was taken with.
//
// All SQL here is expressions over the columns of a source, and over year.starts and year.ends: the first and last days
// of the fiscal years of the days asked for, in two arrays.
#include <span>
#include <string_view>

#include "base/error.h"

namespace vouch::metric {

/// A whole number of days since a date, told by the bucket it falls into: bucket i begins at borders[i - 1], 0 lies
/// before the first, -1 has no date. Over many days a row is counted in each bucket from the day it enters it.
struct age {
    std::string_view name;
    std::string_view since;        // a date; may be null
    std::string_view until;        // a date from which the row has no age; empty or null: never
    std::string_view only_where;   // the rows that have an age
    std::span<const int> borders;  // ascending
};

/// What is counted.
enum class source_form {
    state,  // of each row the version in force
    steps,  // of each row the versions that replaced another, from when they became effective for ever: a flow
};
struct source {
    std::string_view name;
    source_form form;
    std::string_view kind;                      // history.KIND_version; of a state also record.KIND
    std::span<const std::string_view> columns;  // that are read
    std::span<const std::pair<std::string_view, std::string_view>> facts;  // name, expression: what counters look at
    std::span<const age> ages;
};

/// How many rows of a source satisfy a predicate. Both SQL forms, at one instant and over many days, follow from this
/// one row.
struct counter {
    std::string_view source;
    std::string_view group;            // the object of the metrics document that it stands in: "severity"
    std::string_view name;             // its key there: "critical_open"
    std::string_view predicate;        // over the facts of the source; never null
    std::string_view taken_back = {};  // of a flow: rows that count -1
    std::string_view age = {};         // and whose age is in the buckets first to last
    int first_bucket = 0;
    int last_bucket = 0;
};

/// Branches of which an age is in its last bucket, and that have a row of another source with the same: the third form.
struct branches_with {
    std::string_view group;
    std::string_view name;
    std::string_view branches;  // source of the branches
    std::string_view branch_age;
    std::string_view rows;  // source of the rows, with a column branch_id
    std::string_view row_age;
    std::string_view predicate;  // over the facts of those rows
};

/// Made of counters ("group.name") and of the settings that hold on the day (rule.weight_high): an SQL expression.
struct formula {
    std::string_view group;
    std::string_view name;
    std::string_view expression;
};

struct definition {
    int version;
    std::span<const source> sources;
    std::span<const counter> counters;  // in the order of the sources
    std::span<const branches_with> coverage;
    std::span<const formula> formulas;
};

/// The version that captures use today.
const definition& current_definition();
/// Errors: schema_mismatch when this program is older than the snapshot and does not know the version.
result<const definition*> find_definition(int version);

}  // namespace vouch::metric
