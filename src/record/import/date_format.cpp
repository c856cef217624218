#include "record/import/date_format.h"

#include <algorithm>
#include <array>
#include <chrono>

#include "record/import/text_encoding.h"

namespace vouch::record {

namespace {

constexpr std::string_view directives = "YymdbBHIMSfp";
constexpr std::string_view numbers = "YymdHIMSf";
constexpr std::array<std::string_view, 12> months = {
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december"
};

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool take_word(std::string_view& text, std::string_view word) {
    if (text.size() < word.size()) return false;
    for (std::size_t i = 0; i < word.size(); ++i) {
        if (lower(text[i]) != word[i]) return false;
    }
    text.remove_prefix(word.size());
    return true;
}

std::optional<int> take_month(std::string_view& text) {
    for (std::size_t i = 0; i < months.size(); ++i) {
        if (take_word(text, months[i]) || take_word(text, months[i].substr(0, 3))) return static_cast<int>(i) + 1;
    }
    return std::nullopt;
}

std::optional<int> take_number(std::string_view& text, std::size_t least, std::size_t most) {
    int number = 0;
    std::size_t digits = 0;
    for (; digits < most && digits < text.size() && text[digits] >= '0' && text[digits] <= '9'; ++digits) {
        number = number * 10 + (text[digits] - '0');
    }
    if (digits < least) return std::nullopt;
    text.remove_prefix(digits);
    return number;
}

int most_of(char directive) {
    switch (directive) {
        case 'H': return 23;
        case 'I': return 12;
        case 'M': return 59;
        case 'S': return 60;
        default: return 999'999'999;
    }
}

}  // namespace

result<date_format> date_format::parse(std::string_view pattern) {
    date_format format;
    format.pattern_ = pattern;
    bool after_number = false;
    int years = 0, month_directives = 0, days = 0;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        part next;
        if (pattern[i] != '%') {
            next.literal = pattern[i];
        } else if (++i == pattern.size()) {
            return fail(errc::bad_input, "the date format " + in_quotes(pattern) + " ends in a single %");
        } else if (pattern[i] == '%') {
            next.literal = '%';
        } else if (!directives.contains(pattern[i])) {
            return fail(
                errc::bad_input,
                "the date format " + in_quotes(pattern) + " has the unknown directive %" + std::string(1, pattern[i]) +
                    "; known: %Y %y %m %d %b %B %H %I %M %S %f %p %%"
            );
        } else {
            next.directive = pattern[i];
        }
        const bool number = next.directive != 0 && numbers.contains(next.directive);
        if (number && after_number) next.exact = format.parts_.back().exact = true;
        after_number = number;
        years += next.directive == 'Y' || next.directive == 'y';
        month_directives += next.directive == 'm' || next.directive == 'b' || next.directive == 'B';
        days += next.directive == 'd';
        format.parts_.push_back(next);
    }
    if (years != 1 || month_directives != 1 || days != 1) {
        return fail(
            errc::bad_input,
            "the date format " + in_quotes(pattern) +
                " must have one year (%Y or %y), one month (%m or %b) and one day (%d)"
        );
    }
    return format;
}

std::optional<date> date_format::read(std::string_view text) const {
    int year = 0, month = 0, day = 0;
    for (const part& part : parts_) {
        std::optional<int> number;
        switch (part.directive) {
            case 0:
                if (text.empty() || text.front() != part.literal) return std::nullopt;
                text.remove_prefix(1);
                continue;
            case 'p':
                if (!take_word(text, "am") && !take_word(text, "pm")) return std::nullopt;
                continue;
            case 'Y': number = take_number(text, 4, 4); break;
            case 'b':
            case 'B': number = take_month(text); break;
            case 'f': number = take_number(text, 1, 9); break;
            default: number = take_number(text, part.exact || part.directive == 'y' ? 2 : 1, 2);
        }
        if (!number || *number > most_of(part.directive)) return std::nullopt;
        switch (part.directive) {
            case 'Y': year = *number; break;
            case 'y': year = *number < 69 ? 2000 + *number : 1900 + *number; break;
            case 'm':
            case 'b':
            case 'B': month = *number; break;
            case 'd': day = *number; break;
            default: break;
        }
    }
    const std::chrono::year_month_day found{
        std::chrono::year(year),
        std::chrono::month(static_cast<unsigned>(month)),
        std::chrono::day(static_cast<unsigned>(day))
    };
    if (!text.empty() || !found.ok() || year == 0) return std::nullopt;
    return date(found);
}

}  // namespace vouch::record
