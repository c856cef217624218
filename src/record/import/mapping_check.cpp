#include <algorithm>
#include <fmt/format.h>
#include <set>

#include "record/import/mapping_table.h"

namespace vouch::record {

namespace {

std::unexpected<error> refuse(const import_mapping& mapping, int line, std::string why) {
    return fail(errc::bad_input, std::move(why), fmt::format("{}:{}", mapping.name, line));
}

result<> check_lookups(const import_mapping& mapping) {
    std::set<std::string_view> names;
    for (const lookup_rule& lookup : mapping.lookups) {
        if (!names.insert(lookup.name).second) {
            return refuse(mapping, lookup.line, fmt::format("two lookups are named \"{}\"", lookup.name));
        }
    }
    return {};
}

/// Columns that splits and joins make, and that the lookups they name exist.
result<> check_made_columns(const import_mapping& mapping, const table_rule& table) {
    std::set<std::string> made;
    const auto make = [&](const std::string& column, int line) -> result<> {
        if (made.insert(column).second) return {};
        return refuse(mapping, line, fmt::format("the column \"{}\" is made twice", column));
    };
    for (const split_rule& split : table.splits) {
        if (!split.rest.empty()) CHECK_RESULT(make(split.rest, split.line));
        for (const std::string& part : split.pattern.names()) CHECK_RESULT(make(part, split.line));
    }
    for (const join_rule& join : table.joins) {
        CHECK_RESULT(make(join.as, join.line));
        if (std::ranges::find(mapping.lookups, join.lookup, &lookup_rule::name) == mapping.lookups.end()) {
            return refuse(mapping, join.line, fmt::format("there is no [[lookup]] named \"{}\"", join.lookup));
        }
    }
    return {};
}

result<> check_required(const import_mapping& mapping, const table_rule& table) {
    const auto rules = fields_of(table.kind);
    for (std::size_t i = 0; i < rules.size(); ++i) {
        if (rules[i].required && !table.source_of(i)) {
            return refuse(
                mapping,
                table.line,
                fmt::format("[table.fields] of kind {} must fill {}", name_of(table.kind), rules[i].name)
            );
        }
    }
    return {};
}

/// A record made from its key alone: every field that it must have is a constant or a column of the key.
result<> check_creation(const import_mapping& mapping, const reference_rule& reference, const table_rule& target) {
    for (const field_source& source : target.fields) {
        const field_rule& rule = fields_of(target.kind)[source.field];
        if (rule.required && !source.column.empty() &&
            std::ranges::find(target.key, source.column) == target.key.end()) {
            return refuse(
                mapping,
                reference.line,
                fmt::format(
                    "create_missing: a missing {0} is made from its key, but {1} of a {0} comes from the "
                    "column \"{2}\", which is not in the key of its table (line {3})",
                    name_of(target.kind),
                    rule.name,
                    source.column,
                    target.line
                )
            );
        }
    }
    return {};
}

result<> check_references(const import_mapping& mapping, const table_rule& table) {
    for (const reference_rule& reference : table.references) {
        const table_rule* target = mapping.table_of(reference.target);
        if (!target || target >= &table) {
            return refuse(
                mapping,
                reference.line,
                fmt::format("a [[table]] of kind {} must stand above one that refers to it", name_of(reference.target))
            );
        }
        if (target->key.size() != reference.key.size()) {
            return refuse(
                mapping,
                reference.line,
                fmt::format(
                    "a {} is found by {} column(s), as the key of its table (line {}) has; {} are named here",
                    name_of(reference.target),
                    target->key.size(),
                    target->line,
                    reference.key.size()
                )
            );
        }
        if (reference.create_missing) CHECK_RESULT(check_creation(mapping, reference, *target));
    }
    return {};
}

}  // namespace

result<> check_mapping(const import_mapping& mapping) {
    CHECK_RESULT(check_lookups(mapping));
    if (mapping.tables.empty()) return refuse(mapping, 1, "a mapping needs at least one [[table]]");
    for (const table_rule& table : mapping.tables) {
        CHECK_RESULT(check_made_columns(mapping, table));
        CHECK_RESULT(check_required(mapping, table));
        CHECK_RESULT(check_references(mapping, table));
    }
    return {};
}

}  // namespace vouch::record
