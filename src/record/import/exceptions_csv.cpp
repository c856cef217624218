#include "record/import/exceptions_csv.h"

#include <fmt/format.h>

#include "record/import/text_encoding.h"

namespace vouch::record {

namespace {

constexpr std::string_view header = "file,row,field,value,reason,effect,code\n";
constexpr std::string_view formula_beginnings = "=+-@";
constexpr std::size_t waiting_bytes_max = 64 * 1024;

/// Spreadsheets look past white space, and a tab or carriage return in front does not keep some from calculating.
bool reads_as_formula(std::string_view text) {
    const std::string_view seen = trimmed(text);
    return !seen.empty() && formula_beginnings.contains(seen.front());
}

}  // namespace

std::string csv_field(std::string_view text) {
    std::string safe = reads_as_formula(text) ? "'" + std::string(text) : std::string(text);
    const bool plain = safe.find_first_of(",;\"\r\n\t") == safe.npos && trimmed(safe).size() == safe.size();
    if (plain) return safe;
    std::string field = "\"";
    for (const char c : safe) {
        if (c == '"') field += '"';
        field += c;
    }
    return field + '"';
}

std::string csv_line(const import_exception& exception) {
    return fmt::format(
        "{},{},{},{},{},{},{}\n",
        csv_field(exception.file),
        exception.row,
        csv_field(exception.field),
        csv_field(exception.value),
        csv_field(exception.reason),
        name_of(exception.effect),
        name_of(exception.code)
    );
}

exceptions_csv::exceptions_csv(whole_file file) : file_(std::move(file)), waiting_(header) {}

result<exceptions_csv> exceptions_csv::create(const std::filesystem::path& path) {
    constexpr mode_t for_everybody = 0666;  // less the umask
    TRY(file, whole_file::begin(path, for_everybody));
    return exceptions_csv(std::move(file));
}

result<> exceptions_csv::add(const import_exception& exception) {
    waiting_ += csv_line(exception);
    return waiting_.size() < waiting_bytes_max ? result<>{} : write_waiting();
}

result<> exceptions_csv::complete() {
    CHECK_RESULT(write_waiting());
    return file_.complete();
}

result<> exceptions_csv::write_waiting() {
    CHECK_RESULT(file_.write(waiting_));
    waiting_.clear();
    return {};
}

}  // namespace vouch::record
