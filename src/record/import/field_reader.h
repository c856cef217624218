#pragma once
// One value of a row becomes the value of a field, or an exception that says why not.
#include <span>
#include <string_view>

#include "record/import/field_values.h"
#include "record/import/mapping.h"
#include "record/import/row_report.h"

namespace vouch::record {

/// What a row says for a field. Of a constant the text is empty.
struct field_text {
    std::string_view text;
    std::string_view why_empty;  // a sentence, where the source said something unusable
};

/// Reads one field by its rule. What cannot be used is reported: the row is rejected when the field is required, else
/// the value is refused and the field stays empty.
void read_field(
    const field_source& source, record_kind kind, field_text said, date as_of, field_values& values, row_report& report
);

/// What must hold among the fields of one record: a closing after the finding, a completion with COMPLETED. said: the
/// text of each field, as fields_of(kind). Refuses values, or rejects the row.
void check_record(field_values& values, std::span<const std::string_view> said, row_report& report);

}  // namespace vouch::record
