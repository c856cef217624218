#include "record/import/staged_rows.h"

#include "base/json_text.h"

namespace vouch::record {

namespace {

std::optional<uuid> id_of(const std::optional<record_reference>& reference) {
    return reference ? std::optional(reference->id) : std::nullopt;
}

std::string bytea(const sha256_digest& digest) {
    return "\\x" + to_string(digest);
}

template <class Row>
void append(std::string& array, const Row& row) {
    array += array.empty() ? '[' : ',';
    array += json_text(row);
}

/// Turns each kind of record into its row, and adds it where it belongs.
struct stager {
    staged_chunk& chunk;

    void operator()(const branch_record& r) const {
        append(
            chunk.branches,
            staged_branch{
                r.identity.id,
                r.identity.external_ref,
                bytea(r.identity.digest),
                r.identity.made_from_key,
                r.code,
                r.name,
                r.type,
                r.city,
                r.state,
                r.active_from,
                r.active_to
            }
        );
    }
    void operator()(const area_record& r) const {
        append(
            chunk.areas,
            staged_area{
                r.identity.id, r.identity.external_ref, bytea(r.identity.digest), r.identity.made_from_key, r.name
            }
        );
    }
    void operator()(const engagement_record& r) const {
        append(
            chunk.engagements,
            staged_engagement{
                r.identity.id,
                r.identity.external_ref,
                bytea(r.identity.digest),
                r.identity.made_from_key,
                id_of(r.branch),
                id_of(r.area),
                r.status,
                r.scheduled_on,
                r.completed_on,
                r.report_number,
                r.report_issued_on,
                r.rating,
                r.auditor
            }
        );
    }
    void operator()(const requirement_record& r) const {
        append(
            chunk.requirements,
            staged_requirement{
                r.identity.id,
                r.identity.external_ref,
                bytea(r.identity.digest),
                r.requirement,
                r.status,
                r.not_applicable_reason,
                r.category,
                r.priority,
                r.frequency,
                r.owner,
                r.circular_reference,
                r.next_review_on
            }
        );
    }
    void operator()(const observation_record& r) const {
        chunk.has_series = chunk.has_series || r.series;
        append(
            chunk.observations,
            staged_observation{
                r.identity.id,
                r.identity.external_ref,
                bytea(r.identity.digest),
                r.series,
                id_of(r.branch),
                id_of(r.area),
                id_of(r.engagement),
                r.source,
                r.severity,
                r.risk_category,
                r.found_on,
                r.due_on,
                r.closed_on,
                r.closing_basis,
                r.title,
                r.condition,
                r.criteria,
                r.cause,
                r.effect,
                r.recommendation
            }
        );
    }
};

}  // namespace

void staging::add(const mapped_record& record) {
    std::visit(stager{chunk_}, record);
    const auto& identity = identity_of(record);
    append(chunk_.source_rows, staged_source_row{identity.id, bytea(identity.digest), identity.made_from_key});
}

void staging::add(const import_exception& exception, std::int64_t ordinal) {
    append(
        chunk_.exceptions,
        staged_exception{
            ordinal,
            exception.file,
            static_cast<std::int64_t>(exception.row),
            exception.field,
            exception.value,
            exception.reason,
            std::string(name_of(exception.code)),
            std::string(name_of(exception.effect))
        }
    );
}

staged_chunk staging::finished() {
    for (auto* array :
         {&chunk_.branches,
          &chunk_.areas,
          &chunk_.engagements,
          &chunk_.requirements,
          &chunk_.observations,
          &chunk_.source_rows,
          &chunk_.exceptions}) {
        if (!array->empty()) *array += ']';
    }
    return std::move(chunk_);
}

}  // namespace vouch::record
