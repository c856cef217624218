#pragma once
// Mappings, rows and files for the tests of the import.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/values.h"
#include "record/import/csv_reader.h"
#include "record/import/import_stream.h"
#include "record/import/mapper.h"
#include "record/import/mapping.h"

namespace vouch::record::test {

inline const uuid tenant_id = parse_uuid("0b5e7a4c-3f0e-4a61-9a57-3a1d6f1f2c10").value();

inline date day(std::string_view text) {
    return parse_date(text).value();
}

/// Serves a text in pieces of a given size.
inline byte_source source_of(std::string text, std::size_t piece = block_bytes) {
    return [text = std::move(text), piece, at = std::size_t(0)](std::span<char> buffer) mutable -> result<std::size_t> {
        const std::size_t length = std::min({piece, buffer.size(), text.size() - at});
        std::copy_n(text.data() + at, length, buffer.data());
        at += length;
        return length;
    };
}

inline import_mapping mapping_of(std::string_view toml) {
    auto mapping = parse_mapping(toml, "test.toml");
    EXPECT_TRUE(mapping) << describe(mapping.error());
    return std::move(mapping).value();
}

inline constexpr std::string_view mapping_head = R"(
[source]
name = "bank"
as_of = 2020-06-30
fallback_encoding = "windows-1252"
[tenant]
name = "A bank"
)";

/// A folder that disappears with the test.
class folder {
public:
    folder() {
        std::string name = (std::filesystem::temp_directory_path() / "vouch_import_XXXXXX").string();
        EXPECT_NE(::mkdtemp(name.data()), nullptr);
        path_ = name;
    }
    folder(const folder&) = delete;
    folder& operator=(const folder&) = delete;
    ~folder() {
        std::error_code ignored;  // a folder left behind in the temporary directory harms nobody
        std::filesystem::remove_all(path_, ignored);
    }

    std::filesystem::path write(const std::string& name, std::string_view text) const {
        std::ofstream(path_ / name, std::ios::binary) << text;
        return path_ / name;
    }
    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

/// Everything a stream yields.
struct imported {
    std::vector<mapped_record> records;
    std::vector<import_exception> exceptions;
    std::vector<input_file> files;

    template <class Record>
    std::vector<Record> all() const {
        std::vector<Record> found;
        for (const mapped_record& record : records) {
            if (const auto* typed = std::get_if<Record>(&record)) found.push_back(*typed);
        }
        return found;
    }
};

inline imported import_all(const import_mapping& mapping, const std::filesystem::path& path) {
    const std::vector paths{path};
    imported all;
    auto stream = import_stream::open(mapping, tenant_id, paths);
    EXPECT_TRUE(stream) << describe(stream.error());
    if (!stream) return all;
    for (;;) {
        auto item = stream->next();
        EXPECT_TRUE(item) << describe(item.error());
        if (!item || !*item) break;
        mapped_row& row = (*item)->row;
        std::ranges::move(row.records, std::back_inserter(all.records));
        std::ranges::move(row.exceptions, std::back_inserter(all.exceptions));
    }
    all.files = stream->files();
    return all;
}

/// Imports one text as the file of a mapping that has only one.
inline imported import_text(std::string_view toml, std::string_view file, std::string_view text) {
    const folder here;
    here.write(std::string(file), text);
    const import_mapping mapping = mapping_of(toml);
    return import_all(mapping, here.path());
}

}  // namespace vouch::record::test
