// Preloaded into a program, moves the clock on the wall and no other: VOUCH_MOVED_CLOCK="SECONDS TIMES" shows what the
// clock showed when the program began, more or less so many seconds, and runs so many times as fast from then on.
// faketime, which would do the same, does not get along with jemalloc.
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <sys/syscall.h>
#include <unistd.h>

namespace {

constexpr long long ns_per_s = 1'000'000'000;

long long read_clock(clockid_t which) {
    timespec at{};
    ::syscall(SYS_clock_gettime, which, &at);
    return at.tv_sec * ns_per_s + at.tv_nsec;
}

struct movement {
    long long begun = read_clock(CLOCK_MONOTONIC);
    long long shown = read_clock(CLOCK_REALTIME);
    long long times = 1;

    movement() {
        long long seconds = 0;
        const char* given = std::getenv("VOUCH_MOVED_CLOCK");
        if (given == nullptr || std::sscanf(given, "%lld %lld", &seconds, &times) != 2) times = 1;
        shown += seconds * ns_per_s;
    }
};

}  // namespace

extern "C" int clock_gettime(clockid_t which, timespec* into) noexcept {
    if (which != CLOCK_REALTIME) return static_cast<int>(::syscall(SYS_clock_gettime, which, into));
    static const movement moved;
    const auto now = moved.shown + (read_clock(CLOCK_MONOTONIC) - moved.begun) * moved.times;
    into->tv_sec = now / ns_per_s;
    into->tv_nsec = now % ns_per_s;
    return 0;
}
