#include "record/import/mapping_table.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <utility>

namespace vouch::record {

namespace {

constexpr std::string_view duplicate_words[] = {"list", "keep", "ignore"};

std::vector<std::string_view> names_of(std::span<const field_rule> fields) {
    std::vector<std::string_view> names;
    for (const field_rule& field : fields) names.push_back(field.name);
    return names;
}

result<split_rule> read_split(const toml_section& section) {
    CHECK_RESULT(section.allow({"column", "pattern", "rest"}));
    split_rule split;
    split.line = section.line();
    TRY(column, section.text("column"));
    TRY(pattern, section.text("pattern"));
    TRY(rest, section.text_if_any("rest"));
    split.column = std::move(column);
    split.rest = rest.value_or("");
    auto compiled = value_pattern::compile(std::move(pattern));
    if (!compiled) return section.refuse("pattern", compiled.error().detail);
    split.pattern = std::move(*compiled);
    return split;
}

result<join_rule> read_join(const toml_section& section) {
    CHECK_RESULT(section.allow({"column", "lookup", "as"}));
    TRY(column, section.text("column"));
    TRY(lookup, section.text("lookup"));
    TRY(as, section.text("as"));
    return join_rule{std::move(column), std::move(lookup), std::move(as), section.line()};
}

result<> check_word(const toml_section& section, std::string_view key, const field_rule& rule, std::string_view word) {
    if (rule.type != field_type::word || std::ranges::find(rule.words, word) != rule.words.end()) return {};
    return section.refuse(key, fmt::format("{} cannot be \"{}\"; it must be {}", rule.name, word, one_of(rule.words)));
}

/// values = { "Low Risk" = "LOW", ... }
result<> read_values(const toml_section& section, const field_rule& rule, field_source& source) {
    TRY(values, section.section_if_any("values"));
    if (!values) return {};
    if (rule.type == field_type::day)
        return section.refuse("values", fmt::format("{} is a date; use format", rule.name));
    std::map<std::pair<toml::source_index, toml::source_index>, std::string> as_written;
    for (const auto& [key, node] : values->table()) {
        as_written.emplace(std::pair(key.source().begin.line, key.source().begin.column), key.str());
    }
    for (const auto& [place, theirs] : as_written) {
        TRY(ours, values->text(theirs));
        CHECK_RESULT(check_word(*values, theirs, rule, ours));
        source.values.emplace_back(theirs, std::move(ours));
    }
    return {};
}

result<> read_formats(const toml_section& section, const field_rule& rule, field_source& source) {
    if (!section.table().contains("format")) {
        if (rule.type != field_type::day || source.column.empty()) return {};
        return section.refuse(
            "column",
            fmt::format(
                "{0} is a date: say how it is written, as in {0} = {{ column = \"{1}\", "
                "format = \"%Y-%m-%d\" }}",
                rule.name,
                source.column
            )
        );
    }
    if (rule.type != field_type::day) return section.refuse("format", fmt::format("{} is not a date", rule.name));
    TRY(patterns, section.texts("format"));
    for (const std::string& pattern : patterns) {
        auto format = date_format::parse(pattern);
        if (!format) return section.refuse("format", format.error().detail);
        source.formats.push_back(std::move(*format));
    }
    return {};
}

result<> read_constant(const toml_section& section, const field_rule& rule, field_source& source) {
    TRY(constant, section.text("constant"));
    if (source.column.empty() == false || section.table().contains("values") || section.table().contains("format")) {
        return section.refuse("constant", "a constant stands alone, without column, format or values");
    }
    CHECK_RESULT(check_word(section, "constant", rule, constant));
    if (rule.type == field_type::day && !parse_date(constant)) {
        return section.refuse("constant", fmt::format("{} must be a date such as \"2018-02-16\"", rule.name));
    }
    const std::size_t letters = letters_of(constant);
    if (rule.type != field_type::day && (letters < rule.letters_min || letters > rule.letters_max)) {
        return section.refuse(
            "constant", fmt::format("{} must have {} to {} characters", rule.name, rule.letters_min, rule.letters_max)
        );
    }
    source.constant = std::move(constant);
    return {};
}

/// title = "column", or found_on = { column = "date", format = "%Y%m%d" }, or city = { constant = "Pune" }
result<field_source> read_field(
    const toml_section& fields, const std::string& key, const field_rule& rule, std::size_t place
) {
    field_source source;
    source.field = place;
    const toml::node& node = *fields.table().get(key);
    source.line = toml_section::line_of(node);
    if (!node.is_table()) {
        TRY(column, fields.text(key));
        if (rule.type == field_type::day) {
            return fields.refuse(
                key,
                fmt::format(
                    "{0} is a date: say how it is written, as in {0} = {{ column = \"{1}\", "
                    "format = \"%Y-%m-%d\" }}",
                    key,
                    column
                )
            );
        }
        source.column = std::move(column);
        return source;
    }
    TRY(section, fields.section_if_any(key));
    CHECK_RESULT(section->allow({"column", "constant", "format", "values"}));
    TRY(column, section->text_if_any("column"));
    source.column = column.value_or("");
    if (section->table().contains("constant")) {
        CHECK_RESULT(read_constant(*section, rule, source));
        return source;
    }
    if (!column) return section->refuse("column", fmt::format("{} needs a column or a constant", key));
    CHECK_RESULT(read_formats(*section, rule, source));
    CHECK_RESULT(read_values(*section, rule, source));
    return source;
}

result<std::vector<field_source>> read_fields(const toml_section& section, record_kind kind) {
    TRY(fields, section.section_if_any("fields"));
    if (!fields) return section.refuse("fields", "[[table]] needs a section [table.fields]");
    std::vector<field_source> sources;
    const auto rules = fields_of(kind);
    for (const auto& [key, node] : fields->table()) {
        const auto place = find_field(kind, key.str());
        if (!place) {
            return fields->refuse(
                key.str(),
                fmt::format(
                    "a record of kind {} has no field {}; it has {}",
                    name_of(kind),
                    key.str(),
                    fmt::join(names_of(rules), ", ")
                )
            );
        }
        TRY(source, read_field(*fields, std::string(key.str()), rules[*place], *place));
        sources.push_back(std::move(source));
    }
    std::ranges::sort(sources, {}, &field_source::field);
    return sources;
}

/// branch = ["business_id"], or engagement = { key = [...], create_missing = true }
result<std::vector<reference_rule>> read_references(const toml_section& section, record_kind kind) {
    std::vector<reference_rule> references;
    TRY(list, section.section_if_any("references"));
    if (!list) return references;
    for (const auto& [key, node] : list->table()) {
        const auto allowed = references_of(kind);
        const auto target = std::ranges::find(allowed, key.str(), [](record_kind known) { return name_of(known); });
        if (target == allowed.end()) {
            std::vector<std::string_view> words;
            for (const record_kind known : allowed) words.push_back(name_of(known));
            return list->refuse(
                key.str(),
                fmt::format(
                    "a record of kind {} cannot refer to {}; it can refer to {}",
                    name_of(kind),
                    key.str(),
                    words.empty() ? "nothing" : one_of(words)
                )
            );
        }
        reference_rule reference;
        reference.target = *target;
        reference.line = toml_section::line_of(node);
        if (node.is_table()) {
            TRY(written, list->section_if_any(key.str()));
            CHECK_RESULT(written->allow({"key", "create_missing"}));
            TRY(columns, written->texts("key"));
            TRY(create, written->flag("create_missing", false));
            reference.key = std::move(columns);
            reference.create_missing = create;
        } else {
            TRY(columns, list->texts(key.str()));
            reference.key = std::move(columns);
        }
        references.push_back(std::move(reference));
    }
    std::ranges::sort(references, {}, &reference_rule::target);
    return references;
}

}  // namespace

result<table_rule> read_table(const toml_section& section) {
    CHECK_RESULT(section.allow(
        {"kind", "file", "optional", "key", "duplicates", "repeat_key", "split", "join", "fields", "references"}
    ));
    table_rule table;
    table.line = section.line();
    TRY(kind, section.choice_if_any("kind", record_kind_words));
    if (!kind)
        return section.refuse("kind", fmt::format("[[table]] needs the key kind: {}", one_of(record_kind_words)));
    table.kind = static_cast<record_kind>(*kind);
    TRY(file, section.text("file"));
    TRY(optional, section.flag("optional", false));
    TRY(key, section.texts("key"));
    TRY(duplicates, section.choice_if_any("duplicates", duplicate_words));
    table.file = std::move(file);
    table.optional = optional;
    table.key = std::move(key);
    table.duplicates = static_cast<duplicate_rule>(duplicates.value_or(0));
    if (section.table().contains("repeat_key")) {
        if (table.kind != record_kind::observation) {
            return section.refuse(
                "repeat_key", fmt::format("only an observation repeats an earlier one, not a {}", name_of(table.kind))
            );
        }
        TRY(repeat_key, section.texts("repeat_key"));
        table.repeat_key = std::move(repeat_key);
    }
    TRY(splits, section.sections("split"));
    for (const toml_section& written : splits) {
        TRY(split, read_split(written));
        table.splits.push_back(std::move(split));
    }
    TRY(joins, section.sections("join"));
    for (const toml_section& written : joins) {
        TRY(join, read_join(written));
        table.joins.push_back(std::move(join));
    }
    TRY(fields, read_fields(section, table.kind));
    TRY(references, read_references(section, table.kind));
    table.fields = std::move(fields);
    table.references = std::move(references);
    return table;
}

}  // namespace vouch::record
