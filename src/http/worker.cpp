#include "http/worker.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <ctime>
#include <exception>
#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <vector>

#include "base/values.h"
#include "http/reply_head.h"

namespace vouch::http {

namespace {

constexpr std::chrono::milliseconds sweep_ms{250};
constexpr std::chrono::milliseconds drain_sweep_ms{10};
constexpr std::chrono::seconds good_bye_s_max{1};  // to PostgreSQL
constexpr std::size_t id_prefix_digits = 8;

}  // namespace

worker::worker(int number, const server_settings& settings, int connections_max, measures& counted, rate_limit& rates)
    : busy_(context_.get_executor()),
      sweeping_(context_),
      number_(number),
      connections_max_(static_cast<std::size_t>(connections_max)),
      settings_(settings),
      counted_(counted),
      rates_(rates) {}

worker::~worker() {
    end();
    if (thread_.joinable()) thread_.join();
}

void worker::start(const make_application& make) {
    serving_ = make(context_, number_);
    home_.emplace(session_home{
        settings_,
        counted_,
        rates_,
        *serving_,
        fmt::format("{}-{}", vouch::to_string(random_uuid()).substr(0, id_prefix_digits), number_),
        0,
        http_date(std::time(nullptr)),
        false,
        {}
    });
    asio::post(context_, [this] { sweep(); });
    thread_ = std::thread([this] { run(); });
}

void worker::run() try {
    context_.run();
    serving_->close();
    context_.restart();
    context_.run_for(good_bye_s_max);
    ended_ = true;
} catch (const std::exception& bug) {
    // A thread that ends with what it cannot know would serve wrong numbers, or none: the program stops instead.
    spdlog::critical("a worker of the server threw: {}", bug.what());
    std::terminate();
}

void worker::welcome(client_socket socket) {
    if (home_->draining) return;
    if (home_->present.size() >= connections_max_ && !make_room()) return;  // all are busy: this one finds no room
    auto client = std::make_shared<session>(std::move(socket), *home_);
    asio::co_spawn(context_, session::serve(std::move(client)), [](std::exception_ptr bug) {
        if (bug) std::rethrow_exception(bug);
    });
}

bool worker::make_room() {
    for (auto* const each : home_->present) {
        if (!each->waits_for_client() || each->is_evicted()) continue;
        each->evict();
        return true;
    }
    return false;
}

void worker::sweep() {
    const auto now = std::chrono::steady_clock::now();
    if (now >= drained_by_) serving_->close();  // handlers that wait for the database end with an error
    home_->date = http_date(std::time(nullptr));
    for (auto* const each : home_->present) {
        if (now >= drained_by_)
            each->end();
        else if (home_->draining && each->is_idle())
            each->end();
        else
            each->sweep(now);
    }
    serving_->count(counted_, number_);
    if (home_->draining && home_->present.empty()) return finish();
    sweeping_.expires_after(home_->draining ? drain_sweep_ms : sweep_ms);
    sweeping_.async_wait([this](const boost::system::error_code& cancelled) {
        if (!cancelled) sweep();
    });
}

/// What still runs are handlers of nobody: none, since each keeps its session.
void worker::finish() {
    busy_.reset();
    context_.stop();
}

void worker::drain() {
    asio::post(context_, [this] {
        if (home_->draining) return;
        home_->draining = true;
        drained_by_ = std::chrono::steady_clock::now() + settings_.drain_ms_max;
        sweeping_.cancel();
        sweep();
    });
}

void worker::end() {
    asio::post(context_, [this] {
        home_->draining = true;
        drained_by_ = std::chrono::steady_clock::now();
        sweeping_.cancel();
        sweep();
    });
}

}  // namespace vouch::http
