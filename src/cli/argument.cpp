#include "cli/argument.h"

#include "record/import/text_encoding.h"

namespace vouch::cli {

namespace {

/// A value on the command line that cannot be read is a mistake of usage, whatever the reader calls it.
template <class T>
result<void> keep(result<T> parsed, T& value) {
    if (!parsed) return fail(errc::usage, parsed.error().detail);
    value = *std::move(parsed);
    return {};
}

}  // namespace

result<void> read_text(std::string_view text, std::string& value) {
    if (text.empty()) return fail(errc::usage, "the value is empty");
    if (!record::is_utf_8(text))
        return fail(errc::usage, "the value is not UTF-8, which is all that the database keeps");
    value = text;
    return {};
}

result<void> read_text(std::string_view text, std::filesystem::path& value) {
    if (text.empty()) return fail(errc::usage, "the file name is empty");
    value = text;
    return {};
}

result<void> read_text(std::string_view text, date& value) {
    return keep(parse_date(text), value);
}

result<void> read_text(std::string_view text, instant& value) {
    return keep(parse_instant(text), value);
}

result<void> read_text(std::string_view text, long long& value) {
    auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failure != std::errc{} || end != text.data() + text.size()) {
        return fail(errc::usage, "\"" + std::string(text) + "\" is not a whole number");
    }
    return {};
}

}  // namespace vouch::cli
