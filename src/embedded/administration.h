#pragma once
// What a superuser does before the program can work: the roles, and for the embedded cluster the database. Short,
// blocking, and never used to serve anybody.
#include <libpq-fe.h>
#include <memory>
#include <string>
#include <vector>

#include "base/error.h"

namespace vouch::embedded {

class administration {
public:
    /// Errors: db_unavailable.
    static result<administration> connect(const std::string& conninfo);

    /// The settings of this connection as variables for pg_dump and its like ("PGHOST=..."), which keeps a password
    /// out of the list of processes.
    std::vector<std::string> variables() const;
    std::string database() const;  // its name
    int server_version() const;    // as libpq gives it: 150020
    /// Runs one or more commands. Errors: db_error with the server's message.
    result<void> run(const std::string& commands);
    /// Runs a query that gives one row of one column, and returns its text. Errors: db_error.
    result<std::string> ask(const std::string& query);

private:
    explicit administration(PGconn* connection) : connection_(connection, PQfinish) {}

    std::unique_ptr<PGconn, void (*)(PGconn*)> connection_;
};

/// Makes those of our roles that are missing:
///   vouch_owner  owns the database and every object in it, is under no row-level security, never serves;
///   vouch_app    sees the one tenant of its transaction;
///   vouch_batch  sees the tenants of its batch;
///   vouch        logs in, has no right of its own, and becomes one of the three with SET ROLE.
/// Errors: not_permitted with the commands an administrator can run; db_error.
result<void> make_roles(administration& session);

/// Lets vouch_owner create schemas in the database we are connected to. Errors: not_permitted with the command that an
/// administrator can run; db_error.
result<void> let_owner_create(administration& session);

/// Makes the database vouch, owned by vouch_owner, where it is missing. Errors: db_error.
result<void> make_database(administration& session);

/// Whether the database we are connected to has no tables, functions or schemas of anybody. Errors: db_error.
result<bool> is_empty(administration& session);

}  // namespace vouch::embedded
