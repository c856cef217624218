#include "record/import/field_values.h"

#include <array>
#include <stdexcept>

#include "base/sha256.h"

namespace vouch::record {

namespace {

/// Every part is led by its length, so that no two different records give the same bytes.
void add(sha256& hash, std::string_view part) {
    const std::uint64_t length = part.size();
    std::array<char, 8> bytes;
    for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<char>(length >> (8 * i) & 0xFF);
    hash.add({bytes.data(), bytes.size()});
    hash.add(part);
}

/// Over kind, key, the fields that have a value, and references, each by name: a field that a later version of the
/// program knows does not change the digest of the rows that leave it empty.
sha256_digest digest_of(
    std::string_view external_ref, const field_values& values, const record_references& references
) {
    thread_local sha256 hash;
    add(hash, name_of(values.kind()));
    add(hash, external_ref);
    const auto rules = fields_of(values.kind());
    for (std::size_t i = 0; i < rules.size(); ++i) {
        const field_value& value = values.all()[i];
        if (std::holds_alternative<std::monostate>(value)) continue;
        add(hash, rules[i].name);
        const auto* text = std::get_if<std::string>(&value);
        add(hash, text ? *text : to_string(std::get<date>(value)));
    }
    for (const auto& [target, reference] : references) {
        add(hash, name_of(target));
        add(hash, reference.external_ref);
    }
    return hash.finish();
}

std::optional<record_reference> find(const record_references& references, record_kind target) {
    for (const auto& [kind, reference] : references) {
        if (kind == target) return reference;
    }
    return std::nullopt;
}

}  // namespace

std::size_t field_values::place_of(std::string_view name) const {
    const auto place = find_field(kind_, name);
    if (!place) throw std::logic_error("no field " + std::string(name));
    return *place;
}

std::optional<std::string> field_values::text(std::string_view name) const {
    const auto* text = std::get_if<std::string>(&values_[place_of(name)]);
    return text ? std::optional(*text) : std::nullopt;
}

std::optional<date> field_values::day(std::string_view name) const {
    const auto* day = std::get_if<date>(&values_[place_of(name)]);
    return day ? std::optional(*day) : std::nullopt;
}

bool field_values::has(std::string_view name) const {
    return !std::holds_alternative<std::monostate>(values_[place_of(name)]);
}

void field_values::set(std::string_view name, field_value value) {
    values_[place_of(name)] = std::move(value);
}

mapped_record make_record(record_identity identity, const field_values& values, const record_references& references) {
    identity.digest = digest_of(identity.external_ref, values, references);
    const auto text = [&](std::string_view name) { return values.text(name); };
    const auto day = [&](std::string_view name) { return values.day(name); };
    switch (values.kind()) {
        case record_kind::branch:
            return branch_record{
                .identity = std::move(identity),
                .code = text("code").value(),
                .name = text("name").value(),
                .type = text("type"),
                .city = text("city"),
                .state = text("state"),
                .active_from = day("active_from"),
                .active_to = day("active_to"),
            };
        case record_kind::area: return area_record{.identity = std::move(identity), .name = text("name").value()};
        case record_kind::engagement:
            return engagement_record{
                .identity = std::move(identity),
                .branch = find(references, record_kind::branch),
                .area = find(references, record_kind::area),
                .status = text("status").value(),
                .scheduled_on = day("scheduled_on"),
                .completed_on = day("completed_on"),
                .report_number = text("report_number"),
                .report_issued_on = day("report_issued_on"),
                .rating = text("rating"),
                .auditor = text("auditor"),
            };
        case record_kind::requirement:
            return requirement_record{
                .identity = std::move(identity),
                .requirement = text("requirement").value(),
                .status = text("status").value(),
                .not_applicable_reason = text("not_applicable_reason"),
                .category = text("category"),
                .priority = text("priority"),
                .frequency = text("frequency"),
                .owner = text("owner"),
                .circular_reference = text("circular_reference"),
                .next_review_on = day("next_review_on"),
            };
        case record_kind::observation: break;
    }
    return observation_record{
        .identity = std::move(identity),
        .branch = find(references, record_kind::branch),
        .area = find(references, record_kind::area),
        .engagement = find(references, record_kind::engagement),
        .title = text("title").value(),
        .severity = text("severity").value(),
        .found_on = day("found_on").value(),
        .closed_on = day("closed_on"),
        .closing_basis = text("closing_basis"),
        .due_on = day("due_on"),
        .source = text("source"),
        .risk_category = text("risk_category"),
        .condition = text("condition"),
        .criteria = text("criteria"),
        .cause = text("cause"),
        .effect = text("effect"),
        .recommendation = text("recommendation"),
    };
}

const record_identity& identity_of(const mapped_record& record) {
    return std::visit([](const auto& typed) -> const record_identity& { return typed.identity; }, record);
}

}  // namespace vouch::record
