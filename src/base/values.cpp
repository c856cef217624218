#include "base/values.h"

#include <boost/uuid/name_generator_sha1.hpp>
#include <boost/uuid/random_generator.hpp>
#include <boost/uuid/string_generator.hpp>
#include <boost/uuid/uuid_io.hpp>
#include <fmt/format.h>

namespace vouch {

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// Takes exactly `digits` digits off the front.
std::optional<int> take_number(std::string_view& text, std::size_t digits) {
    if (text.size() < digits) return std::nullopt;
    int number = 0;
    for (std::size_t i = 0; i < digits; ++i) {
        if (!is_digit(text[i])) return std::nullopt;
        number = number * 10 + (text[i] - '0');
    }
    text.remove_prefix(digits);
    return number;
}

bool take(std::string_view& text, char expected) {
    if (text.empty() || text.front() != expected) return false;
    text.remove_prefix(1);
    return true;
}

std::optional<date> take_date(std::string_view& text) {
    const auto year = take_number(text, 4);
    if (!year || !take(text, '-')) return std::nullopt;
    const auto month = take_number(text, 2);
    if (!month || !take(text, '-')) return std::nullopt;
    const auto day = take_number(text, 2);
    if (!day || *year == 0) return std::nullopt;
    const std::chrono::year_month_day found{
        std::chrono::year(*year),
        std::chrono::month(static_cast<unsigned>(*month)),
        std::chrono::day(static_cast<unsigned>(*day))
    };
    if (!found.ok()) return std::nullopt;
    return date(found);
}

std::optional<std::chrono::microseconds> take_time_of_day(std::string_view& text) {
    const auto hours = take_number(text, 2);
    if (!hours || *hours > 23 || !take(text, ':')) return std::nullopt;
    const auto minutes = take_number(text, 2);
    if (!minutes || *minutes > 59 || !take(text, ':')) return std::nullopt;
    const auto seconds = take_number(text, 2);
    if (!seconds || *seconds > 59) return std::nullopt;
    std::chrono::microseconds found =
        std::chrono::hours(*hours) + std::chrono::minutes(*minutes) + std::chrono::seconds(*seconds);
    if (take(text, '.')) {
        int unit = 100'000;
        if (text.empty() || !is_digit(text.front())) return std::nullopt;
        for (; !text.empty() && is_digit(text.front()); text.remove_prefix(1), unit /= 10) {
            if (unit == 0) return std::nullopt;
            found += std::chrono::microseconds((text.front() - '0') * unit);
        }
    }
    return found;
}

std::optional<std::chrono::minutes> take_offset(std::string_view& text) {
    if (take(text, 'Z')) return std::chrono::minutes(0);
    const bool west = !text.empty() && text.front() == '-';
    if (!west && (text.empty() || text.front() != '+')) return std::nullopt;
    text.remove_prefix(1);
    const auto hours = take_number(text, 2);
    if (!hours || *hours > 23 || !take(text, ':')) return std::nullopt;
    const auto minutes = take_number(text, 2);
    if (!minutes || *minutes > 59) return std::nullopt;
    const std::chrono::minutes offset(*hours * 60 + *minutes);
    return west ? -offset : offset;
}

std::optional<instant> take_instant(std::string_view& text) {
    const auto day = take_date(text);
    if (!day || !take(text, 'T')) return std::nullopt;
    const auto time = take_time_of_day(text);
    if (!time) return std::nullopt;
    const auto offset = take_offset(text);
    if (!offset) return std::nullopt;
    return instant(*day) + *time - *offset;
}

}  // namespace

std::string to_string(date day) {
    const std::chrono::year_month_day parts(day);
    const auto year = static_cast<int>(parts.year());
    const auto month = static_cast<unsigned>(parts.month());
    const auto day_of_month = static_cast<unsigned>(parts.day());
    if (year < 0 || year > 9999) return fmt::format("{:04}-{:02}-{:02}", year, month, day_of_month);
    // By hand: an answer has dozens of dates.
    const auto digit = [](auto number) { return static_cast<char>('0' + number % 10); };
    return {
        digit(year / 1000),
        digit(year / 100),
        digit(year / 10),
        digit(year),
        '-',
        digit(month / 10),
        digit(month),
        '-',
        digit(day_of_month / 10),
        digit(day_of_month)
    };
}

std::string to_string(instant moment) {
    const auto day = std::chrono::floor<std::chrono::days>(moment);
    const std::chrono::hh_mm_ss time(moment - day);
    return fmt::format(
        "{}T{:02}:{:02}:{:02}.{:06}Z",
        to_string(day),
        time.hours().count(),
        time.minutes().count(),
        time.seconds().count(),
        time.subseconds().count()
    );
}

std::string to_string(const uuid& id) {
    return boost::uuids::to_string(id);
}

result<date> parse_date(std::string_view text) {
    auto rest = text;
    const auto found = take_date(rest);
    if (!found || !rest.empty())
        return fail(errc::bad_input, fmt::format("\"{}\" is not a date; write one as 2026-02-09", text));
    return *found;
}

result<instant> parse_instant(std::string_view text) {
    auto rest = text;
    const auto found = take_instant(rest);
    if (!found || !rest.empty())
        return fail(
            errc::bad_input,
            fmt::format(
                "\"{}\" is not an instant; write one as 2026-02-09T01:00:00+05:30 or "
                "2026-02-08T19:30:00Z",
                text
            )
        );
    return *found;
}

result<uuid> parse_uuid(std::string_view text) {
    const auto wrong = [&] {
        return fail(
            errc::bad_input,
            fmt::format(
                "\"{}\" is not an identifier; it has 32 hexadecimal digits in groups "
                "of 8-4-4-4-12",
                text
            )
        );
    };
    if (text.size() != 36) return wrong();
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool hyphen = i == 8 || i == 13 || i == 18 || i == 23;
        const char c = text[i];
        const bool hexadecimal = is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
        if (hyphen ? c != '-' : !hexadecimal) return wrong();
    }
    return boost::uuids::string_generator()(text.begin(), text.end());
}

uuid name_based_uuid(const uuid& tenant_id, std::string_view name) {
    return boost::uuids::name_generator_sha1(tenant_id)(name.data(), name.size());
}

uuid random_uuid() {
    return boost::uuids::random_generator()();
}

}  // namespace vouch
