#pragma once
// One thread of a server: its event loop, its application and its sessions.
#include <atomic>
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>

#include "http/application.h"
#include "http/session.h"

namespace vouch::http {

using listener = asio::basic_socket_acceptor<asio::ip::tcp, executor>;
using pause_timer =
    asio::basic_waitable_timer<std::chrono::steady_clock, asio::wait_traits<std::chrono::steady_clock>, executor>;

class worker {
public:
    worker(int number, const server_settings& settings, int connections_max, measures& counted, rate_limit& rates);
    ~worker();  // ends at once
    worker(const worker&) = delete;
    worker& operator=(const worker&) = delete;

    asio::io_context& context() { return context_; }

    void start(const make_application& make);
    /// A new client; the one that waits longest goes when there are too many. On this worker's thread.
    void welcome(client_socket socket);

    // From any thread.
    void drain();
    void end();
    bool ended() const { return ended_; }

private:
    void run();
    void sweep();
    void finish();
    bool make_room();  // whether somebody went

    asio::io_context context_{1};
    asio::executor_work_guard<executor> busy_;
    pause_timer sweeping_;
    int number_;
    std::size_t connections_max_;
    const server_settings& settings_;
    measures& counted_;
    rate_limit& rates_;
    std::unique_ptr<application> serving_;
    std::optional<session_home> home_;
    session::time drained_by_ = session::time::max();
    std::atomic<bool> ended_ = false;
    std::thread thread_;
};

}  // namespace vouch::http
