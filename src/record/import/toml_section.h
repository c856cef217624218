#pragma once
// One table of a TOML file, read key by key; every error names the file, the line, the key and what is allowed.
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/values.h"

// The packaged library is built with exceptions; this program compiles its own copy, without them.
#undef TOML_SHARED_LIB
#undef TOML_HEADER_ONLY
#define TOML_HEADER_ONLY 1
#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

namespace vouch::record {

class toml_section {
public:
    /// The whole of a file. table and file must outlive the section.
    toml_section(const toml::table& whole, const std::string& file);

    /// Errors: bad_input: a key that is not among `allowed`.
    result<> allow(std::initializer_list<std::string_view> allowed) const;

    // The value of a key. Errors: bad_input: missing where it is required, or of another type.
    result<std::string> text(std::string_view key) const;                        // required, not empty
    result<std::optional<std::string>> text_if_any(std::string_view key) const;  // not empty where it stands
    result<std::vector<std::string>> texts(std::string_view key) const;          // required: a text or an array of them
    result<std::optional<std::int64_t>> number_if_any(std::string_view key) const;
    result<std::optional<std::size_t>> choice_if_any(std::string_view key, std::span<const std::string_view> words)
        const;
    result<bool> flag(std::string_view key, bool otherwise) const;
    result<date> day(std::string_view key) const;                            // required
    result<std::vector<toml_section>> sections(std::string_view key) const;  // [[key]], none where there are none
    result<std::optional<toml_section>> section_if_any(std::string_view key) const;  // [key]

    const toml::table& table() const { return *table_; }
    int line() const { return line_of(*table_); }

    /// An error at a place of this file.
    std::unexpected<error> refuse(int line, std::string why) const;
    /// An error at a key of this section, or at its head where the key is missing.
    std::unexpected<error> refuse(std::string_view key, std::string why) const;

    static int line_of(const toml::node& node) { return static_cast<int>(node.source().begin.line); }

private:
    toml_section(const toml::table& table, const std::string& file, std::string path, std::string title);

    std::string path_of(std::string_view key) const;

    const toml::table* table_;
    std::string path_;   // "table.fields"; empty: the whole file
    std::string title_;  // as a person would name it: "[table.fields]"
    const std::string* file_;
};

/// "a, b or c"
std::string one_of(std::span<const std::string_view> words);

}  // namespace vouch::record
