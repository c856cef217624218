#include "http/server.h"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <sys/resource.h>
#include <utility>

#include "http/worker.h"

namespace vouch::http {

namespace {

constexpr int waiting_to_be_accepted_max = 4096;
constexpr std::chrono::milliseconds pause_without_files{50};
constexpr int files_for_the_rest = 256;  // PostgreSQL, logs, the event loops

/// Lets the process have as many open files as it may, and says how many clients that leaves room for.
int connections_that_fit(int wanted) {
    rlimit files{};
    if (getrlimit(RLIMIT_NOFILE, &files) != 0) return wanted;
    const auto needed = static_cast<rlim_t>(wanted) + files_for_the_rest;
    if (files.rlim_cur < needed) {
        files.rlim_cur = std::min(needed, files.rlim_max);
        if (setrlimit(RLIMIT_NOFILE, &files) != 0) getrlimit(RLIMIT_NOFILE, &files);
    }
    if (files.rlim_cur >= needed) return wanted;
    return std::max(1, static_cast<int>(files.rlim_cur) - files_for_the_rest);
}

result<listener> listen(asio::io_context& context, listen_address& on) {
    boost::system::error_code failure;
    const asio::ip::tcp::endpoint where(asio::ip::make_address(on.host), on.port);
    listener opened(context);
    opened.open(where.protocol(), failure);
    if (!failure) opened.set_option(asio::socket_base::reuse_address(true), failure);
    if (!failure) opened.bind(where, failure);
    if (!failure) opened.listen(waiting_to_be_accepted_max, failure);
    if (failure) {
        return fail(
            errc::io, fmt::format("cannot listen on {}: {}; --listen takes another", to_string(on), failure.message())
        );
    }
    on.port = opened.local_endpoint().port();
    return opened;
}

/// Hands clients to the workers in turn until the door is closed.
asio::awaitable<void, executor> welcome_clients(std::shared_ptr<listener> door, std::vector<worker*> workers) {
    pause_timer pause(door->get_executor());
    for (std::size_t turn = 0; door->is_open(); ++turn) {
        auto* const next = workers[turn % workers.size()];
        boost::system::error_code failure;
        auto client = co_await door->async_accept(
            next->context(), asio::redirect_error(asio::use_awaitable_t<executor>(), failure)
        );
        if (failure && door->is_open()) {
            if (failure != asio::error::connection_aborted) spdlog::warn("no client accepted: {}", failure.message());
            pause.expires_after(pause_without_files);
            co_await pause.async_wait(asio::redirect_error(asio::use_awaitable_t<executor>(), failure));
            continue;
        }
        if (failure) break;
        asio::post(next->context(), [next, client = std::move(client)]() mutable { next->welcome(std::move(client)); });
    }
}

}  // namespace

server::server(server_settings settings) : settings_(std::move(settings)), rates_(settings_.rate_per_s_max) {}

result<std::unique_ptr<server>> server::start(
    server_settings settings, measures& counted, const make_application& make
) {
    std::unique_ptr<server> made(new server(std::move(settings)));
    auto& own = made->settings_;
    TRY(checked, parse_listen_address(to_string(own.listen)));
    own.listen = std::move(checked);
    own.connections_max = connections_that_fit(own.connections_max);
    own.threads = std::max(own.threads, 1);
    const int each_max = std::max(1, own.connections_max / own.threads);
    for (int number = 0; number < own.threads; ++number) {
        made->workers_.push_back(std::make_unique<worker>(number, own, each_max, counted, made->rates_));
    }
    TRY(opened, listen(made->workers_.front()->context(), own.listen));
    made->door_ = std::make_shared<listener>(std::move(opened));
    std::vector<worker*> all;
    for (const auto& each : made->workers_) all.push_back(each.get());
    for (auto* const each : all) each->start(make);
    // On the thread of the first worker: opened before that runs, used by nobody else since.
    auto& first = all.front()->context();
    asio::co_spawn(first, welcome_clients(made->door_, all), [](std::exception_ptr bug) {
        if (bug) std::rethrow_exception(bug);
    });
    return made;
}

server::~server() = default;

void server::drain() {
    asio::post(workers_.front()->context(), [door = door_] {
        boost::system::error_code ignored;
        door->close(ignored);
    });
    for (const auto& each : workers_) each->drain();
}

void server::end() {
    drain();
    for (const auto& each : workers_) each->end();
}

bool server::ended() const {
    return std::ranges::all_of(workers_, [](const auto& each) { return each->ended(); });
}

}  // namespace vouch::http
