#pragma once
// When people work at the made-up bank, and when its life begins and ends.
#include <chrono>
#include <initializer_list>

#include "base/values.h"

namespace vouch::demo {

using std::chrono::days;

constexpr date day_of(int year, unsigned month, unsigned day) {
    return std::chrono::sys_days(std::chrono::year(year) / static_cast<int>(month) / static_cast<int>(day));
}

inline constexpr date first_day = day_of(2023, 4, 1);
inline constexpr date last_day = day_of(2026, 2, 28);

/// The captures of these business dates failed, and only the first few were replayed.
inline constexpr date outage_begins = day_of(2025, 8, 15);
inline constexpr date outage_replayed_to = day_of(2025, 8, 17);
inline constexpr date outage_ends = day_of(2025, 8, 24);

/// From that business date on the scores weigh anew: what is low counts nothing, what is critical more.
inline constexpr date new_weights_from = day_of(2025, 4, 1);

/// A moment by the clock on the wall: India is 5 hours and 30 minutes ahead of UTC, without summer time.
instant at(date day, std::chrono::seconds after_midnight);

/// Not a Sunday, not the second or fourth Saturday of a month, and none of a few holidays.
bool is_working_day(date day);
/// That day, or the first working day after it.
date working_day(date day);
/// The first working day from then on that falls on one of some weekdays.
date next_working(date day, std::initializer_list<std::chrono::weekday> on);

/// The same day of a later month, or the last of it where it has no such day.
date months_later(date day, int months);

}  // namespace vouch::demo
