#include "base/printed_instant.h"

#include <fmt/format.h>

namespace vouch {

std::string printed_instant(instant moment) {
    const auto text = to_string(moment);  // 2026-03-01T19:30:05.000000Z
    const auto day_end = text.find('T');
    return text.substr(0, day_end) + " " + text.substr(day_end + 1, 8) + " UTC";
}

std::string printed_span(std::chrono::microseconds span) {
    const auto seconds = std::chrono::abs(std::chrono::duration_cast<std::chrono::seconds>(span)).count();
    const auto words = [](std::int64_t count, std::string_view unit) {
        return fmt::format("{} {}{}", count, unit, count == 1 ? "" : "s");
    };
    if (seconds < 120) return words(seconds, "second");
    if (seconds < 2 * 3'600) return words(seconds / 60, "minute");
    if (seconds < 2 * 86'400) return words(seconds / 3'600, "hour");
    return words(seconds / 86'400, "day");
}

std::string printed_age(instant moment, instant now) {
    const auto apart = moment - now;
    if (std::chrono::abs(apart) < std::chrono::seconds(1)) return "now";
    return apart.count() > 0 ? "in " + printed_span(apart) : printed_span(apart) + " ago";
}

}  // namespace vouch
