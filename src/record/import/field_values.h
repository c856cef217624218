#pragma once
// The values of one record by field, on the way from a row to its typed record.
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/values.h"
#include "record/import/field_rules.h"
#include "record/import/mapped_record.h"

namespace vouch::record {

using field_value = std::variant<std::monostate, std::string, date>;

class field_values {
public:
    explicit field_values(record_kind kind) : kind_(kind), values_(fields_of(kind).size()) {}

    record_kind kind() const { return kind_; }
    field_value& operator[](std::size_t field) { return values_[field]; }

    // By name; none where the record has no such value. The name must be a field of the kind.
    std::optional<std::string> text(std::string_view name) const;
    std::optional<date> day(std::string_view name) const;
    bool has(std::string_view name) const;
    void set(std::string_view name, field_value value);
    void clear(std::string_view name) { set(name, {}); }

    const std::vector<field_value>& all() const { return values_; }

private:
    std::size_t place_of(std::string_view name) const;

    record_kind kind_;
    std::vector<field_value> values_;  // as fields_of(kind)
};

using record_references = std::vector<std::pair<record_kind, record_reference>>;

/// The typed record. All required fields must have values. Fills in the digest of the identity.
mapped_record make_record(record_identity identity, const field_values& values, const record_references& references);

}  // namespace vouch::record
