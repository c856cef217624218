#include "unit/job/minute_walk.h"

#include <array>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <optional>
#include <stdexcept>

namespace vouch::test {

namespace {

constexpr minute hour = 60;
constexpr minute day = 24 * hour;

/// TZ as it was comes back at the end.
class time_zone_of_process {
public:
    explicit time_zone_of_process(const std::string& name) {
        if (const char* present = std::getenv("TZ")) before_ = present;
        setenv("TZ", name.c_str(), 1);
        tzset();
    }
    ~time_zone_of_process() {
        if (before_)
            setenv("TZ", before_->c_str(), 1);
        else
            unsetenv("TZ");
        tzset();
    }
    time_zone_of_process(const time_zone_of_process&) = delete;
    time_zone_of_process& operator=(const time_zone_of_process&) = delete;

private:
    std::optional<std::string> before_;
};

long seconds_ahead(std::time_t second) {
    std::tm shown{};
    localtime_r(&second, &shown);
    return shown.tm_gmtoff;
}

std::uint64_t bits(const std::vector<unsigned>& values) {
    std::uint64_t found = 0;
    for (const auto value : values) found |= std::uint64_t(1) << value;
    return found;
}

std::uint64_t bits(unsigned first, unsigned last, unsigned step = 1) {
    std::uint64_t found = 0;
    for (auto value = first; value <= last; value += step) found |= std::uint64_t(1) << value;
    return found;
}

bool has(const field_at_chance& field, minute value) {
    return (field.values >> value & 1) != 0;
}

minute floor_to(minute moment, minute unit) {
    return moment - (moment % unit + unit) % unit;
}

}  // namespace

std::vector<std::string> zone_names() {
    std::vector<std::string> names;
    std::ifstream file("/usr/share/zoneinfo/tzdata.zi");
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with("L ")) names.push_back(line.substr(line.find(' ', 2) + 1));     // L TARGET NAME
        if (line.starts_with("Z ")) names.push_back(line.substr(2, line.find(' ', 2) - 2));  // Z NAME RULES
    }
    return names;
}

libc_clock::libc_clock(const std::string& zone_name) {
    const time_zone_of_process holds(zone_name);
    auto ahead = seconds_ahead(begin * 60);
    stretches_.push_back({begin, ahead / 60});
    for (auto probe = begin + day; probe <= end; probe += day) {
        const auto later = seconds_ahead(probe * 60);
        if (later == ahead) continue;
        std::time_t before = (probe - day) * 60;
        std::time_t after = probe * 60;
        while (after - before > 1) {
            const auto between = before + (after - before) / 2;
            (seconds_ahead(between) == ahead ? before : after) = between;
        }
        ahead = later;
        if (after % 60 != 0 || ahead % 60 != 0 || seconds_ahead(after) != ahead)
            throw std::runtime_error(zone_name + " is moved by no whole minute, or twice a day");
        stretches_.push_back({after / 60, ahead / 60});
    }
}

std::string expression_at_chance::text() const {
    return minutes.text + ' ' + hours.text + ' ' + days.text + ' ' + months.text + ' ' + weekdays.text;
}

bool expression_at_chance::matches_day(std::int64_t number) const {
    const std::time_t second = number * day * 60;
    std::tm parts{};
    gmtime_r(&second, &parts);
    if (!has(months, parts.tm_mon + 1)) return false;
    const bool by_day = has(days, parts.tm_mday);
    const bool by_weekday = has(weekdays, parts.tm_wday);
    const bool restricted = days.text[0] != '*' && weekdays.text[0] != '*';
    return restricted ? by_day || by_weekday : by_day && by_weekday;
}

