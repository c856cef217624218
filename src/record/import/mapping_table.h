#pragma once
// Reading one [[table]] of a mapping file.
#include "base/error.h"
#include "record/import/mapping.h"
#include "record/import/toml_section.h"

namespace vouch::record {

/// Errors: bad_input. What a table says of other tables and of lookups is checked by check_mapping.
result<table_rule> read_table(const toml_section& section);

/// What must hold among the parts of a mapping: references to tables loaded earlier, lookups that exist, fields that
/// are required, columns made once. Errors: bad_input.
result<> check_mapping(const import_mapping& mapping);

}  // namespace vouch::record
