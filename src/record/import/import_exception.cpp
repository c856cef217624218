#include "record/import/import_exception.h"

namespace vouch::record {

std::string_view name_of(exception_effect effect) {
    switch (effect) {
        case exception_effect::row_rejected: return "row_rejected";
        case exception_effect::row_colliding: return "row_colliding";
        case exception_effect::value_refused: return "value_refused";
        case exception_effect::value_noted: return "value_noted";
    }
    return "row_rejected";
}

std::string_view name_of(exception_code code) {
    switch (code) {
        case exception_code::wrong_columns: return "wrong_columns";
        case exception_code::field_too_long: return "field_too_long";
        case exception_code::row_too_long: return "row_too_long";
        case exception_code::quote_not_closed: return "quote_not_closed";
        case exception_code::empty_row: return "empty_row";
        case exception_code::key_missing: return "key_missing";
        case exception_code::same_key: return "same_key";
        case exception_code::unknown_reference: return "unknown_reference";
        case exception_code::already_taken: return "already_taken";
        case exception_code::value_missing: return "value_missing";
        case exception_code::not_in_lookup: return "not_in_lookup";
        case exception_code::unknown_word: return "unknown_word";
        case exception_code::not_a_date: return "not_a_date";
        case exception_code::implausible_date: return "implausible_date";
        case exception_code::after_extract: return "after_extract";
        case exception_code::before_finding: return "before_finding";
        case exception_code::before_opening: return "before_opening";
        case exception_code::contradiction: return "contradiction";
        case exception_code::too_short: return "too_short";
        case exception_code::too_long: return "too_long";
        case exception_code::pattern_failed: return "pattern_failed";
        case exception_code::not_utf_8: return "not_utf_8";
        case exception_code::undecodable: return "undecodable";
        case exception_code::nul_removed: return "nul_removed";
        case exception_code::letter_lost: return "letter_lost";
    }
    return "empty_row";
}

}  // namespace vouch::record