expression_at_chance make_expression(std::mt19937& chance, bool sparse) {
    const auto number = [&chance](unsigned last) { return std::uniform_int_distribution(0U, last)(chance); };
    const auto one_of = [&](const std::vector<field_at_chance>& fields) {
        return fields[number(static_cast<unsigned>(fields.size()) - 1)];
    };
    const auto single = [&](unsigned first, unsigned last) {
        const auto value = first + number(last - first);
        return field_at_chance{std::to_string(value), bits({value})};
    };
    const field_at_chance any_day{"*", bits(1, 31)};
    const field_at_chance any_month{"*", bits(1, 12)};
    const field_at_chance any_weekday{"*", bits(0, 6)};
    expression_at_chance made;
    made.minutes = one_of({single(0, 59), {"0", bits({0})}, {"30", bits({30})}});
    made.hours = one_of({single(0, 23), single(0, 3), {"1-2", bits(1, 2)}});
    made.days = one_of({any_day, {"1,15", bits({1, 15})}, {"31", bits({31})}, {"*/9", bits(1, 31, 9)}});
    made.months = one_of({any_month, {"MAR-apr,10-11", bits({3, 4, 10, 11})}, single(1, 12)});
    made.weekdays =
        one_of({{"sun", bits({0})}, {"6-7", bits({0, 6})}, {"*/2", bits(0, 6, 2)}, {"MON-FRI/2", bits({1, 3, 5})}});
    if (sparse) return made;
    made.minutes = one_of(
        {made.minutes,
         {"*", bits(0, 59)},
         {"*/15", bits(0, 59, 15)},
         {"*/7", bits(0, 59, 7)},
         {"5-50/9,59", bits(5, 50, 9) | bits({59})}}
    );
    made.hours = one_of(
        {{"*", bits(0, 23)},
         {"*", bits(0, 23)},
         made.hours,
         {"*/2", bits(0, 23, 2)},
         {"0-23", bits(0, 23)},
         {"0,23", bits({0, 23})}}
    );
    made.days = one_of({any_day, any_day, any_day, made.days, {"25-31", bits(25, 31)}});
    made.months = one_of({any_month, any_month, made.months});
    made.weekdays = one_of({any_weekday, any_weekday, made.weekdays});
    return made;
}

std::vector<minute> walk(const libc_clock& clock, const expression_at_chance& expression, minute after, minute until) {
    const auto& stretches = clock.stretches();
    std::size_t place = 0;
    auto moment = after - 30 * hour;  // enough to have seen the highest reading: no clock goes back by more
    while (place + 1 < stretches.size() && stretches[place + 1].from <= moment) ++place;
    auto highest = moment + stretches[place].ahead;

    minute known_day = -1;
    bool known_match = false;
    const auto matches_day = [&](minute shown) {
        if (const auto number = floor_to(shown, day) / day; number != known_day) {
            known_day = number;
            known_match = expression.matches_day(number);
        }
        return known_match;
    };
    const auto matches = [&](minute shown) {
        const auto in_day = shown % day;
        return has(expression.minutes, in_day % hour) && has(expression.hours, in_day / hour) && matches_day(shown);
    };
    std::vector<minute> found;
    while (++moment <= until) {
        const bool moves_again = place + 1 < stretches.size();
        if (moves_again && stretches[place + 1].from == moment) ++place;
        const auto shown = moment + stretches[place].ahead;
        bool fires = expression.is_elapsed() && matches(shown);
        for (auto reading = highest + 1; reading <= shown && !expression.is_elapsed(); ++reading)
            fires = fires || matches(reading);
        highest = std::max(highest, shown);
        if (fires && moment > after) found.push_back(moment);
        // Hours and days without a match are passed over, far from where the clock is moved.
        const auto rest = !matches_day(shown)                          ? day - shown % day
                          : !has(expression.hours, shown % day / hour) ? hour - shown % hour
                                                                       : minute(1);
        const bool far = (place == 0 || moment - stretches[place].from > 2 * day) &&
                         (place + 1 == stretches.size() || stretches[place + 1].from - moment > 2 * day);
        if (far && rest > 1) {
            moment += rest - 1;
            highest = std::max(highest, moment + stretches[place].ahead);
        }
    }
    return found;
}

}  // namespace vouch::test
