#include "job/cron.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cctype>
#include <fmt/format.h>
#include <span>
#include <string>
#include <vector>

namespace vouch::job {

namespace {

using namespace std::string_view_literals;

constexpr std::array month_names{
    "JAN"sv, "FEB"sv, "MAR"sv, "APR"sv, "MAY"sv, "JUN"sv, "JUL"sv, "AUG"sv, "SEP"sv, "OCT"sv, "NOV"sv, "DEC"sv
};
constexpr std::array weekday_names{"SUN"sv, "MON"sv, "TUE"sv, "WED"sv, "THU"sv, "FRI"sv, "SAT"sv};
constexpr unsigned second_sunday = 7;

/// What one of the five fields may hold.
struct field {
    std::string_view name;
    unsigned first;
    unsigned last;
    std::span<const std::string_view> names = {};  // of the values from `first` on
};

constexpr field minute_field{"minute", 0, 59};
constexpr field hour_field{"hour", 0, 23};
constexpr field day_field{"day of month", 1, 31};
constexpr field month_field{"month", 1, 12, month_names};
constexpr field weekday_field{"day of week", 0, second_sunday, weekday_names};

struct shorthand {
    std::string_view name;
    std::string_view fields;
};
constexpr std::array<shorthand, 7> shorthands{{
    {"@yearly", "0 0 1 1 *"},
    {"@annually", "0 0 1 1 *"},
    {"@monthly", "0 0 1 * *"},
    {"@weekly", "0 0 * * 0"},
    {"@daily", "0 0 * * *"},
    {"@midnight", "0 0 * * *"},
    {"@hourly", "0 * * * *"},
}};

bool same_word(std::string_view one, std::string_view other) {
    return std::ranges::equal(one, other, [](unsigned char a, unsigned char b) {
        return std::tolower(a) == std::tolower(b);
    });
}

/// None: not digits alone. A number too long for any field is some number too large for it.
std::optional<unsigned> number_in(std::string_view text) {
    if (text.empty()) return std::nullopt;
    constexpr unsigned too_large = 1000;
    unsigned number = 0;
    for (const char digit : text) {
        if (digit < '0' || digit > '9') return std::nullopt;
        number = std::min(number * 10 + static_cast<unsigned>(digit - '0'), too_large);
    }
    return number;
}

/// A number, in range or not, or a name of the field.
std::optional<unsigned> value_in(const field& rule, std::string_view text) {
    const auto found = std::ranges::find_if(rule.names, [text](auto name) { return same_word(name, text); });
    if (found != rule.names.end()) return rule.first + static_cast<unsigned>(found - rule.names.begin());
    return number_in(text);
}

std::unexpected<error> wrong(const field& rule, std::string_view what) {
    return fail(errc::bad_input, fmt::format("{}: {}", rule.name, what));
}

std::unexpected<error> not_known(const field& rule, std::string_view item) {
    if (item == "?") return wrong(rule, "? is not known; write * for every value");
    const auto names =
        rule.names.empty() ? std::string() : fmt::format(" or {} to {}", rule.names.front(), rule.names.back());
    return wrong(
        rule,
        fmt::format(
            "{} is not known; take *, or {} to {}{}, also as list 1,2, range 1-5 or step */2",
            item,
            rule.first,
            rule.last,
            names
        )
    );
}

struct range {
    unsigned first;
    unsigned last;
};

/// `text` is an item without its step.
result<range> parse_range(const field& rule, std::string_view item, std::string_view text) {
    if (text == "*") return range{rule.first, rule.last};
    const auto hyphen = text.find('-');
    const auto first_text = text.substr(0, hyphen);
    const auto last_text = hyphen == text.npos ? first_text : text.substr(hyphen + 1);
    const auto first = value_in(rule, first_text);
    auto last = value_in(rule, last_text);
    if (!first || !last) return not_known(rule, item);
    for (const auto& [value, written] : {std::pair(*first, first_text), std::pair(*last, last_text)})
        if (value < rule.first || value > rule.last)
            return wrong(rule, fmt::format("{} is out of {} to {}", written, rule.first, rule.last));
    // SAT-SUN: the Sunday that a range ends on is the one after Saturday.
    if (*first > *last && rule.last == second_sunday && same_word(last_text, weekday_names.front()))
        last = second_sunday;
    if (*first > *last)
        return wrong(
            rule,
            fmt::format("{} runs backwards; write {}-{},{}-{}", text, first_text, rule.last, rule.first, last_text)
        );
    return range{*first, *last};
}

/// The values of one item of a list, as bits.
result<std::uint64_t> parse_item(const field& rule, std::string_view item) {
    if (item.empty()) return wrong(rule, "a comma has nothing beside it; take it away");
    const auto slash = item.find('/');
    const auto text = item.substr(0, slash);
    TRY(values, parse_range(rule, item, text));
    unsigned step = 1;
    if (slash != item.npos) {
        const auto written = number_in(item.substr(slash + 1));
        if (!written) return not_known(rule, item);
        if (text != "*" && !text.contains('-'))
            return wrong(
                rule,
                fmt::format(
                    "{} steps from one value to nowhere; write {}-{}{}", item, text, rule.last, item.substr(slash)
                )
            );
        // A step over all values but the first is taken for a mistake: */60 is not once an hour by anybody's intention.
        if (*written < 1 || *written > rule.last)
            return wrong(rule, fmt::format("the step of {} is out of 1 to {}", item, rule.last));
        step = *written;
    }
    std::uint64_t bits = 0;
    for (auto value = values.first; value <= values.last; value += step) bits |= std::uint64_t(1) << value;
    return bits;
}

result<std::uint64_t> parse_field(const field& rule, std::string_view text) {
    std::uint64_t bits = 0;
    for (;;) {
        const auto comma = text.find(',');
        TRY(item, parse_item(rule, text.substr(0, comma)));
        bits |= item;
        if (comma == text.npos) return bits;
        text.remove_prefix(comma + 1);
    }
}

/// What stands between spaces and tabs; the views point into `text`.
std::vector<std::string_view> split(std::string_view text) {
    constexpr auto blank = " \t"sv;
    std::vector<std::string_view> parts;
    for (auto start = text.find_first_not_of(blank); start != text.npos;) {
        const auto end = std::min(text.find_first_of(blank, start), text.size());
        parts.push_back(text.substr(start, end - start));
        start = text.find_first_not_of(blank, end);
    }
    return parts;
}

unsigned lowest(std::uint64_t bits) {
    return static_cast<unsigned>(std::countr_zero(bits));
}

/// Those bits that stand for `value` or more; at most 63.
std::uint64_t from_bit(std::uint64_t bits, unsigned value) {
    return bits & (~std::uint64_t(0) << value);
}

}  // namespace

result<cron> cron::parse(std::string_view text) {
    if (text.size() > cron_letters_max)
        return fail(
            errc::bad_input,
            fmt::format("a cron expression has at most {} letters, this one has {}", cron_letters_max, text.size())
        );
    auto fields = split(text);
    if (fields.empty())
        return fail(errc::bad_input, "the cron expression is empty; write five fields, such as 0 2 * * *, or @daily");
    if (fields.front().starts_with('@')) {
        const auto* known = std::ranges::find_if(shorthands, [&fields](const auto& one) {
            return fields.size() == 1 && same_word(one.name, fields.front());
        });
        if (known == shorthands.end())
            return fail(
                errc::bad_input,
                fmt::format(
                    "{} is not known; take @yearly, @annually, @monthly, @weekly, @daily, @midnight or @hourly, alone",
                    text
                )
            );
        fields = split(known->fields);
    }
    if (fields.size() != 5)
        return fail(
            errc::bad_input,
            fmt::format(
                "the cron expression has {} field{} and not 5; write minute, hour, day of month, month and day of week"
                "{}",
                fields.size(),
                fields.size() == 1 ? "" : "s",
                fields.size() > 5 ? ", neither seconds nor a year" : ""
            )
        );
    TRY(minutes, parse_field(minute_field, fields[0]));
    TRY(hours, parse_field(hour_field, fields[1]));
    TRY(days_of_month, parse_field(day_field, fields[2]));
    TRY(months, parse_field(month_field, fields[3]));
    TRY(days_of_week, parse_field(weekday_field, fields[4]));

    cron found;
    found.minutes_ = minutes;
    found.hours_ = hours;
    found.days_of_month_ = days_of_month;
    found.months_ = months;
    constexpr auto week = (std::uint64_t(1) << second_sunday) - 1;
    found.days_of_week_ = (days_of_week | days_of_week >> second_sunday) & week;
    found.either_day_ = !fields[2].starts_with('*') && !fields[4].starts_with('*');
    found.every_hour_ = fields[1] == "*";
    return found;
}

std::uint64_t cron::days_of(std::chrono::year_month month) const {
    if ((months_ >> static_cast<unsigned>(month.month()) & 1) == 0) return 0;
    const std::chrono::weekday first(std::chrono::local_days(month / 1));
    const auto length = static_cast<unsigned>((month / std::chrono::last).day());
    std::uint64_t weeks = 0;  // from the Sunday on or before the first of the month
    for (unsigned week = 0; week < 6; ++week) weeks |= days_of_week_ << 7 * week;
    const auto by_weekday = weeks >> first.c_encoding() << 1;
    const auto days = either_day_ ? days_of_month_ | by_weekday : days_of_month_ & by_weekday;
    return days & ((std::uint64_t(2) << length) - 2);
}

std::optional<std::chrono::minutes> cron::time_from(std::chrono::minutes from) const {
    const auto hour = static_cast<unsigned>(from.count() / 60);
    const auto minutes = from_bit(minutes_, static_cast<unsigned>(from.count() % 60));
    if ((hours_ >> hour & 1) != 0 && minutes != 0) return std::chrono::minutes(hour * 60 + lowest(minutes));
    const auto hours = from_bit(hours_, hour + 1);
    if (hours == 0) return std::nullopt;
    return std::chrono::minutes(lowest(hours) * 60 + lowest(minutes_));
}

std::optional<wall_minute> cron::next(wall_minute from, wall_minute last) const {
    const auto found = [last](wall_minute minute) { return minute <= last ? std::optional(minute) : std::nullopt; };
    const auto today = std::chrono::floor<std::chrono::days>(from);
    const std::chrono::year_month_day parts(today);
    const auto day = static_cast<unsigned>(parts.day());
    std::chrono::year_month month = parts.year() / parts.month();
    auto days = from_bit(days_of(month), day);
    if ((days >> day & 1) != 0) {
        if (const auto time = time_from(from - today)) return found(today + *time);
        days = from_bit(days, day + 1);
    }
    while (days == 0) {
        month += std::chrono::months(1);
        if (std::chrono::local_days(month / 1) > last) return std::nullopt;
        days = days_of(month);
    }
    const std::chrono::local_days match(month / std::chrono::day(lowest(days)));
    return found(match + *time_from(std::chrono::minutes(0)));
}

}  // namespace vouch::job
