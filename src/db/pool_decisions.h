#pragma once
// Every decision of the pool, without I/O: an event goes in, actions come out. pool.cpp performs them.
#include <chrono>
#include <cstdint>
#include <deque>
#include <optional>
#include <random>
#include <variant>
#include <vector>

#include "base/error.h"

namespace vouch::db {

struct pool_limits {
    int connections_max = 4;
    int shared_max = 16;
    int waiting_max = 1000;
    std::chrono::milliseconds acquire_ms_max{5'000};
    std::chrono::milliseconds back_off_first_ms{50};
    std::chrono::milliseconds back_off_ms_max{5'000};
    std::uint64_t jitter_seed = 1;
};

enum class hold { exclusive, shared };

/// Why the pool moves. Connections and waiters are numbered and a number is never used again: an event about a
/// connection that is gone is ignored.
namespace pool_event {
struct asked {
    int waiter;
    hold how;
};  // somebody wants a connection
struct opened {
    int connection;
};  // an open ended well
struct open_failed {
    int connection;
    error cause;
    bool permanent;
};  // or not
struct lost {
    int connection;
};  // it can run nothing more
struct handed_back {
    int connection;
    hold how;
    bool clean;
};  // clean: no transaction is open on it
struct cleaned {
    int connection;
};  // a clean ended well (otherwise: lost)
struct time_passed {};  // next_look() has come
struct closed {};       // the pool ends
}  // namespace pool_event
using any_pool_event = std::variant<
    pool_event::asked,
    pool_event::opened,
    pool_event::open_failed,
    pool_event::lost,
    pool_event::handed_back,
    pool_event::cleaned,
    pool_event::time_passed,
    pool_event::closed>;

namespace pool_action {
struct open {
    int connection;
};
struct grant {
    int waiter;
    int connection;
    hold how;
};
struct refuse {
    int waiter;
    error why;
};
struct clean {
    int connection;
};  // roll back what is open on it
struct discard {
    int connection;
};  // close it
}  // namespace pool_action
using any_pool_action =
    std::variant<pool_action::open, pool_action::grant, pool_action::refuse, pool_action::clean, pool_action::discard>;

class pool_decisions {
public:
    using time = std::chrono::steady_clock::time_point;

    explicit pool_decisions(pool_limits limits);

    std::vector<any_pool_action> resume(any_pool_event event, time now);

    /// When time_passed is due, at the latest; time::max(): never.
    time next_look() const;

    int open_count() const;
    int opening_count() const;
    int exclusive_count() const;
    int shared_count() const;
    int waiting_count() const { return static_cast<int>(waiters_.size()); }

private:
    struct member {
        int number;
        bool opening = true;
        bool exclusive = false;  // on loan to one holder, or being cleaned after one
        bool draining = false;   // takes no further reads, so that a holder who waits gets it alone
        int shared = 0;          // reads in flight
        bool idle() const { return !opening && !exclusive && shared == 0; }
        bool sharable(int shared_max) const { return !opening && !exclusive && !draining && shared < shared_max; }
    };
    struct waiter {
        int number;
        hold how;
        time deadline;
    };

    void take(const pool_event::asked& event, time now);
    void take(const pool_event::opened& event, time now);
    void take(const pool_event::open_failed& event, time now);
    void take(const pool_event::lost& event, time now);
    void take(const pool_event::handed_back& event, time now);
    void take(const pool_event::cleaned& event, time now);
    void take(const pool_event::time_passed& event, time now);
    void take(const pool_event::closed& event, time now);

    member* find(int connection);
    void remove(int connection);
    void refuse_late(time now);
    void match();
    bool grant(const waiter& to);
    void drain_one();
    void open_wanted(time now);
    std::chrono::milliseconds back_off();

    pool_limits limits_;
    std::mt19937_64 random_;
    std::vector<member> members_;
    std::deque<waiter> waiters_;
    std::vector<any_pool_action> actions_;
    int last_number_ = 0;
    int wanted_ = 0;    // connections to keep open: as many as were ever needed at once
    int failures_ = 0;  // since an open ended well
    time next_attempt_{};
    std::optional<error> last_failure_;
    bool closed_ = false;
};

}  // namespace vouch::db
