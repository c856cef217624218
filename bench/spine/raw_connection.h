#pragma once
// The rival: libpq as everybody uses it, blocking, with prepared statements, as whoever owns the database.
#include <memory>
#include <string>

#include "db/answer.h"
#include "db/encode.h"

struct pg_conn;

namespace vouch::bench {

// Statements over everything, which the planner must see the values of: a plan for any values sorts everything.
inline constexpr const char* plan_each_call = "SET plan_cache_mode = force_custom_plan";
inline constexpr const char* plan_once = "RESET plan_cache_mode";

class raw_connection {
public:
    /// Errors: db_unavailable.
    static result<raw_connection> open(const std::string& conninfo);

    /// Errors: db_error with the server's words.
    result<> execute(const std::string& text);
    /// Errors: db_error with the server's words.
    result<> prepare(const std::string& name, const std::string& text);
    /// Runs a prepared statement and fetches everything it returns. Errors: db_error with the server's words.
    result<db::answer> run(const std::string& name, const db::parameters& values);

private:
    struct finish {
        void operator()(pg_conn* native) const;
    };
    explicit raw_connection(pg_conn* native) : native_(native) {}
    result<db::answer> check(db::answer answered) const;

    std::unique_ptr<pg_conn, finish> native_;
};

}  // namespace vouch::bench
