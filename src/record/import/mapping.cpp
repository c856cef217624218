#include "record/import/mapping.h"

#include <algorithm>
#include <fmt/format.h>
#include <fstream>
#include <sstream>

#include "record/import/mapping_table.h"
#include "record/import/toml_section.h"

namespace vouch::record {

namespace {

constexpr std::size_t mapping_bytes_max = 1024 * 1024;
constexpr std::string_view encoding_words[] = {"utf-8", "windows-1252", "latin1"};

bool is_source_name(std::string_view name) {
    return name.size() <= 40 && name.front() >= 'a' && name.front() <= 'z' && std::ranges::all_of(name, [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
           });
}

result<source_rule> read_source(const toml_section& section) {
    CHECK_RESULT(section.allow({"name", "as_of", "delimiter", "encoding", "fallback_encoding"}));
    source_rule source;
    TRY(name, section.text("name"));
    if (!is_source_name(name)) {
        return section.refuse("name", "[source]: name must be at most 40 of a-z, 0-9 and -, beginning with a letter");
    }
    source.name = std::move(name);
    TRY(as_of, section.day("as_of"));
    source.as_of = as_of;
    TRY(delimiter, section.text_if_any("delimiter"));
    if (delimiter && (delimiter->size() != 1 || !std::string_view(",;|\t:").contains(delimiter->front()))) {
        return section.refuse("delimiter", "[source]: delimiter must be \",\", \";\", \"|\", \":\" or \"\\t\"");
    }
    if (delimiter) source.delimiter = delimiter->front();
    TRY(encoding, section.choice_if_any("encoding", encoding_words));
    TRY(fallback, section.choice_if_any("fallback_encoding", std::span(encoding_words).subspan(1)));
    source.encoding = static_cast<text_encoding>(encoding.value_or(0));
    if (fallback && source.encoding != text_encoding::utf_8) {
        return section.refuse(
            "fallback_encoding",
            "[source]: fallback_encoding is for text that should be utf-8 and is not; "
            "with another encoding it has no use"
        );
    }
    if (fallback) source.fallback_encoding = static_cast<text_encoding>(*fallback + 1);
    return source;
}

result<tenant_defaults> read_tenant(const toml_section& section) {
    CHECK_RESULT(section.allow({"name", "zone", "fiscal_year_start_month", "locale"}));
    tenant_defaults tenant;
    TRY(name, section.text("name"));
    tenant.name = std::move(name);
    TRY(zone, section.text_if_any("zone"));
    tenant.zone = zone.value_or(tenant.zone);
    TRY(month, section.number_if_any("fiscal_year_start_month"));
    if (month && (*month < 1 || *month > 12)) {
        return section.refuse("fiscal_year_start_month", "[tenant]: fiscal_year_start_month must be 1 to 12");
    }
    tenant.fiscal_year_start_month = static_cast<int>(month.value_or(tenant.fiscal_year_start_month));
    TRY(locale, section.text_if_any("locale"));
    tenant.locale = locale.value_or(tenant.locale);
    return tenant;
}

result<lookup_rule> read_lookup(const toml_section& section) {
    CHECK_RESULT(section.allow({"name", "file", "key", "value"}));
    TRY(name, section.text("name"));
    TRY(file, section.text("file"));
    TRY(key, section.text("key"));
    TRY(value, section.text("value"));
    return lookup_rule{std::move(name), std::move(file), std::move(key), std::move(value), section.line()};
}

}  // namespace

const field_source* table_rule::source_of(std::size_t field) const {
    const auto found = std::ranges::find(fields, field, &field_source::field);
    return found == fields.end() ? nullptr : &*found;
}

const table_rule* import_mapping::table_of(record_kind kind) const {
    const auto found = std::ranges::find(tables, kind, &table_rule::kind);
    return found == tables.end() ? nullptr : &*found;
}

result<import_mapping> parse_mapping(std::string_view text, std::string name) {
    if (text.size() > mapping_bytes_max) {
        return fail(
            errc::bad_input, fmt::format("{} is over {} bytes; it is no mapping", name, mapping_bytes_max), name
        );
    }
    const toml::parse_result parsed = toml::parse(text);
    if (!parsed) {
        return fail(
            errc::bad_input,
            fmt::format("{} is not TOML: {}", name, parsed.error().description()),
            fmt::format("{}:{}", name, parsed.error().source().begin.line)
        );
    }
    const toml_section whole(parsed.table(), name);
    CHECK_RESULT(whole.allow({"source", "tenant", "lookup", "table"}));
    import_mapping mapping;
    mapping.name = name;
    mapping.digest = sha256_of(text);
    TRY(source, whole.section_if_any("source"));
    if (!source) return whole.refuse(1, "a mapping needs a section [source]");
    TRY(origin, read_source(*source));
    mapping.source = std::move(origin);
    TRY(tenant, whole.section_if_any("tenant"));
    if (!tenant) return whole.refuse(1, "a mapping needs a section [tenant]");
    TRY(defaults, read_tenant(*tenant));
    mapping.tenant = std::move(defaults);
    TRY(lookups, whole.sections("lookup"));
    for (const toml_section& section : lookups) {
        TRY(lookup, read_lookup(section));
        mapping.lookups.push_back(std::move(lookup));
    }
    TRY(tables, whole.sections("table"));
    for (const toml_section& section : tables) {
        TRY(table, read_table(section));
        mapping.tables.push_back(std::move(table));
    }
    CHECK_RESULT(check_mapping(mapping));
    return mapping;
}

result<import_mapping> read_mapping(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return fail(errc::not_found, "the mapping " + path.string() + " cannot be opened", path.string());
    std::ostringstream text;
    text << file.rdbuf();
    if (!file) return fail(errc::io, "the mapping " + path.string() + " cannot be read", path.string());
    return parse_mapping(text.str(), path.filename().string());
}

}  // namespace vouch::record
