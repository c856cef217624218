#pragma once
// One connection to PostgreSQL in pipeline mode. Several coroutines may have round trips on it at the same time;
// they are answered in the order in which they were submitted. Used on the thread of its io_context only.
#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/task.h"
#include "db/answer.h"
#include "db/encode.h"
#include "db/statement.h"

namespace vouch::db {

/// A statement with the values of its parameters. It is prepared on first use on each connection; a statement
/// without a name is parsed each time.
struct command {
    statement sql;
    parameters values;
};

/// Commands up to a Sync: after an error the rest of its segment is skipped by the server, the next segment is not.
using segment = std::vector<command>;

struct round_trip {
    std::vector<segment> segments;
    std::chrono::milliseconds ms_max{30'000};  // from submission to the last answer; 0: no deadline
};

struct connection_settings {
    std::string conninfo;         // libpq's form or postgresql://...; says who logs in
    std::string session_options;  // "-c role=vouch_app -c TimeZone=UTC": in force from the first statement on
    std::chrono::milliseconds connect_ms_max{10'000};
};

/// Why a connection was not made. A permanent reason (wrong password, no such database or role) does not go away
/// by trying again.
struct connect_failure {
    error cause;
    bool permanent = false;
};

struct wire;

class connection {
public:
    using opened = std::expected<std::shared_ptr<connection>, connect_failure>;
    static asio::awaitable<opened, executor> open(asio::io_context& context, connection_settings settings);

    connection(const connection&) = delete;
    connection& operator=(const connection&) = delete;
    ~connection();

    /// Sends all of it at once and waits for the last answer. The answers of every command in order, or the first
    /// error of any segment. The caller keeps the connection alive until it returns. Not cancellable: it ends by
    /// its deadline.
    /// Errors: see sql_error.h; db_timeout when the deadline passed: the server is asked to cancel, and the
    /// connection breaks, at once when others share it, else when no answer comes within two seconds more;
    /// db_unavailable when the connection broke: what was in flight may or may not have happened;
    /// db_busy when the statement was prepared before a change of the schema: run it again.
    task<std::vector<answer>> run(round_trip work);

    /// Nothing more can be run on it, for ever: it broke, was closed, or a cancel was sent, which could hit a later
    /// statement.
    bool lost() const;
    int backend_pid() const;

    /// `tell` is called once, when the connection is lost other than by close(). It may let go of the connection.
    void when_lost(std::move_only_function<void()> tell);

    /// `tell` is called with the channel and the words of each notification of what this connection listens to, from
    /// when LISTEN was answered on. It may not let go of the connection.
    void when_notified(std::move_only_function<void(std::string_view, std::string_view)> tell);

    /// Everything in flight fails with db_unavailable.
    void close();

private:
    explicit connection(std::shared_ptr<wire> owned);
    std::shared_ptr<wire> wire_;
};

}  // namespace vouch::db
