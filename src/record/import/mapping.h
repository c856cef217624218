#pragma once
// How the files of one source become records: what a mapping file says, checked. docs/import.md is its reference.
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/sha256.h"
#include "base/values.h"
#include "record/import/date_format.h"
#include "record/import/field_rules.h"
#include "record/import/text_encoding.h"
#include "record/import/value_pattern.h"

namespace vouch::record {

struct source_rule {
    std::string name;  // begins every external reference: [a-z][a-z0-9-]*
    date as_of;        // when the files were extracted: no fact in them can be later
    char delimiter = ',';
    text_encoding encoding = text_encoding::utf_8;
    std::optional<text_encoding> fallback_encoding;
};

/// For creating the tenant; of no effect on one that exists.
struct tenant_defaults {
    std::string name;
    std::string zone = "Asia/Kolkata";
    int fiscal_year_start_month = 4;
    std::string locale = "en-IN";
};

/// A small file in which a value is looked up.
struct lookup_rule {
    std::string name;
    std::string file;
    std::string key;    // column
    std::string value;  // column
    int line = 0;       // of the mapping file, here and below
};

/// Makes new columns from one: a column for each named part of the pattern, and one for the rest.
struct split_rule {
    std::string column;
    value_pattern pattern;
    std::string rest;  // name of the column for what the pattern did not match; empty: not wanted
    int line = 0;
};

/// Makes a new column: the value of `column` looked up.
struct join_rule {
    std::string column;
    std::string lookup;
    std::string as;
    int line = 0;
};

/// Where the value of one field comes from.
struct field_source {
    std::size_t field = 0;                                    // place in fields_of(kind)
    std::string column;                                       // empty: the constant
    std::string constant;                                     // of a day: YYYY-MM-DD
    std::vector<date_format> formats;                         // of a day; the first that fits counts
    std::vector<std::pair<std::string, std::string>> values;  // word of the source -> our word; empty: taken as it is
    int line = 0;
};

struct reference_rule {
    record_kind target = record_kind::branch;
    std::vector<std::string> key;  // columns, as the target's own key
    bool create_missing = false;   // a target that no row names is made from its key
    int line = 0;
};

/// What a row is whose key an earlier row has.
enum class duplicate_rule {
    list,    // not loaded, and listed as an exception
    keep,    // a record of its own, numbered
    ignore,  // the same record again: not loaded, not listed
};

/// The rows of one file, each a record of one kind.
struct table_rule {
    record_kind kind = record_kind::branch;
    std::string file;
    bool optional = false;         // the file may be left out of an import
    std::vector<std::string> key;  // columns that together tell one row from another
    duplicate_rule duplicates = duplicate_rule::list;
    std::vector<std::string> repeat_key;  // columns in which the same finding, found again later, agrees; may be empty
    std::vector<split_rule> splits;
    std::vector<join_rule> joins;
    std::vector<field_source> fields;
    std::vector<reference_rule> references;
    int line = 0;

    /// The source of a field, or null when the table does not fill it.
    const field_source* source_of(std::size_t field) const;
};

struct import_mapping {
    std::string name;      // of the mapping file
    sha256_digest digest;  // of its text
    source_rule source;
    tenant_defaults tenant;
    std::vector<lookup_rule> lookups;
    std::vector<table_rule> tables;  // in load order

    /// The first table of a kind, or null.
    const table_rule* table_of(record_kind kind) const;
};

/// Errors: bad_input, naming line, key and the words allowed.
result<import_mapping> parse_mapping(std::string_view text, std::string name);

/// Errors: not_found, io, and those of parse_mapping.
result<import_mapping> read_mapping(const std::filesystem::path& path);

}  // namespace vouch::record
