#include "record/import/mapper.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "record/import/external_ref.h"
#include "record/import/field_reader.h"
#include "record/import/row_problem.h"

namespace vouch::record {

namespace {

bool can_be_referred_to(record_kind kind) {
    return kind != record_kind::observation && kind != record_kind::requirement;
}

}  // namespace

mapper::mapper(const import_mapping& mapping, const uuid& tenant_id)
    : mapping_(mapping), tenant_id_(tenant_id), lookups_(mapping.lookups.size()) {}

void mapper::add_lookup(std::size_t lookup, std::string_view key, std::string_view value, row_report& report) {
    if (lookups_[lookup].add(key, value)) return;
    const lookup_rule& rule = mapping_.lookups[lookup];
    report.collide(
        rule.key,
        key,
        fmt::format("{} stands in an earlier row with another {}, which counts", in_quotes(key), rule.value)
    );
}

result<> mapper::begin_table(std::size_t table, const std::vector<std::string>& header) {
    TRY(bound, table_columns::bind(mapping_, mapping_.tables[table], header));
    table_ = &mapping_.tables[table];
    table_number_ = static_cast<std::uint32_t>(table);
    header_ = header;
    columns_ = std::move(bound);
    return {};
}

mapped_row mapper::map(const csv_row& row) {
    mapped_row mapped;
    mapped.row = row.row;
    row_report report(table_->file, row.row);
    if (!report_problem(row, header_, report)) {
        columns_->read(row, lookups_, values_, report);
        map_values(row.row, report, mapped);
    }
    if (!mapped.ignored) mapped.exceptions = report.take();
    return mapped;
}

/// A rejected row leaves no trace but that its key was counted.
void mapper::map_values(std::uint64_t row, row_report& report, mapped_row& mapped) {
    if (report.rejected()) return;
    record_identity identity;
    if (!take_key(identity, report, mapped)) return;

    std::vector<std::string_view> said(fields_of(table_->kind).size());
    field_values values = read_fields(said, report);
    if (!report.rejected()) check_record(values, said, report);
    if (!report.rejected()) check_unique(values, report);
    record_references references;
    std::vector<missing_record> missing;
    for (const reference_rule& rule : table_->references) {
        if (auto reference = refer(rule, missing, report)) references.emplace_back(rule.target, std::move(*reference));
    }
    if (report.rejected()) return;

    const first_seen here{table_number_, static_cast<std::uint32_t>(row)};
    for (missing_record& made : missing) {
        keys_.add(made.kind, identity_of(made.record).id, here);
        take_unique(made.values);
        mapped.records.push_back(std::move(made.record));
    }
    if (table_->duplicates != duplicate_rule::keep || can_be_referred_to(table_->kind)) {
        keys_.add(table_->kind, identity.id, here);
    }
    take_unique(values);
    mapped_record made = make_record(std::move(identity), values, references);
    if (!table_->repeat_key.empty()) {
        auto& observation = std::get<observation_record>(made);
        observation.series = series_of(observation.identity);
    }
    mapped.records.push_back(std::move(made));
}

/// Finds out which record the row is of. False when it is of none: no key, or that of an earlier row.
bool mapper::take_key(record_identity& identity, row_report& report, mapped_row& mapped) {
    const key_parts parts = parts_of(table_->key);
    const auto empty = std::ranges::find_if(parts, &std::string_view::empty);
    if (empty != parts.end()) {
        const std::string& column = table_->key[static_cast<std::size_t>(empty - parts.begin())];
        report.reject(
            exception_code::key_missing,
            column,
            "",
            fmt::format("{} is empty, so that the row cannot be told from others", column)
        );
        return false;
    }
    identity.external_ref = external_ref(mapping_.source.name, parts);
    identity.id = id_of(table_->kind, identity.external_ref);
    if (table_->duplicates == duplicate_rule::keep) {
        const std::uint64_t occurrence = keys_.count(table_->kind, identity.id);
        if (occurrence > 1) {
            identity.external_ref = numbered(std::move(identity.external_ref), occurrence);
            identity.id = id_of(table_->kind, identity.external_ref);
        }
        return true;
    }
    const auto first = keys_.find(table_->kind, identity.id);
    if (!first) return true;
    if (table_->duplicates == duplicate_rule::ignore) {
        mapped.ignored = true;
        return false;
    }
    const std::string elsewhere = first->table == table_number_ ? "" : " of " + mapping_.tables[first->table].file;
    report.collide(
        fmt::format("{}", fmt::join(table_->key, "/")),
        fmt::format("{}", fmt::join(parts, "/")),
        fmt::format(
            "row {}{} has the same {} and was loaded; this row was not",
            first->row,
            elsewhere,
            fmt::join(table_->key, " and ")
        )
    );
    return false;
}

/// The series of the row; one of its own where a part of the key is empty, so that it repeats nothing.
uuid mapper::series_of(const record_identity& identity) const {
    const key_parts parts = parts_of(table_->repeat_key);
    if (std::ranges::any_of(parts, &std::string_view::empty)) return identity.id;
    return name_based_uuid(tenant_id_, "series/" + external_ref(mapping_.source.name, parts));
}

mapper::key_parts mapper::parts_of(const std::vector<std::string>& columns) const {
    key_parts parts;
    for (const std::string& column : columns) parts.push_back(values_.values[columns_->place_of(column)]);
    return parts;
}

field_values mapper::read_fields(std::span<std::string_view> said, row_report& report) const {
    field_values values(table_->kind);
    for (const field_source& source : table_->fields) {
        field_text text;
        if (!source.column.empty()) {
            const std::size_t place = columns_->place_of(source.column);
            text = {values_.values[place], values_.why_empty[place]};
        }
        said[source.field] = text.text;
        read_field(source, table_->kind, text, mapping_.source.as_of, values, report);
    }
    return values;
}

uuid mapper::id_of(record_kind kind, std::string_view external_ref) const {
    return name_based_uuid(tenant_id_, fmt::format("{}/{}", name_of(kind), external_ref));
}

uuid mapper::unique_value(record_kind kind, const field_rule& rule, std::string_view value) const {
    return name_based_uuid(tenant_id_, fmt::format("{} {}/{}", name_of(kind), rule.name, value));
}

void mapper::check_unique(const field_values& values, row_report& report) const {
    for (const field_rule& rule : fields_of(values.kind())) {
        if (!rule.unique) continue;
        const std::string value = values.text(rule.name).value();
        if (keys_.is_taken(unique_value(values.kind(), rule, value))) {
            report.reject(
                exception_code::already_taken,
                rule.name,
                value,
                fmt::format("an earlier {} has the {} {} already", name_of(values.kind()), rule.label, in_quotes(value))
            );
        }
    }
}

void mapper::take_unique(const field_values& values) {
    for (const field_rule& rule : fields_of(values.kind())) {
        if (rule.unique) keys_.take(unique_value(values.kind(), rule, values.text(rule.name).value()));
    }
}

}  // namespace vouch::record
