#pragma once
// A few connections of one role on one io_context, opened when needed and opened again when lost.
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "base/task.h"
#include "db/connection.h"

namespace vouch::db {

/// Whose rights a connection has. The user of the conninfo logs in and becomes the role.
enum class role {
    app,     // vouch_app: the one tenant of its transaction
    batch,   // vouch_batch: the tenants of its batch; reads inputs, inserts snapshots and seals
    worker,  // vouch_worker: the tables of the job engine
    owner,   // vouch_owner: migrations and backup; never serves
};
std::string_view name_of(role which);

struct pool_settings {
    std::string conninfo;
    role become = role::app;
    int connections_max = 4;                                    // 1 to 8
    int shared_max = 16;                                        // short reads in flight on one connection
    int waiting_max = 1000;                                     // coroutines that wait for a connection
    std::chrono::milliseconds acquire_ms_max{5'000};            // longest wait for a connection
    std::chrono::milliseconds round_trip_ms_max{30'000};        // default deadline of a round trip; 0: none
    std::chrono::milliseconds server_statement_ms_max{35'000};  // statement_timeout, the guard behind it; 0: off
    std::chrono::milliseconds lock_ms_max{5'000};               // lock_timeout; 0: off
    std::chrono::milliseconds connect_ms_max{10'000};
    std::chrono::milliseconds back_off_first_ms{50};  // doubles to the next, with jitter
    std::chrono::milliseconds back_off_ms_max{5'000};
    std::uint64_t jitter_seed = 0;  // 0: from the system
};

/// The settings of a role: app as above; batch and owner without deadlines, for statements that take minutes.
pool_settings settings_for(role which, std::string conninfo);

class pool_core;

/// A connection on loan. Handing back (also by destruction) an exclusive one that is not clean makes the pool roll
/// it back first.
class lease {
public:
    lease() = default;
    lease(lease&& other) noexcept
        : core_(std::move(other.core_)),
          connection_(std::move(other.connection_)),
          number_(other.number_),
          exclusive_(other.exclusive_) {}
    lease& operator=(lease&& other) noexcept;
    ~lease() { hand_back(false); }

    connection& operator*() const { return *connection_; }
    connection* operator->() const { return connection_.get(); }
    explicit operator bool() const { return connection_ != nullptr; }

    /// `clean`: no transaction is open on it.
    void hand_back(bool clean);

private:
    friend class pool_core;
    std::shared_ptr<pool_core> core_;
    std::shared_ptr<connection> connection_;
    int number_ = 0;
    bool exclusive_ = false;
};

struct pool_counts {
    int open = 0;
    int opening = 0;
    int exclusive = 0;
    int shared_in_flight = 0;
    int waiting = 0;
};

class pool {
public:
    /// Opens nothing yet.
    pool(asio::io_context& context, pool_settings settings);
    pool(const pool&) = delete;
    pool& operator=(const pool&) = delete;
    ~pool();

    /// For a transaction of several round trips, or a long one. At most one holder.
    /// Errors: db_unavailable (PostgreSQL cannot be reached; says why), db_timeout (all are in use until the
    /// deadline), db_busy (waiting_max others wait already).
    task<lease> acquire_exclusive();

    /// For one short round trip that leaves no transaction open: the least loaded connection that is open.
    /// Errors: as above.
    task<lease> acquire_shared();

    const pool_settings& settings() const;
    pool_counts counts() const;

    /// Refuses whoever waits and closes every connection. Leases still out find theirs broken.
    void close();

private:
    std::shared_ptr<pool_core> core_;
};

/// Runs a round trip of short reads, which leaves no transaction open, on a shared connection. A statement that was
/// prepared before a change of the schema is prepared and run again: nothing but reads came before it.
/// Errors: those of pool::acquire_shared and connection::run.
task<std::vector<answer>> run_shared(pool& from, round_trip work);

}  // namespace vouch::db
