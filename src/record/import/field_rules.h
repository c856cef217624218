#pragma once
// What a record of each kind can be filled with, and the rules of the domain for each field. The tables of record.*
// have the same limits: a row that passes here is not refused there.
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace vouch::record {

enum class record_kind { branch, area, engagement, requirement, observation };

inline constexpr std::string_view record_kind_words[] = {"branch", "area", "engagement", "requirement", "observation"};

constexpr std::string_view name_of(record_kind kind) {
    return record_kind_words[static_cast<std::size_t>(kind)];
}

enum class field_type {
    text,  // cut at letters_max, and listed
    code,  // identifies something, so that it is never cut: a longer one is refused
    day,   // a date
    word,  // one of a list
};

struct field_rule {
    std::string_view name;   // the key in a mapping and the member of the record
    std::string_view label;  // in sentences: "the closing date ..."
    field_type type = field_type::text;
    bool required = false;
    std::size_t letters_min = 1;
    std::size_t letters_max = 200;
    bool fact = false;                    // of a day: has happened, so it cannot be after the extract
    bool unique = false;                  // no two records of the kind share it
    std::string_view whole_kept_in = {};  // of a text: the field that keeps it whole when it is cut
    std::span<const std::string_view> words = {};
};

/// The fields of a kind. A mapping fills all that are required.
std::span<const field_rule> fields_of(record_kind kind);

/// The place of a field in fields_of(kind), or none.
std::optional<std::size_t> find_field(record_kind kind, std::string_view name);

/// The kinds that a record of this kind may refer to.
std::span<const record_kind> references_of(record_kind kind);

}  // namespace vouch::record
