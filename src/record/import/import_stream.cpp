#include "record/import/import_stream.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <map>
#include <set>

#include "record/import/row_problem.h"

namespace vouch::record {

namespace fs = std::filesystem;

namespace {

/// Where each file of a mapping lies, by its name.
result<std::map<std::string, fs::path>> locate(std::span<const fs::path> paths, const std::set<std::string>& names) {
    std::map<std::string, fs::path> found;
    const auto add = [&](const fs::path& path) -> result<> {
        const auto [place, added] = found.try_emplace(path.filename().string(), path);
        std::error_code unknown;
        if (added || fs::equivalent(place->second, path, unknown)) return {};
        return fail(
            errc::bad_input,
            fmt::format("{} and {} have the same name; import one of them", place->second.string(), path.string())
        );
    };
    for (const fs::path& path : paths) {
        std::error_code trouble;
        const fs::file_status status = fs::status(path, trouble);
        if (!fs::exists(status)) return fail(errc::not_found, fmt::format("{} does not exist", path.string()));
        if (fs::is_directory(status)) {
            for (const std::string& name : names) {
                if (fs::exists(path / name, trouble)) CHECK_RESULT(add(path / name));
            }
        } else if (names.contains(path.filename().string())) {
            CHECK_RESULT(add(path));
        } else {
            return fail(
                errc::bad_input,
                fmt::format(
                    "the mapping knows no file named {}; it knows {}", path.filename().string(), fmt::join(names, ", ")
                )
            );
        }
    }
    return found;
}

/// The place of a column of a lookup.
result<std::size_t> column_of(
    const std::string& column, const input_file& file, const std::vector<std::string>& header
) {
    const auto found = std::ranges::find(header, column);
    if (found == header.end()) {
        return fail(
            errc::bad_input,
            fmt::format(
                "{} has no column {}, which the mapping uses; its columns are {}",
                file.name,
                in_quotes(column),
                fmt::join(header, ", ")
            ),
            file.path.string()
        );
    }
    return static_cast<std::size_t>(found - header.begin());
}

void count(const mapped_row& row, input_file& file) {
    bool rejected = false;
    for (const import_exception& exception : row.exceptions) {
        rejected = rejected || exception.rejects_row();
        if (exception.effect == exception_effect::row_colliding) ++file.colliding;
        if (exception.effect == exception_effect::value_refused) ++file.refused_values;
        if (exception.effect == exception_effect::value_noted) ++file.noted_values;
    }
    for (const mapped_record& record : row.records) {
        if (identity_of(record).made_from_key) ++file.made_from_key;
    }
    ++file.rows;
    ++(rejected ? file.rejected : row.ignored ? file.ignored : file.loaded);
}

}  // namespace

import_stream::import_stream(const import_mapping& mapping, const uuid& tenant_id)
    : mapping_(&mapping), mapper_(mapping, tenant_id) {}

result<import_stream> import_stream::open(
    const import_mapping& mapping, const uuid& tenant_id, std::span<const fs::path> paths
) {
    import_stream stream(mapping, tenant_id);
    CHECK_RESULT(stream.find_files(paths));
    for (input_file& file : stream.files_) {
        TRY(digest, sha256_of_file(file.path));
        file.digest = digest;
        std::error_code trouble;
        file.bytes = fs::file_size(file.path, trouble);
        if (trouble) return fail(errc::io, file.path.string() + ": " + trouble.message(), file.path.string());
    }
    return stream;
}

result<std::vector<fs::path>> import_stream::check(const import_mapping& mapping, std::span<const fs::path> paths) {
    import_stream trial(mapping, uuid{});
    CHECK_RESULT(trial.find_files(paths));
    std::vector<fs::path> places;
    for (; trial.current_ < trial.files_.size(); ++trial.current_) {
        CHECK_RESULT(trial.begin_file());
        places.push_back(trial.files_[trial.current_].path);
    }
    return places;
}

result<> import_stream::find_files(std::span<const fs::path> paths) {
    std::set<std::string> names;
    for (const lookup_rule& lookup : mapping_->lookups) names.insert(lookup.file);
    for (const table_rule& table : mapping_->tables) names.insert(table.file);
    TRY(found, locate(paths, names));
    const auto add = [&](const std::string& name, std::optional<record_kind> kind, std::size_t rule, bool optional
                     ) -> result<> {
        const auto place = found.find(name);
        if (place != found.end()) {
            input_file file;
            file.name = name;
            file.path = place->second;
            file.kind = kind;
            file.rule = rule;
            files_.push_back(std::move(file));
        } else if (!optional) {
            return fail(
                errc::not_found,
                fmt::format(
                    "the mapping {} needs the file {}, which is not among the files named", mapping_->name, name
                )
            );
        }
        return {};
    };
    for (std::size_t i = 0; i < mapping_->lookups.size(); ++i) {
        CHECK_RESULT(add(mapping_->lookups[i].file, std::nullopt, i, false));
    }
    for (std::size_t i = 0; i < mapping_->tables.size(); ++i) {
        const table_rule& table = mapping_->tables[i];
        CHECK_RESULT(add(table.file, table.kind, i, table.optional));
    }
    return {};
}

result<> import_stream::begin_file() {
    const input_file& file = files_[current_];
    TRY(opened, source_file::open(file.path));
    source_ = std::make_unique<source_file>(std::move(opened));
    const source_rule& rule = mapping_->source;
    byte_source bytes = [source = source_.get()](std::span<char> buffer) { return source->read(buffer); };
    TRY(reader, csv_reader::open(std::move(bytes), {file.name, rule.delimiter, rule.encoding, rule.fallback_encoding}));
    reader_ = std::move(reader);
    if (file.kind) return mapper_.begin_table(file.rule, reader_->columns());
    const lookup_rule& lookup = mapping_->lookups[file.rule];
    TRY(key, column_of(lookup.key, file, reader_->columns()));
    TRY(value, column_of(lookup.value, file, reader_->columns()));
    lookup_key_ = key;
    lookup_value_ = value;
    return {};
}

result<> import_stream::end_file() {
    input_file& file = files_[current_];
    if (source_->digest() != file.digest) {
        return fail(
            errc::conflict,
            fmt::format("{} changed while it was read; import it again", file.path.string()),
            file.path.string()
        );
    }
    file.finished = true;
    reader_.reset();
    source_.reset();
    ++current_;
    return {};
}

mapped_row import_stream::read_lookup_row(const csv_row& row) {
    const input_file& file = files_[current_];
    mapped_row mapped;
    mapped.row = row.row;
    row_report report(file.name, row.row);
    if (!report_problem(row, reader_->columns(), report)) {
        mapper_.add_lookup(file.rule, trimmed(row.fields[lookup_key_]), trimmed(row.fields[lookup_value_]), report);
    }
    mapped.exceptions = report.take();
    return mapped;
}

result<std::optional<import_stream::item>> import_stream::next() {
    while (current_ < files_.size()) {
        if (!source_) CHECK_RESULT(begin_file());
        input_file& file = files_[current_];
        TRY(row, reader_->next());
        if (row == nullptr) {
            CHECK_RESULT(end_file());
            continue;
        }
        if (!file.kind && file.rows == lookup_rows_max) {
            return fail(
                errc::bad_input,
                fmt::format("{} has over {} rows; a lookup is a small file", file.name, lookup_rows_max),
                file.path.string()
            );
        }
        item next{current_, file.kind ? mapper_.map(*row) : read_lookup_row(*row)};
        count(next.row, file);
        return next;
    }
    return std::nullopt;
}

std::uint64_t import_stream::bytes_read() const {
    std::uint64_t bytes = source_ ? source_->bytes_read() : 0;
    for (std::size_t i = 0; i < current_; ++i) bytes += files_[i].bytes;
    return bytes;
}

std::uint64_t import_stream::bytes_total() const {
    std::uint64_t bytes = 0;
    for (const input_file& file : files_) bytes += file.bytes;
    return bytes;
}

}  // namespace vouch::record
