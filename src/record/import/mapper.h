#pragma once
// Decides what the rows of a source become. Reads and writes nothing: rows come from csv_reader, and what they become
// is applied elsewhere.
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/values.h"
#include "record/import/csv_reader.h"
#include "record/import/field_values.h"
#include "record/import/import_exception.h"
#include "record/import/key_register.h"
#include "record/import/lookup_table.h"
#include "record/import/mapped_record.h"
#include "record/import/mapping.h"
#include "record/import/row_report.h"
#include "record/import/table_columns.h"

namespace vouch::record {

/// What one row became. It is loaded when it has a record; without one it has an exception, or is ignored.
struct mapped_row {
    std::uint64_t row = 0;  // as a spreadsheet numbers it
    std::vector<mapped_record>
        records;  // to write in this order: missing records made from their key, then the row's own
    std::vector<import_exception> exceptions;
    bool ignored = false;  // has the key of an earlier row, in a table with duplicates = "ignore"
};

/// Tables are read in the order of the mapping, each from its first row to its last. Keeps some 24 bytes per record.
class mapper {
public:
    /// The mapping must outlive the mapper.
    mapper(const import_mapping& mapping, const uuid& tenant_id);

    /// A record that an earlier import brought, so that rows of this one may refer to it.
    void already_recorded(record_kind kind, const uuid& id) { keys_.add_recorded(kind, id); }

    /// Keeps one value to look up. Reports a key that is there with another value.
    void add_lookup(std::size_t lookup, std::string_view key, std::string_view value, row_report& report);

    /// Errors: bad_input: the file lacks a column that the table uses.
    result<> begin_table(std::size_t table, const std::vector<std::string>& header);

    /// The next row of the table begun last.
    mapped_row map(const csv_row& row);

private:
    struct missing_record {
        record_kind kind;
        mapped_record record;
        field_values values;
    };
    using key_parts = std::vector<std::string_view>;

    void map_values(std::uint64_t row, row_report& report, mapped_row& mapped);
    bool take_key(record_identity& identity, row_report& report, mapped_row& mapped);
    key_parts parts_of(const std::vector<std::string>& columns) const;
    uuid series_of(const record_identity& identity) const;
    field_values read_fields(std::span<std::string_view> said, row_report& report) const;
    uuid id_of(record_kind kind, std::string_view external_ref) const;

    // mapper_references.cpp
    std::optional<record_reference> refer(
        const reference_rule& rule, std::vector<missing_record>& missing, row_report& report
    ) const;
    std::optional<missing_record> make_from_key(
        const table_rule& table, const record_reference& identity, const key_parts& parts, row_report& report
    ) const;

    // Fields that no two records of a kind share.
    void check_unique(const field_values& values, row_report& report) const;
    void take_unique(const field_values& values);
    uuid unique_value(record_kind kind, const field_rule& rule, std::string_view value) const;

    const import_mapping& mapping_;
    uuid tenant_id_;
    std::vector<lookup_table> lookups_;
    key_register keys_;

    // Of the table begun last, and of the row being mapped.
    const table_rule* table_ = nullptr;
    std::uint32_t table_number_ = 0;
    std::vector<std::string> header_;
    std::optional<table_columns> columns_;
    row_values values_;
};

}  // namespace vouch::record
