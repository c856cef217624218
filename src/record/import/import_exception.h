#pragma once
// What an import could not take as it stands in a file: never hidden, never fatal.
#include <cstdint>
#include <string>
#include <string_view>

namespace vouch::record {

/// What became of the row.
enum class exception_effect {
    row_rejected,   // nothing of it was loaded
    row_colliding,  // it has the key of an earlier row and was not loaded
    value_refused,  // it was loaded without this value
    value_noted,    // it was loaded; the value was mended or is worth a look
};

/// Why. The names are stable: docs/import.md lists them.
enum class exception_code {
    // the row as it stands in the file
    wrong_columns,
    field_too_long,
    row_too_long,
    quote_not_closed,
    empty_row,
    // its key and what it refers to
    key_missing,
    same_key,
    unknown_reference,
    already_taken,  // a code or name that must be unique
    // its values
    value_missing,
    not_in_lookup,
    unknown_word,
    not_a_date,
    implausible_date,
    after_extract,
    before_finding,
    before_opening,
    contradiction,  // with another field of the row
    too_short,
    too_long,
    pattern_failed,
    // the text of its values
    not_utf_8,
    undecodable,
    nul_removed,
    letter_lost,
};

std::string_view name_of(exception_effect effect);
std::string_view name_of(exception_code code);

struct import_exception {
    exception_effect effect = exception_effect::row_rejected;
    exception_code code = exception_code::empty_row;
    std::string file;
    std::uint64_t row = 0;  // as a spreadsheet numbers it: the header is row 1
    std::string field;      // of the record, or the column of the file; empty: the whole row
    std::string value;      // as it stands in the file, cut where it is long
    std::string reason;     // a sentence

    /// Nothing of the row was loaded.
    bool rejects_row() const {
        return effect == exception_effect::row_rejected || effect == exception_effect::row_colliding;
    }
};

}  // namespace vouch::record
