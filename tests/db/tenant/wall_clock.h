#pragma once
// When days begin in a zone, by the C library and not by PostgreSQL: both read the same zone files, with code that has
// nothing in common.
#include <string>
#include <vector>

#include "base/values.h"

namespace vouch::test {

class wall_clock {
public:
    /// Knows the years 2008 to 2030. Changes TZ of the process for a moment: no other thread may ask for local time.
    explicit wall_clock(const std::string& zone);

    /// The first instant at which the clock on the wall shows the date, or a later one where the zone skipped it.
    instant day_start(date day) const;
    /// What the clock on the wall shows.
    std::chrono::local_time<std::chrono::microseconds> shows(instant moment) const;

    std::size_t transitions() const { return stretches_.size() - 1; }

private:
    struct stretch {
        std::chrono::sys_seconds from;  // until the next
        std::chrono::seconds ahead;     // of UTC
    };
    std::vector<stretch> stretches_;
};

}  // namespace vouch::test
