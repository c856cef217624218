#include "cli/in_words.h"

#include <algorithm>

#include "base/printed_date.h"

namespace vouch::cli {

std::string in_words(std::string status) {
    std::ranges::transform(status, status.begin(), [](char c) {
        if (c == '_') return ' ';
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return status;
}

std::string in_words(const std::optional<std::string>& status) {
    return status ? in_words(*status) : "-";
}

std::string in_words(const std::optional<date>& day) {
    return day ? printed_date(*day) : "-";
}

std::string in_words(const std::optional<bool>& answer) {
    if (!answer) return "-";
    return *answer ? "yes" : "no";
}

}  // namespace vouch::cli
