// How a row finds the records that it refers to, and makes the ones that no row names.
#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "record/import/external_ref.h"
#include "record/import/field_reader.h"
#include "record/import/mapper.h"

namespace vouch::record {

/// The record a row refers to; none where a part of its key is empty, or where it is not known, which is reported.
std::optional<record_reference> mapper::refer(
    const reference_rule& rule, std::vector<missing_record>& missing, row_report& report
) const {
    const key_parts parts = parts_of(rule.key);
    if (std::ranges::any_of(parts, &std::string_view::empty)) return std::nullopt;
    const std::string said = fmt::format("{}", fmt::join(parts, "/"));
    const table_rule& table = *mapping_.table_of(rule.target);
    record_reference reference;
    reference.external_ref = external_ref(mapping_.source.name, parts);
    reference.id = id_of(rule.target, reference.external_ref);
    if (keys_.find(rule.target, reference.id)) return reference;
    if (rule.create_missing) {
        row_report trouble(table_->file, 0);
        if (auto made = make_from_key(table, reference, parts, trouble)) {
            missing.push_back(std::move(*made));
            return reference;
        }
        report.refuse(
            exception_code::unknown_reference,
            name_of(rule.target),
            said,
            fmt::format(
                "{} {} is not in {} and cannot be made from its key: {}",
                name_of(rule.target),
                in_quotes(said),
                table.file,
                trouble.exceptions().front().reason
            )
        );
        return std::nullopt;
    }
    if (keys_.exists(rule.target, reference.id)) return reference;
    report.reject(
        exception_code::unknown_reference,
        name_of(rule.target),
        said,
        fmt::format("{} {} is not in {}", name_of(rule.target), in_quotes(said), table.file)
    );
    return std::nullopt;
}

/// A record of a table from the columns of its key: fields that come from other columns stay empty.
std::optional<mapper::missing_record> mapper::make_from_key(
    const table_rule& table, const record_reference& identity, const key_parts& parts, row_report& report
) const {
    const auto part_of = [&](const std::string& column) -> std::optional<std::string_view> {
        const auto place = std::ranges::find(table.key, column);
        if (place == table.key.end()) return std::nullopt;
        return parts[static_cast<std::size_t>(place - table.key.begin())];
    };
    field_values values(table.kind);
    std::vector<std::string_view> said(fields_of(table.kind).size());
    for (const field_source& source : table.fields) {
        const auto part = source.column.empty() ? std::string_view() : part_of(source.column);
        if (!part) continue;
        said[source.field] = *part;
        read_field(source, table.kind, {*part, {}}, mapping_.source.as_of, values, report);
    }
    if (!report.rejected()) check_record(values, said, report);
    if (!report.rejected()) check_unique(values, report);
    record_references references;
    for (const reference_rule& rule : table.references) {
        key_parts its_parts;
        for (const std::string& column : rule.key) {
            if (const auto part = part_of(column)) its_parts.push_back(*part);
        }
        if (its_parts.size() < rule.key.size()) continue;
        record_reference its{external_ref(mapping_.source.name, its_parts), {}};
        its.id = id_of(rule.target, its.external_ref);
        if (!keys_.exists(rule.target, its.id)) {
            report.reject(
                exception_code::unknown_reference,
                name_of(rule.target),
                its.external_ref,
                fmt::format("{} {} is not known", name_of(rule.target), in_quotes(its.external_ref))
            );
        } else {
            references.emplace_back(rule.target, std::move(its));
        }
    }
    if (report.rejected()) return std::nullopt;
    mapped_record record = make_record({identity.external_ref, identity.id, {}, true}, values, references);
    return missing_record{table.kind, std::move(record), std::move(values)};
}

}  // namespace vouch::record
