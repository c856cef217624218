#include "db/tenant/wall_clock.h"

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <optional>
#include <stdexcept>

namespace vouch::test {

using namespace std::chrono_literals;
using std::chrono::local_time;
using std::chrono::seconds;
using std::chrono::sys_seconds;

namespace {

/// TZ for as long as it lives.
class zone_of_the_process {
public:
    explicit zone_of_the_process(const std::string& zone) {
        if (const char* was = std::getenv("TZ")) was_ = was;
        setenv("TZ", zone.c_str(), 1);
        tzset();
    }
    ~zone_of_the_process() {
        if (was_)
            setenv("TZ", was_->c_str(), 1);
        else
            unsetenv("TZ");
        tzset();
    }
    zone_of_the_process(const zone_of_the_process&) = delete;
    zone_of_the_process& operator=(const zone_of_the_process&) = delete;

private:
    std::optional<std::string> was_;
};

seconds ahead_of_utc(sys_seconds moment) {
    const std::time_t time = moment.time_since_epoch().count();
    std::tm local{};
    if (!localtime_r(&time, &local)) throw std::runtime_error("no local time");
    return seconds(local.tm_gmtoff);
}

}  // namespace

wall_clock::wall_clock(const std::string& zone) {
    const zone_of_the_process in_force(zone);
    const sys_seconds first = std::chrono::sys_days(std::chrono::year(2008) / 1 / 1);
    const sys_seconds last = std::chrono::sys_days(std::chrono::year(2031) / 1 / 1);
    stretches_.push_back({first, ahead_of_utc(first)});
    for (auto moment = first; moment < last; moment += 6h) {
        auto after = moment + 6h;
        const auto ahead = ahead_of_utc(after);
        if (ahead == stretches_.back().ahead) continue;
        for (auto before = moment; after - before > 1s;) {
            const auto middle = before + (after - before) / 2;
            (ahead_of_utc(middle) == ahead ? after : before) = middle;
        }
        stretches_.push_back({after, ahead});
    }
}

instant wall_clock::day_start(date day) const {
    for (std::size_t i = 0; i < stretches_.size(); ++i) {
        const auto& [from, ahead] = stretches_[i];
        const auto midnight = std::max(from, sys_seconds(day) - ahead);
        if (i + 1 == stretches_.size() || midnight < stretches_[i + 1].from) return midnight;
    }
    throw std::runtime_error("no such day");
}

local_time<std::chrono::microseconds> wall_clock::shows(instant moment) const {
    const auto next =
        std::ranges::upper_bound(stretches_, moment, {}, [](const stretch& each) { return instant(each.from); });
    return local_time<std::chrono::microseconds>(moment.time_since_epoch() + std::prev(next)->ahead);
}

}  // namespace vouch::test
