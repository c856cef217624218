#pragma once
// The columns of one table: those of the file, and those that its splits and joins make from them.
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "record/import/csv_reader.h"
#include "record/import/lookup_table.h"
#include "record/import/mapping.h"
#include "record/import/row_report.h"

namespace vouch::record {

/// One row by column. Trimmed; empty means that there is no value.
struct row_values {
    std::vector<std::string> values;
    std::vector<std::string> why_empty;  // of a made column: a sentence where the source said something unusable
};

class table_columns {
public:
    /// Finds every column that the table uses. The table must outlive the result.
    /// Errors: bad_input, naming the columns that are missing, or made although the file has them.
    static result<table_columns> bind(
        const import_mapping& mapping, const table_rule& table, const std::vector<std::string>& header
    );

    std::size_t place_of(std::string_view column) const;  // the column must be one that the table uses

    /// Fills `row` from a row of the file, which is whole. lookups: as the mapping's. Reports what was wrong.
    void read(const csv_row& from, std::span<const lookup_table> lookups, row_values& row, row_report& report) const;

private:
    struct bound_split {
        const split_rule* rule = nullptr;
        std::size_t from = 0;
        std::optional<std::size_t> rest;
        std::size_t first_part = 0;
    };
    struct bound_join {
        const lookup_rule* lookup_rule = nullptr;
        std::size_t from = 0;
        std::size_t lookup = 0;
        std::size_t to = 0;
    };

    std::optional<std::size_t> find(std::string_view column) const;
    std::size_t make(const std::string& column);
    void report_mended(const csv_row& from, const row_values& row, row_report& report) const;
    void split(const bound_split& split, row_values& row, row_report& report) const;
    void join(const bound_join& join, std::span<const lookup_table> lookups, row_values& row) const;

    source_rule source_;
    std::size_t of_file_ = 0;  // how many of the names are columns of the file
    std::vector<std::string> names_;
    std::vector<bool> used_;  // columns of the file that the table takes something from
    std::vector<bound_split> splits_;
    std::vector<bound_join> joins_;
};

}  // namespace vouch::record
