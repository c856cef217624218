#pragma once
// Slots found without the program: by the C library's clocks, and by walking from minute to minute.
#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace vouch::test {

using minute = std::int64_t;  // of UTC, since 1970

/// Every name of the database of this machine, links too, as /usr/share/zoneinfo/tzdata.zi lists them.
std::vector<std::string> zone_names();

/// The wall clock of a zone from 2020 to 2040, read from localtime_r.
class libc_clock {
public:
    static constexpr minute begin = 26'280'000;  // 20 December 2019
    static constexpr minute end = 37'370'880;    // 20 January 2041

    struct stretch {
        minute from;
        minute ahead;  // of UTC
    };

    explicit libc_clock(const std::string& zone_name);

    /// From `begin` on; each but the first starts where the clock is moved.
    const std::vector<stretch>& stretches() const { return stretches_; }

private:
    std::vector<stretch> stretches_;
};

/// A field of an expression, and what it means.
struct field_at_chance {
    std::string text;
    std::uint64_t values;  // bit n: the value n
};

/// An expression made by chance, and what it means.
struct expression_at_chance {
    field_at_chance minutes, hours, days, months, weekdays;

    std::string text() const;
    bool is_elapsed() const { return hours.text == "*"; }
    /// Day is in days since 1970.
    bool matches_day(std::int64_t day) const;
};

/// Hours around those at which clocks are moved, if any. sparse: fixed hours, and few days.
expression_at_chance make_expression(std::mt19937& chance, bool sparse);

/// The slots in (after, until], ascending: of an expression with fixed hours each minute at which the clock shows more
/// than ever before, and a match is among what is new; else each at which it shows a match. Both ends at least four
/// days inside [begin, end).
std::vector<minute> walk(const libc_clock& clock, const expression_at_chance& expression, minute after, minute until);

}  // namespace vouch::test
