#pragma once
// The one error type of the program. docs/errors.md lists every code; codes are API, details are for people.
#include <expected>
#include <string>
#include <string_view>
#include <utility>

namespace vouch {

enum class errc {
    usage,                // the command line, a flag or a file of settings cannot be understood
    not_found,            // a tenant, file or record that was named does not exist
    bad_input,            // a value in a file or a row cannot be used
    conflict,             // somebody else changed the same thing first; read again and retry
    refused,              // a rule of the domain forbids it; the detail names the rule
    not_permitted,        // the role or the tenant of the transaction may not do it
    verification_failed,  // history, a snapshot or the chain is not what was sealed
    schema_mismatch,      // the database has another schema version than this program
    migration_failed,     // a migration was edited, is missing, out of order, or did not run
    data_directory,       // the data directory cannot be used: other owner, other version, in use
    db_unavailable,       // PostgreSQL cannot be reached, or the connection was lost
    db_timeout,           // a statement or a wait for a connection passed its deadline
    db_busy,              // deadlock, lock timeout and the like, or too many wait already: safe to retry
    db_error,             // any other answer of PostgreSQL; sqlstate says which
    io,                   // a file could not be read or written
    internal,             // a bug in this program
};

/// The stable name of a code, as printed and as listed in docs/errors.md ("db_timeout").
std::string_view name_of(errc code);

/// What went wrong, for people and for programs.
struct error {
    errc code = errc::internal;
    std::string detail;    // a sentence that names the thing and the remedy; never server text with other tenants' data
    std::string sqlstate;  // five characters when PostgreSQL refused, else empty
    std::string where;     // statement, constraint or file position it happened at, else empty
};

template <class T = void>
using result = std::expected<T, error>;

/// Shorthand for the failing half of a result.
inline std::unexpected<error> fail(errc code, std::string detail, std::string where = {}) {
    return std::unexpected(error{code, std::move(detail), {}, std::move(where)});
}

/// One line: "db_timeout: detail (where)".
std::string describe(const error& failure);

}  // namespace vouch

#define VOUCH_CONCAT_(a, b) a##b
#define VOUCH_CONCAT(a, b) VOUCH_CONCAT_(a, b)

// In a function that returns result<T>: take the value, or return the error.
#define TRY(name, ...)                                                                                  \
    auto VOUCH_CONCAT(try_, name) = (__VA_ARGS__);                                                      \
    if (!VOUCH_CONCAT(try_, name)) return std::unexpected(std::move(VOUCH_CONCAT(try_, name)).error()); \
    auto name = std::move(*VOUCH_CONCAT(try_, name))

// In a function that returns result<T>: go on, or return the error of an expression without a value.
#define CHECK_RESULT(...) \
    if (auto check_result_ = (__VA_ARGS__); !check_result_) return std::unexpected(std::move(check_result_).error())

// The same two in a coroutine that returns task<T>.
#define CO_TRY(name, ...)                                                                                  \
    auto VOUCH_CONCAT(try_, name) = (__VA_ARGS__);                                                         \
    if (!VOUCH_CONCAT(try_, name)) co_return std::unexpected(std::move(VOUCH_CONCAT(try_, name)).error()); \
    auto name = std::move(*VOUCH_CONCAT(try_, name))

#define CO_CHECK(...) \
    if (auto check_result_ = (__VA_ARGS__); !check_result_) co_return std::unexpected(std::move(check_result_).error())
