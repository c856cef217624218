#pragma once
// The inside of connection: what was sent, what is expected back, and what is done with each answer of libpq.
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/posix/basic_stream_descriptor.hpp>
#include <chrono>
#include <deque>
#include <libpq-fe.h>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "db/connection.h"
#include "db/suspend.h"

namespace vouch::db {

using steady = std::chrono::steady_clock;

/// A round trip on its way.
struct trip {
    std::vector<answer> answers;
    std::optional<error> failure;  // the first one
    std::string_view name;         // of the last statement of its first segment: what it is about
    steady::time_point deadline = steady::time_point::max();
    bool late = false;  // the deadline passed and a cancel was sent
    bool done = false;
    wake_up wake;
};

/// One answer that libpq still owes us.
struct expected_answer {
    enum class kind { prepare, execute, sync } what;
    std::shared_ptr<trip> of;
    statement sql;
    unsigned generation = 0;  // of the prepared statement
    bool fresh = false;       // prepared in the same round trip
    bool last = false;        // the last Sync of the round trip
};

/// Owned by its connection and by the coroutines that read, write and watch deadlines.
struct wire : std::enable_shared_from_this<wire> {
    explicit wire(asio::io_context& context) : context(context), socket(context), timer(context) {}
    ~wire() { drop(); }

    /// Takes over a connection that is ready: pipeline mode, coroutines that read and watch.
    result<> begin();
    std::shared_ptr<trip> submit(const round_trip& work);
    /// Reads what libpq has; at the end of its input the wire is broken.
    void take_input();
    /// Cancels or breaks when a deadline has passed. The next deadline.
    steady::time_point look_at_deadlines(steady::time_point now);
    /// Everything in flight fails: with db_timeout what is late, the rest with `why`.
    void break_down(const error& why);

    asio::io_context& context;
    asio::posix::basic_stream_descriptor<executor> socket;  // the descriptor belongs to libpq: release, never close
    asio::basic_waitable_timer<steady, asio::wait_traits<steady>, executor> timer;
    PGconn* native = nullptr;
    std::optional<error> broken;  // why
    bool lost = false;            // broken, or a cancel was sent
    std::deque<std::shared_ptr<trip>> trips;
    std::move_only_function<void()> tell_lost;
    std::move_only_function<void(std::string_view, std::string_view)> tell_notified;

    void drop();  // releases the descriptor and ends the session

private:
    struct prepared {
        unsigned generation = 0;
        std::string name;  // on the server
    };

    bool send_preparations(const round_trip& work, const std::shared_ptr<trip>& of);
    bool send(const command& what, const std::shared_ptr<trip>& of);
    void flush();
    void take(answer received);
    void take_failure(const expected_answer& front, const answer& received);
    void break_down_as(std::string_view unexpected);
    void forget(const expected_answer& what);
    void send_cancel();
    void mark_lost();

    std::deque<expected_answer> expected_;
    std::unordered_map<std::string_view, prepared> prepared_;
    unsigned last_generation_ = 0;
    unsigned first_generation_in_trip_ = 0;
    steady::time_point armed_ = steady::time_point::max();
    bool answered_ = false;  // the front of expected_ has its answer, the null behind it is due
    bool writing_ = false;

    friend asio::awaitable<void, executor> write_rest(std::shared_ptr<wire> of);
    friend asio::awaitable<void, executor> watch_deadlines(std::shared_ptr<wire> of);
};

}  // namespace vouch::db
