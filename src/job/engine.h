#pragma once
// The inside of a worker, shared by its coroutines: short.cpp and long.cpp run jobs, keeper.cpp sees to the rest.
#include <boost/asio/basic_waitable_timer.hpp>
#include <memory>
#include <random>
#include <set>
#include <vector>

#include "db/pool.h"
#include "job/lanes.h"
#include "job/worker.h"

namespace vouch::job {

using steady = std::chrono::steady_clock;
using steady_timer = asio::basic_waitable_timer<steady, asio::wait_traits<steady>, executor>;

inline constexpr int days_ahead = 7;  // for which partitions of what is finished are made

/// A coroutine that waits until something may have changed, and not for ever.
class bell {
public:
    explicit bell(asio::io_context& context) : timer_(context) {}
    asio::awaitable<void, executor> wait(std::chrono::milliseconds ms_max);
    /// Whoever waits goes on; who does not wait yet will not.
    void ring();

private:
    steady_timer timer_;
    bool rung_ = false;
};

struct queue_state {
    queue_settings settings;
    std::variant<short_handler, long_handler> handler;
    std::int32_t queue_id = 0;
    bool gated = false;
    std::vector<std::unique_ptr<bell>> bells;  // one for each of at_once
    uuid next_lane = nobody;                   // of a gate: at which tenant the next turn begins
    lanes ready;                               // of short jobs
};

class engine : public std::enable_shared_from_this<engine> {
public:
    engine(asio::io_context& context, worker_settings given, std::vector<queue> known);

    asio::io_context& context;
    worker_settings settings;
    std::vector<std::unique_ptr<queue_state>> queues;
    db::pool working;  // transactions that settle jobs, one connection each
    db::pool keeping;  // everything else, in short round trips
    std::int64_t worker_id = 0;
    struct {
        std::atomic<std::int64_t> finished, failed, lost, running;
    } counts;
    std::set<std::int64_t> cancelled;  // leases of ours
    bool ending = false;               // takes nothing further
    bool over = false;                 // and long jobs shall end
    bool stopped = false;              // and nothing is left: the keepers end as well
    int working_coroutines = 0;        // that may have jobs in hand
    bell ended;                        // rung when one of them has ended
    bell heart;                        // of keep_alive
    bell clock;                        // of keep_time
    std::mt19937_64 random;

    double chance() { return std::uniform_real_distribution<>(0, 1)(random); }
    instant now() const { return settings.now(); }
    bool is_cancelled(std::int64_t lease_id) const { return cancelled.contains(lease_id); }
    queue_state* queue_of(std::int32_t queue_id);
    /// There may be something to do for a queue: for its workers, or for whoever lets jobs in.
    void ring(std::int32_t queue_id);
    void ring_all();
    /// Runs a coroutine that works on jobs beside the others; its end is counted.
    void spawn_working(asio::awaitable<void, executor> work);
    /// Runs one that ends soon after `stopped`.
    void spawn(asio::awaitable<void, executor> work);
    /// Waits before trying again after an error that was logged.
    asio::awaitable<void, executor> back_off(int tries);
};

/// Each works until the engine ends. `place` tells the connections of the worker apart, `slot` those of the queue.
asio::awaitable<void, executor> run_short_jobs(std::shared_ptr<engine> of, queue_state& queue, int place, int slot);
asio::awaitable<void, executor> run_long_jobs(std::shared_ptr<engine> of, queue_state& queue, int slot);
asio::awaitable<void, executor> keep_alive(std::shared_ptr<engine> of);
asio::awaitable<void, executor> keep_time(std::shared_ptr<engine> of);
asio::awaitable<void, executor> keep_listening(std::shared_ptr<engine> of);

/// Makes the queues as the program says. Errors: see worker::start.
task<> declare_queues(engine& of);
/// Begins to be a worker, under a new number.
task<> enrol(engine& of);

}  // namespace vouch::job
