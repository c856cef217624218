#pragma once
// A time table as cron writes it: which minutes of a wall clock it names. Of zones it knows nothing, job/slots.h does.
#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/error.h"

namespace vouch::job {

/// What a wall clock shows, in whole minutes, in whatever zone it hangs.
using wall_minute = std::chrono::local_time<std::chrono::minutes>;

inline constexpr std::size_t cron_letters_max = 200;

/// Five fields: minute (0-59), hour (0-23), day of month (1-31), month (1-12 or JAN-DEC) and day of week (0-7 or
/// SUN-SAT, 0 and 7 are Sunday). Each is * or a list of numbers and ranges, stepped where asked: 1,15 MON-FRI */5
/// 10-40/10. Or one word: @yearly @annually @monthly @weekly @daily @midnight @hourly. Names and words in any case.
class cron {
public:
    /// Errors: bad_input, naming the field, what is wrong with it and the remedy.
    static result<cron> parse(std::string_view text);

    /// Whether the hour is * and nothing else: such a time table means elapsed time (job/slots.h).
    bool has_every_hour() const { return every_hour_; }

    /// The first minute in [from, last] that matches; both in the years 1 to 12000. A day matches by Vixie's rule: when
    /// neither the day of month nor the day of week begins with *, either of them is enough, else both are needed.
    std::optional<wall_minute> next(wall_minute from, wall_minute last) const;

private:
    cron() = default;

    /// The days of a month that match; bit 1 is the first.
    std::uint64_t days_of(std::chrono::year_month month) const;
    /// The first matching time of a day that is not before `from`.
    std::optional<std::chrono::minutes> time_from(std::chrono::minutes from) const;

    // Bit n is set where the value n matches. None of them is 0.
    std::uint64_t minutes_ = 0;
    std::uint64_t hours_ = 0;
    std::uint64_t days_of_month_ = 0;
    std::uint64_t months_ = 0;
    std::uint64_t days_of_week_ = 0;  // bits 0, Sunday, to 6

    bool either_day_ = false;  // both day fields are restricted
    bool every_hour_ = false;
};

}  // namespace vouch::job
