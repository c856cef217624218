#include "job/slots.h"

#include <algorithm>

namespace vouch::job {

namespace {

using std::chrono::minutes;

constexpr instant earliest = date(std::chrono::year(1) / 1 / 1);
constexpr instant latest = date(std::chrono::year(9999) / 12 / 31);
constexpr std::chrono::days days_ahead_max(years_ahead_max * 1461 / 4);

using wall_time = std::chrono::local_time<instant::duration>;

wall_time shown_at(instant moment, std::chrono::seconds offset) {
    return wall_time(moment.time_since_epoch() + offset);
}

instant when_shown(wall_minute minute, std::chrono::seconds offset) {
    return instant(minute.time_since_epoch() - offset);
}

}  // namespace

result<slots> slots::read(std::string_view cron_expression, std::string_view zone_name) {
    TRY(times, cron::parse(cron_expression));
    TRY(where, zone::find(zone_name));
    return slots(times, std::move(where));
}

std::optional<instant> slots::next(instant after) const {
    if (after > latest) return std::nullopt;
    after = std::max(after, earliest);
    return times_.has_every_hour() ? next_of_elapsed_time(after) : next_of_wall_clock(after);
}

// A minute of the wall clock fires at the first instant at which the clock shows it or more. So all minutes up to the
// highest reading until now have fired, and the next match above it is the next slot.
std::optional<instant> slots::next_of_wall_clock(instant after) const {
    // The first minute above the highest reading. A reading from before this start is lower than the present one.
    auto moment = after - 2 * offset_max;
    auto stretch = zone_.stretch_from(moment);
    auto not_yet = wall_minute::min();
    for (; stretch.until <= after; stretch = zone_.stretch_from(stretch.until))
        not_yet = std::max(not_yet, std::chrono::ceil<minutes>(shown_at(stretch.until, stretch.offset)));
    not_yet = std::max(not_yet, std::chrono::floor<minutes>(shown_at(after, stretch.offset)) + minutes(1));

    const auto match = times_.next(not_yet, not_yet + days_ahead_max);
    if (!match) return std::nullopt;

    // No clock shows the match before this start.
    moment = when_shown(*match, offset_max);
    stretch = zone_.stretch_from(moment);
    while (when_shown(*match, stretch.offset) >= stretch.until) {
        moment = stretch.until;
        stretch = zone_.stretch_from(moment);
    }
    // Where the clock was moved over the match, it shows more from the beginning of the stretch.
    return std::max(moment, when_shown(*match, stretch.offset));
}

std::optional<instant> slots::next_of_elapsed_time(instant after) const {
    const auto end = after + days_ahead_max;
    auto stretch = zone_.stretch_from(after);
    auto from = std::chrono::floor<minutes>(shown_at(after, stretch.offset)) + minutes(1);
    const auto last = from + days_ahead_max;
    // What was last searched, and found: a clock that moves rarely changes the answer, and a search may take years.
    auto searched = from;
    auto match = times_.next(from, last);
    for (;;) {
        if (from < searched || (match && from > *match)) {
            searched = from;
            match = times_.next(from, last);
        }
        if (match && when_shown(*match, stretch.offset) < stretch.until) return when_shown(*match, stretch.offset);
        if (stretch.until > end) return std::nullopt;
        const auto moved = stretch.until;
        stretch = zone_.stretch_from(moved);
        from = std::chrono::ceil<minutes>(shown_at(moved, stretch.offset));
    }
}

}  // namespace vouch::job
