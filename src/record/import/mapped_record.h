#pragma once
// What a row of a file becomes: a record of one kind, ready to be written. Nothing here knows of the database.
#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "base/sha256.h"
#include "base/values.h"

namespace vouch::record {

/// Which record it is, and whether a source says something new about it.
struct record_identity {
    std::string external_ref;  // "sf-food/19/20171211/Improper food storage#2": the same in every later file
    uuid id;                   // name_based_uuid(tenant, "observation/" + external_ref)
    sha256_digest digest{};    // over all its values: another digest means that the source changed it
    bool made_from_key =
        false;  // no row names it, another row refers to it: write it where it is absent, change nothing
};

/// Another record of the same import or of an earlier one.
struct record_reference {
    std::string external_ref;
    uuid id;
};

struct branch_record {
    record_identity identity;
    std::string code;
    std::string name;
    std::optional<std::string> type, city, state;
    std::optional<date> active_from, active_to;
};

struct area_record {
    record_identity identity;
    std::string name;
};

struct engagement_record {
    record_identity identity;
    std::optional<record_reference> branch, area;
    std::string status;
    std::optional<date> scheduled_on, completed_on;  // completed_on stands with COMPLETED and only with it
    std::optional<std::string> report_number;
    std::optional<date> report_issued_on;
    std::optional<std::string> rating, auditor;
};

struct requirement_record {
    record_identity identity;
    std::string requirement;
    std::string status;
    std::optional<std::string> not_applicable_reason;  // stands with NOT_APPLICABLE
    std::optional<std::string> category, priority, frequency, owner, circular_reference;
    std::optional<date> next_review_on;
};

struct observation_record {
    record_identity identity;
    std::optional<uuid> series;  // of findings that are the same thing found again; none: the table has no repeat_key
    std::optional<record_reference> branch, area, engagement;
    std::string title;  // 5 to 200 characters; a longer one is cut, and the whole stands in condition
    std::string severity;
    date found_on;
    std::optional<date> closed_on;             // found_on or later
    std::optional<std::string> closing_basis;  // only with closed_on
    std::optional<date> due_on;
    std::optional<std::string> source, risk_category;
    std::optional<std::string> condition, criteria, cause, effect, recommendation;
};

using mapped_record =
    std::variant<branch_record, area_record, engagement_record, requirement_record, observation_record>;

const record_identity& identity_of(const mapped_record& record);

}  // namespace vouch::record
