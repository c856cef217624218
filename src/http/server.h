#pragma once
// Listens, spreads the connections over threads with an event loop each, and ends in order.
#include <memory>
#include <vector>

#include "http/application.h"
#include "http/measures.h"
#include "http/rate_limit.h"
#include "http/settings.h"
#include "http/worker.h"

namespace vouch::http {

class server {
public:
    /// Listens and serves, on threads of its own. `counted` outlives it.
    /// Errors: refused (an address that is not of the loopback), io (the address is taken; says so).
    static result<std::unique_ptr<server>> start(
        server_settings settings, measures& counted, const make_application& make
    );
    ~server();  // ends at once
    server(const server&) = delete;
    server& operator=(const server&) = delete;

    const listen_address& address() const { return settings_.listen; }  // with the port it got
    int connections_max() const { return settings_.connections_max; }   // less than was asked for, if files are scarce

    // From any thread.
    void drain();  // takes no further connections; ends when what was asked is answered, or drain_ms_max is over
    void end();    // at once
    bool ended() const;

private:
    explicit server(server_settings settings);

    server_settings settings_;
    rate_limit rates_;
    std::vector<std::unique_ptr<worker>> workers_;
    std::shared_ptr<listener> door_;  // on the thread of the first worker; gone before its event loop
};

}  // namespace vouch::http
