#include "record/import/table_columns.h"

#include <algorithm>
#include <fmt/format.h>
#include <set>
#include <stdexcept>

namespace vouch::record {

namespace {

/// Every column that the rules of a table name, made ones too.
std::vector<std::string> columns_named_in(const table_rule& table) {
    std::vector<std::string> columns = table.key;
    columns.insert(columns.end(), table.repeat_key.begin(), table.repeat_key.end());
    for (const split_rule& split : table.splits) columns.push_back(split.column);
    for (const join_rule& join : table.joins) columns.push_back(join.column);
    for (const field_source& source : table.fields) {
        if (!source.column.empty()) columns.push_back(source.column);
    }
    for (const reference_rule& reference : table.references)
        columns.insert(columns.end(), reference.key.begin(), reference.key.end());
    return columns;
}

std::vector<std::string> columns_made_by(const table_rule& table) {
    std::vector<std::string> columns;
    for (const split_rule& split : table.splits) {
        if (!split.rest.empty()) columns.push_back(split.rest);
        const auto& parts = split.pattern.names();
        columns.insert(columns.end(), parts.begin(), parts.end());
    }
    for (const join_rule& join : table.joins) columns.push_back(join.as);
    return columns;
}

std::string_view name_of(text_encoding encoding) {
    switch (encoding) {
        case text_encoding::utf_8: return "UTF-8";
        case text_encoding::windows_1252: return "windows-1252";
        case text_encoding::latin_1: return "latin1";
    }
    return "UTF-8";
}

}  // namespace

result<table_columns> table_columns::bind(
    const import_mapping& mapping, const table_rule& table, const std::vector<std::string>& header
) {
    table_columns bound;
    bound.source_ = mapping.source;
    bound.of_file_ = header.size();
    bound.names_ = header;
    bound.used_.assign(header.size(), false);

    const auto made = columns_made_by(table);
    for (const std::string& column : made) {
        if (bound.find(column)) {
            return fail(
                errc::bad_input,
                fmt::format(
                    "the mapping makes a column {0} for {1}, which has a column {0} already; "
                    "choose another name",
                    in_quotes(column),
                    table.file
                ),
                fmt::format("{}:{}", mapping.name, table.line)
            );
        }
    }
    std::set<std::string> missing;
    for (const std::string& column : columns_named_in(table)) {
        if (const auto place = bound.find(column)) {
            bound.used_[*place] = true;
        } else if (std::ranges::find(made, column) == made.end()) {
            missing.insert(in_quotes(column));
        }
    }
    if (!missing.empty()) {
        return fail(
            errc::bad_input,
            fmt::format(
                "{} has no column {}, which the mapping uses; its columns are {}",
                table.file,
                fmt::join(missing, ", "),
                fmt::join(header, ", ")
            ),
            fmt::format("{}:{}", mapping.name, table.line)
        );
    }
    const auto too_early = [&](const std::string& column, int line) {
        return fail(
            errc::bad_input,
            fmt::format("the column {} is used before it is made; put what makes it first", in_quotes(column)),
            fmt::format("{}:{}", mapping.name, line)
        );
    };
    for (const split_rule& rule : table.splits) {
        const auto from = bound.find(rule.column);
        if (!from) return too_early(rule.column, rule.line);
        bound_split split{.rule = &rule, .from = *from, .rest = {}, .first_part = 0};
        if (!rule.rest.empty()) split.rest = bound.make(rule.rest);
        split.first_part = bound.names_.size();
        for (const std::string& part : rule.pattern.names()) bound.make(part);
        bound.splits_.push_back(split);
    }
    for (const join_rule& rule : table.joins) {
        const auto from = bound.find(rule.column);
        if (!from) return too_early(rule.column, rule.line);
        const auto lookup = std::ranges::find(mapping.lookups, rule.lookup, &lookup_rule::name);
        bound.joins_.push_back(
            {&*lookup, *from, static_cast<std::size_t>(lookup - mapping.lookups.begin()), bound.make(rule.as)}
        );
    }
    return bound;
}

std::optional<std::size_t> table_columns::find(std::string_view column) const {
    const auto found = std::ranges::find(names_, column);
    return found == names_.end() ? std::nullopt : std::optional<std::size_t>(found - names_.begin());
}

std::size_t table_columns::make(const std::string& column) {
    names_.push_back(column);
    return names_.size() - 1;
}

std::size_t table_columns::place_of(std::string_view column) const {
    const auto place = find(column);
    if (!place) throw std::logic_error("no column " + std::string(column));
    return *place;
}

void table_columns::read(
    const csv_row& from, std::span<const lookup_table> lookups, row_values& row, row_report& report
) const {
    row.values.resize(names_.size());
    row.why_empty.resize(names_.size());
    for (std::string& why : row.why_empty) why.clear();
    for (std::size_t i = 0; i < of_file_; ++i) row.values[i].assign(trimmed(from.fields[i]));
    for (std::size_t i = of_file_; i < names_.size(); ++i) row.values[i].clear();
    report_mended(from, row, report);
    for (const bound_split& rule : splits_) split(rule, row, report);
    for (const bound_join& rule : joins_) join(rule, lookups, row);
}

void table_columns::report_mended(const csv_row& from, const row_values& row, row_report& report) const {
    for (const auto& [column, flaws] : from.mended) {
        if (!used_[column]) continue;
        const std::string& name = names_[column];
        const std::string& value = row.values[column];
        const text_encoding read_as = flaws.not_utf_8 ? *source_.fallback_encoding : source_.encoding;
        if (flaws.not_utf_8) {
            report.note(
                exception_code::not_utf_8,
                name,
                value,
                fmt::format("{} is not UTF-8; read as {}", name, name_of(read_as))
            );
        }
        if (flaws.undecodable) {
            report.note(
                exception_code::undecodable,
                name,
                value,
                fmt::format("{} has bytes that are no letters in {}; each stands as \uFFFD", name, name_of(read_as))
            );
        }
        if (flaws.nul) {
            report.note(
                exception_code::nul_removed,
                name,
                value,
                fmt::format("{} has NUL characters; they were taken out", name)
            );
        }
        if (flaws.lost_letter) {
            report.note(
                exception_code::letter_lost,
                name,
                value,
                fmt::format("{} has the sign \uFFFD: a letter was lost before this file was written", name)
            );
        }
    }
}

void table_columns::split(const bound_split& split, row_values& row, row_report& report) const {
    const std::string& value = row.values[split.from];
    auto found = split.rule->pattern.apply(value);
    if (!found) {
        report.reject(
            exception_code::pattern_failed, names_[split.from], value, names_[split.from] + " " + found.error().detail
        );
        return;
    }
    if (!*found) {
        if (split.rest) row.values[*split.rest] = value;
        return;
    }
    if (split.rest) row.values[*split.rest].assign(trimmed((*found)->rest));
    for (std::size_t i = 0; i < (*found)->parts.size(); ++i) {
        const auto& part = (*found)->parts[i];
        if (!part) continue;
        const std::size_t to = split.first_part + i;
        row.values[to].assign(trimmed(*part));
        if (row.values[to].empty())
            row.why_empty[to] = fmt::format("{} has no {} where one should stand", in_quotes(value), names_[to]);
    }
}

void table_columns::join(const bound_join& join, std::span<const lookup_table> lookups, row_values& row) const {
    const std::string& value = row.values[join.from];
    if (value.empty()) return;
    if (const std::string* found = lookups[join.lookup].find(value)) {
        row.values[join.to] = *found;
    } else {
        row.why_empty[join.to] = fmt::format("{} is not in {}", in_quotes(value), join.lookup_rule->file);
    }
}

}  // namespace vouch::record
