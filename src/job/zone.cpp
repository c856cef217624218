#include "job/zone.h"

#include <absl/time/civil_time.h>
#include <absl/time/time.h>
#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <ranges>

namespace vouch::job {

namespace {

constexpr std::string_view zone_files = "/usr/share/zoneinfo";

bool is_letter(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/// What may be looked up: absl opens the file of a name as it stands, also ../../etc/passwd, and makes zones of
/// "Fixed/UTC+05:30:00" and "file:..." that no database has.
bool is_form_of_name(std::string_view name) {
    if (name == "UTC") return true;
    const bool allowed = std::ranges::all_of(name, [](char c) {
        return is_letter(c) || (c >= '0' && c <= '9') || c == '/' || c == '_' || c == '-' || c == '+';
    });
    return allowed && name.contains('/') && is_letter(name.front());
}

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// The name as the database spells it: PostgreSQL takes zones in any case, files have one. As given where there is
/// none.
std::string spelled_like_a_file(std::string_view name) {
    std::filesystem::path at = zone_files;
    std::error_code missing;
    for (const auto part : std::views::split(name, '/')) {
        const std::string_view wanted(part.begin(), part.end());
        bool found = false;
        for (const auto& entry : std::filesystem::directory_iterator(at, missing)) {
            const auto file = entry.path().filename().string();
            if (!std::ranges::equal(file, wanted, {}, lower, lower)) continue;
            at /= file;
            found = true;
            break;
        }
        if (!found) return std::string(name);
    }
    return at.lexically_relative(zone_files).string();
}

}  // namespace

struct zone::clock {
    std::string name;
    absl::TimeZone zone;
};

result<zone> zone::find(std::string_view name) {
    if (name.size() > zone_letters_max)
        return fail(
            errc::bad_input,
            fmt::format(
                "a time zone has at most {} letters; take a name such as Asia/Kolkata, or UTC", zone_letters_max
            )
        );
    if (!is_form_of_name(name))
        return fail(
            errc::bad_input,
            fmt::format(
                "\"{}\" is not the name of a time zone; take one with a slash such as Asia/Kolkata, or UTC", name
            )
        );
    auto found = std::make_shared<clock>();
    found->name = name;
    if (!absl::LoadTimeZone(found->name, &found->zone)) found->name = spelled_like_a_file(name);
    if (!absl::LoadTimeZone(found->name, &found->zone))
        return fail(
            errc::bad_input,
            fmt::format(
                "the time zone \"{}\" is not in the database of this machine (package tzdata); take a name of it such "
                "as "
                "Asia/Kolkata, or UTC",
                name
            )
        );
    return zone(std::move(found));
}

const std::string& zone::name() const {
    return clock_->name;
}

steady_stretch zone::stretch_from(instant moment) const {
    const auto second =
        absl::FromUnixSeconds(std::chrono::floor<std::chrono::seconds>(moment).time_since_epoch().count());
    const std::chrono::seconds offset(clock_->zone.At(second).offset);
    absl::TimeZone::CivilTransition move;
    if (!clock_->zone.NextTransition(second, &move)) return {offset, instant::max()};
    // What the wall clock would have shown had it not moved; the offset is that of `moment`.
    const std::chrono::seconds shown(move.from - absl::CivilSecond(1970, 1, 1));
    return {offset, instant(shown - offset)};
}

}  // namespace vouch::job
