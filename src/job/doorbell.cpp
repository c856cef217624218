#include "job/doorbell.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <map>
#include <spdlog/spdlog.h>

#include "db/lookup.h"
#include "job/queries.h"

namespace vouch::job {

struct doorbell::core {
    core(asio::io_context& on, db::pool& through) : context(on), from(through), timer(on) {}

    asio::io_context& context;
    db::pool& from;
    asio::basic_waitable_timer<std::chrono::steady_clock, asio::wait_traits<std::chrono::steady_clock>, executor> timer;
    std::set<std::string> waiting;  // rung, and not told yet
    bool quiet = false;             // told a moment ago
    bool over = false;
};

namespace {

asio::awaitable<void, executor> tell_until_quiet(std::shared_ptr<doorbell::core> of) {
    of->quiet = true;
    while (!of->over && !of->waiting.empty()) {
        const std::vector<std::string> queues(of->waiting.begin(), of->waiting.end());
        of->waiting.clear();
        if (const auto told = co_await db::look_up(of->from, notify, queues); !told)
            spdlog::debug("workers were not told of new jobs: {}", describe(told.error()));
        if (of->over) break;
        of->timer.expires_after(doorbell::ring_ms_min);
        co_await of->timer.async_wait(asio::use_awaitable_t<executor>());
    }
    of->quiet = false;
}

}  // namespace

doorbell::doorbell(asio::io_context& context, db::pool& from) : core_(std::make_shared<core>(context, from)) {}

doorbell::~doorbell() {
    core_->over = true;
}

void doorbell::ring(std::string queue) {
    core_->waiting.insert(std::move(queue));
    if (!core_->quiet) asio::co_spawn(core_->context, tell_until_quiet(core_), asio::detached);
}

}  // namespace vouch::job
