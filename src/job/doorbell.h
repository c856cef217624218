#pragma once
// Tells workers at once that there are new jobs, instead of letting them find out at their next look.
#include <boost/asio/basic_waitable_timer.hpp>
#include <chrono>
#include <memory>
#include <set>
#include <string>

#include "db/pool.h"

namespace vouch::job {

/// Rung after the commit of a transaction that enqueued. A NOTIFY makes commits wait for each other, so it is sent
/// apart from the transaction, and once in ring_ms_min for each queue, however often the bell is rung: the first at
/// once. On the thread of its pool's event loop. What cannot be sent is left to the poll of the workers.
class doorbell {
public:
    static constexpr std::chrono::milliseconds ring_ms_min{100};

    /// `from` may have any role, and outlives it.
    explicit doorbell(asio::io_context& context, db::pool& from);
    ~doorbell();
    doorbell(const doorbell&) = delete;
    doorbell& operator=(const doorbell&) = delete;

    void ring(std::string queue);

    struct core;

private:
    std::shared_ptr<core> core_;  // of the question that is under way as well
};

}  // namespace vouch::job
