#include "record/import/field_rules.h"

namespace vouch::record {

namespace {

using enum field_type;

constexpr std::size_t long_text_max = 20'000;
constexpr std::size_t code_max = 60;

constexpr std::string_view severities[] = {"LOW", "MEDIUM", "HIGH", "CRITICAL"};
constexpr std::string_view engagement_statuses[] = {"PLANNED", "IN_PROGRESS", "COMPLETED", "CANCELLED"};
constexpr std::string_view requirement_statuses[] = {
    "COMPLIANT", "PARTIAL", "NON_COMPLIANT", "PENDING", "NOT_APPLICABLE"
};
constexpr std::string_view closing_bases[] = {"TESTED", "DOCUMENTS", "MANAGEMENT"};

constexpr field_rule branch_fields[] = {
    {.name = "code", .label = "code", .type = code, .required = true, .letters_max = code_max, .unique = true},
    {.name = "name", .label = "name", .required = true},
    {.name = "type", .label = "type"},
    {.name = "city", .label = "city"},
    {.name = "state", .label = "state"},
    {.name = "active_from", .label = "opening", .type = day},
    {.name = "active_to", .label = "last day", .type = day},
};

constexpr field_rule area_fields[] = {
    {.name = "name", .label = "name", .type = code, .required = true, .unique = true},
};

constexpr field_rule engagement_fields[] = {
    {.name = "status", .label = "status", .type = word, .required = true, .words = engagement_statuses},
    {.name = "scheduled_on", .label = "scheduled date", .type = day},
    {.name = "completed_on", .label = "completion", .type = day, .fact = true},
    {.name = "report_number", .label = "report number", .type = code, .letters_max = code_max},
    {.name = "report_issued_on", .label = "issue of the report", .type = day, .fact = true},
    {.name = "rating", .label = "rating"},
    {.name = "auditor", .label = "auditor"},
};

constexpr field_rule requirement_fields[] = {
    {.name = "requirement", .label = "requirement", .required = true, .letters_min = 5, .letters_max = 4000},
    {.name = "status", .label = "status", .type = word, .required = true, .words = requirement_statuses},
    {.name = "not_applicable_reason", .label = "reason for not applicable", .letters_max = long_text_max},
    {.name = "category", .label = "category"},
    {.name = "priority", .label = "priority"},
    {.name = "frequency", .label = "frequency"},
    {.name = "owner", .label = "owner"},
    {.name = "circular_reference", .label = "circular reference"},
    {.name = "next_review_on", .label = "next review", .type = day},
};

constexpr field_rule observation_fields[] = {
    {.name = "title", .label = "title", .required = true, .letters_min = 5, .whole_kept_in = "condition"},
    {.name = "severity", .label = "severity", .type = word, .required = true, .words = severities},
    {.name = "found_on", .label = "finding", .type = day, .required = true, .fact = true},
    {.name = "closed_on", .label = "closing", .type = day, .fact = true},
    {.name = "closing_basis", .label = "basis of the closing", .type = word, .words = closing_bases},
    {.name = "due_on", .label = "due date", .type = day},
    {.name = "source", .label = "source"},
    {.name = "risk_category", .label = "risk category"},
    {.name = "condition", .label = "condition", .letters_min = 10, .letters_max = long_text_max},
    {.name = "criteria", .label = "criteria", .letters_min = 10, .letters_max = long_text_max},
    {.name = "cause", .label = "cause", .letters_min = 10, .letters_max = long_text_max},
    {.name = "effect", .label = "effect", .letters_min = 10, .letters_max = long_text_max},
    {.name = "recommendation", .label = "recommendation", .letters_min = 10, .letters_max = long_text_max},
};

constexpr record_kind engagement_references[] = {record_kind::branch, record_kind::area};
constexpr record_kind observation_references[] = {record_kind::branch, record_kind::area, record_kind::engagement};

}  // namespace

std::span<const field_rule> fields_of(record_kind kind) {
    switch (kind) {
        case record_kind::branch: return branch_fields;
        case record_kind::area: return area_fields;
        case record_kind::engagement: return engagement_fields;
        case record_kind::requirement: return requirement_fields;
        case record_kind::observation: return observation_fields;
    }
    return {};
}

std::optional<std::size_t> find_field(record_kind kind, std::string_view name) {
    const auto fields = fields_of(kind);
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (fields[i].name == name) return i;
    }
    return std::nullopt;
}

std::span<const record_kind> references_of(record_kind kind) {
    if (kind == record_kind::engagement) return engagement_references;
    if (kind == record_kind::observation) return observation_references;
    return {};
}

}  // namespace vouch::record
