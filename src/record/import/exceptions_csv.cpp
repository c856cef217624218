#include "record/import/exceptions_csv.h"

#include <fmt/format.h>

#include "record/import/text_encoding.h"

namespace vouch::record {

namespace {

constexpr std::string_view header = "file,row,field,value,reason,effect,code\n";
constexpr std::string_view formula_beginnings = "=+-@";

/// Spreadsheets look past white space, and a tab or carriage return in front does not keep some from calculating.
bool reads_as_formula(std::string_view text) {
    const std::string_view seen = trimmed(text);
    return !seen.empty() && formula_beginnings.contains(seen.front());
}

}  // namespace

std::string csv_field(std::string_view text) {
    const std::string safe = reads_as_formula(text) ? "'" + std::string(text) : std::string(text);
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

result<exceptions_csv> exceptions_csv::create(const std::filesystem::path& path) {
    exceptions_csv csv(std::ofstream(path, std::ios::binary | std::ios::trunc), path.string());
    csv.file_ << header;
    CHECK_RESULT(csv.check());
    return csv;
}

result<> exceptions_csv::add(const import_exception& exception) {
    file_ << csv_line(exception);
    return check();
}

result<> exceptions_csv::close() {
    file_.close();
    return check();
}

result<> exceptions_csv::check() const {
    if (file_) return {};
    return fail(
        errc::io,
        "the list of exceptions " + name_ + " cannot be written; is there room, and may we write there?",
        name_
    );
}

}  // namespace vouch::record
