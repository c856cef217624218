#include "demo/almanac.h"

#include <algorithm>
#include <array>

namespace vouch::demo {

namespace {

using std::chrono::year_month_day;

bool is_holiday(const year_month_day& day) {
    constexpr std::array<std::chrono::month_day, 5> holidays{
        std::chrono::January / 26,
        std::chrono::May / 1,
        std::chrono::August / 15,
        std::chrono::October / 2,
        std::chrono::December / 25
    };
    return std::ranges::find(holidays, day.month() / day.day()) != holidays.end();
}

}  // namespace

instant at(date day, std::chrono::seconds after_midnight) {
    using namespace std::chrono_literals;
    constexpr auto india = 5h + 30min;
    return day + after_midnight - india;
}

bool is_working_day(date day) {
    const year_month_day calendar(day);
    const std::chrono::weekday weekday(day);
    if (weekday == std::chrono::Sunday || is_holiday(calendar)) return false;
    const auto week_of_month = (static_cast<unsigned>(calendar.day()) - 1) / 7 + 1;
    return weekday != std::chrono::Saturday || (week_of_month != 2 && week_of_month != 4);
}

date working_day(date day) {
    while (!is_working_day(day)) day += days(1);
    return day;
}

date next_working(date day, std::initializer_list<std::chrono::weekday> on) {
    while (!is_working_day(day) || std::ranges::find(on, std::chrono::weekday(day)) == on.end()) day += days(1);
    return day;
}

date months_later(date day, int months) {
    const year_month_day moved = year_month_day(day) + std::chrono::months(months);
    return moved.ok() ? date(moved) : date(moved.year() / moved.month() / std::chrono::last);
}

}  // namespace vouch::demo
