#pragma once
// One connection of a client: requests are read and answered one after the other, in their order, so that a client may
// send several ahead. Lives on the thread of its worker.
#include <atomic>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <cstdint>
#include <list>
#include <memory>
#include <string>

#include "base/task.h"
#include "http/application.h"
#include "http/measures.h"
#include "http/rate_limit.h"
#include "http/settings.h"

namespace vouch::http {

using client_socket = asio::basic_stream_socket<asio::ip::tcp, executor>;

class session;

/// What the sessions of one worker have in common.
struct session_home {
    const server_settings& settings;
    measures& counted;
    rate_limit& rates;
    const application& serving;
    std::string id_prefix;  // of request ids; no other worker, and no other run, has the same
    std::uint64_t last_id = 0;
    std::string date;             // of the header Date; kept up to date by the worker
    bool draining = false;        // answers what was asked, and nothing after it
    std::list<session*> present;  // the one that began to wait first is first
};

class session {
public:
    using time = std::chrono::steady_clock::time_point;

    session(client_socket socket, session_home& home);
    ~session();
    session(const session&) = delete;
    session& operator=(const session&) = delete;

    /// Serves the client until it or its time is gone.
    static asio::awaitable<void, executor> serve(std::shared_ptr<session> self);

    /// Ends it when it took longer than it may for what it is doing.
    void sweep(time now);
    /// Whether it waits for the client, so that ending it loses no answer.
    bool waits_for_client() const { return doing_ != doing::answering && doing_ != doing::writing; }
    /// Whether the client has begun nothing.
    bool is_idle() const { return doing_ == doing::nothing; }
    void evict();  // to make room
    bool is_evicted() const { return evicted_; }
    void end();  // at once

private:
    friend struct session_steps;
    enum class doing { nothing, reading_header, reading_body, answering, writing, lingering };

    void begin(doing what, std::chrono::milliseconds ms_max);

    client_socket socket_;
    session_home& home_;
    std::string address_;
    std::list<session*>::iterator place_;
    doing doing_ = doing::nothing;
    time ends_by_;
    bool expired_ = false;  // its time was over: what it waited for was cancelled
    bool evicted_ = false;
};

}  // namespace vouch::http
