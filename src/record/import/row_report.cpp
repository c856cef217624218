#include "record/import/row_report.h"

#include "record/import/text_encoding.h"

namespace vouch::record {

namespace {

constexpr std::size_t value_letters_max = 200;

std::string shown(std::string_view value) {
    const std::string_view beginning = first_letters(value, value_letters_max);
    return std::string(beginning) + (beginning.size() < value.size() ? "…" : "");
}

}  // namespace

void row_report::reject(exception_code code, std::string_view field, std::string_view value, std::string reason) {
    add(exception_effect::row_rejected, code, field, value, std::move(reason));
}

void row_report::collide(std::string_view field, std::string_view value, std::string reason) {
    add(exception_effect::row_colliding, exception_code::same_key, field, value, std::move(reason));
}

void row_report::refuse(exception_code code, std::string_view field, std::string_view value, std::string reason) {
    add(exception_effect::value_refused, code, field, value, std::move(reason));
}

void row_report::note(exception_code code, std::string_view field, std::string_view value, std::string reason) {
    add(exception_effect::value_noted, code, field, value, std::move(reason));
}

void row_report::add(
    exception_effect effect, exception_code code, std::string_view field, std::string_view value, std::string reason
) {
    if (rejected_) return;
    import_exception exception{effect, code, file_, row_, std::string(field), shown(value), std::move(reason)};
    if (exception.rejects_row()) {
        rejected_ = true;
        exceptions_.clear();
    }
    exceptions_.push_back(std::move(exception));
}

}  // namespace vouch::record
