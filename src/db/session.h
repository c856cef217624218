#pragma once
// A plain, blocking session for what does not go through a pipeline: migrations, roles, COPY, tests.
// Never on the thread of an event loop.
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "db/answer.h"
#include "db/encode.h"

struct pg_conn;

namespace vouch::db {

/// Values as text, none when null.
using text_row = std::vector<std::optional<std::string>>;

struct text_rows {
    std::vector<std::string> columns;
    std::vector<text_row> rows;
};

class session {
public:
    /// `session_options` as in connection_settings. Errors: db_unavailable, saying why.
    static result<session> open(
        const std::string& conninfo,
        const std::string& session_options = {},
        std::chrono::milliseconds connect_ms_max = std::chrono::milliseconds(10'000)
    );

    /// One or several statements without parameters. Errors: see sql_error.h.
    result<> execute(const std::string& text);
    /// One statement with parameters $1, $2, ... Errors: see sql_error.h.
    result<text_rows> rows(std::string_view text, const parameters& values = {});

    /// COPY ... FROM STDIN. `next` fills its argument with some bytes and returns true, or false at the end; an
    /// error of it ends the COPY without any row. Rows copied. Errors: those of `next`; see sql_error.h.
    result<std::int64_t> copy_in(const std::string& text, const std::function<result<bool>(std::string&)>& next);
    /// COPY ... TO STDOUT, one call of `take` per row of the server. Rows copied. Errors: as copy_in.
    result<std::int64_t> copy_out(const std::string& text, const std::function<result<>(std::string_view)>& take);

    /// What the server said beside results (NOTICE, WARNING) since the last call, one line each.
    std::vector<std::string> take_notices();

    int backend_pid() const;
    bool in_transaction() const;  // begun and neither committed nor rolled back, also when it failed
    int server_version() const;   // 150020
    std::string user() const;     // who logged in
    std::string database() const;
    /// The settings of this connection as variables for pg_dump and its like ("PGHOST=..."), which keeps a password
    /// out of the list of processes.
    std::vector<std::string> environment() const;
    std::string quote_identifier(std::string_view name) const;

    /// The words of the server about the last statement that failed, for a person who may see everything.
    const std::string& server_words() const { return server_words_; }

private:
    struct finish {
        void operator()(pg_conn* native) const;
    };
    explicit session(std::unique_ptr<pg_conn, finish> native);
    result<> check(const answer& from, std::string_view text);

    std::unique_ptr<pg_conn, finish> native_;
    std::unique_ptr<std::vector<std::string>> notices_;
    std::string server_words_;
};

}  // namespace vouch::db
