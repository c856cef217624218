#pragma once
// Records on their way to the statements sql/record/import_*.sql: one JSON object each, keys as the statements name
// them.
#include <boost/describe/class.hpp>
#include <optional>
#include <string>

#include "base/values.h"
#include "record/import/import_exception.h"
#include "record/import/mapped_record.h"

namespace vouch::record {

struct staged_branch {
    uuid id;
    std::string external_ref, digest;
    bool made_from_key;
    std::string code, name;
    std::optional<std::string> type, city, state;
    std::optional<date> active_from, active_to;
};
BOOST_DESCRIBE_STRUCT(
    staged_branch, (), (id, external_ref, digest, made_from_key, code, name, type, city, state, active_from, active_to)
)

struct staged_area {
    uuid id;
    std::string external_ref, digest;
    bool made_from_key;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(staged_area, (), (id, external_ref, digest, made_from_key, name))

struct staged_engagement {
    uuid id;
    std::string external_ref, digest;
    bool made_from_key;
    std::optional<uuid> branch_id, area_id;
    std::string status;
    std::optional<date> scheduled_on, completed_on;
    std::optional<std::string> report_number;
    std::optional<date> report_issued_on;
    std::optional<std::string> rating, auditor;
};
BOOST_DESCRIBE_STRUCT(
    staged_engagement,
    (),
    (id,
     external_ref,
     digest,
     made_from_key,
     branch_id,
     area_id,
     status,
     scheduled_on,
     completed_on,
     report_number,
     report_issued_on,
     rating,
     auditor)
)

struct staged_requirement {
    uuid id;
    std::string external_ref, digest, requirement, status;
    std::optional<std::string> not_applicable_reason, category, priority, frequency, owner, circular_reference;
    std::optional<date> next_review_on;
};
BOOST_DESCRIBE_STRUCT(
    staged_requirement,
    (),
    (id,
     external_ref,
     digest,
     requirement,
     status,
     not_applicable_reason,
     category,
     priority,
     frequency,
     owner,
     circular_reference,
     next_review_on)
)

struct staged_observation {
    uuid id;
    std::string external_ref, digest;
    std::optional<uuid> series, branch_id, area_id, engagement_id;
    std::optional<std::string> source;
    std::string severity;
    std::optional<std::string> risk_category;
    date found_on;
    std::optional<date> due_on, closed_on;
    std::optional<std::string> closing_basis;
    std::string title;
    std::optional<std::string> condition, criteria, cause, effect, recommendation;
};
BOOST_DESCRIBE_STRUCT(
    staged_observation,
    (),
    (id,
     external_ref,
     digest,
     series,
     branch_id,
     area_id,
     engagement_id,
     source,
     severity,
     risk_category,
     found_on,
     due_on,
     closed_on,
     closing_basis,
     title,
     condition,
     criteria,
     cause,
     effect,
     recommendation)
)

struct staged_source_row {
    uuid id;
    std::string digest;
    bool made_from_key;
};
BOOST_DESCRIBE_STRUCT(staged_source_row, (), (id, digest, made_from_key))

struct staged_exception {
    std::int64_t ordinal;  // of the import, from 1
    std::string file;
    std::int64_t row_number;
    std::string field, value, reason, code, effect;
};
BOOST_DESCRIBE_STRUCT(staged_exception, (), (ordinal, file, row_number, field, value, reason, code, effect))

/// The records of a chunk as JSON arrays, one per kind; "" for a kind that has none.
struct staged_chunk {
    std::string branches, areas, engagements, requirements, observations, source_rows, exceptions;
    bool has_series = false;  // an observation of it may repeat another, or be repeated
};

/// Adds to the arrays of a chunk; finished() closes them.
class staging {
public:
    void add(const mapped_record& record);
    void add(const import_exception& exception, std::int64_t ordinal);
    staged_chunk finished();

private:
    staged_chunk chunk_;
};

}  // namespace vouch::record
