#include "embedded/administration.h"

#include <string_view>

namespace vouch::embedded {

namespace {

constexpr const char* connect_seconds_max = "10";

constexpr const char* roles_missing = R"(
SELECT count(*) < 4
    OR NOT coalesce(bool_or(rolbypassrls) FILTER (WHERE rolname = 'vouch_owner'), false)
    OR (SELECT count(*) < 3 FROM pg_auth_members WHERE member = to_regrole('vouch'))
  FROM pg_roles WHERE rolname IN ('vouch', 'vouch_owner', 'vouch_app', 'vouch_batch'))";

constexpr const char* create_roles = R"(
DO $$
BEGIN
    IF to_regrole('vouch_owner') IS NULL THEN CREATE ROLE vouch_owner; END IF;
    IF to_regrole('vouch_app') IS NULL THEN CREATE ROLE vouch_app; END IF;
    IF to_regrole('vouch_batch') IS NULL THEN CREATE ROLE vouch_batch; END IF;
    IF to_regrole('vouch') IS NULL THEN CREATE ROLE vouch LOGIN; END IF;
END $$;
ALTER ROLE vouch_owner NOLOGIN BYPASSRLS;
ALTER ROLE vouch_app NOLOGIN;
ALTER ROLE vouch_batch NOLOGIN;
ALTER ROLE vouch NOINHERIT;
GRANT vouch_owner, vouch_app, vouch_batch TO vouch;)";

std::string trimmed(const char* message) {
    std::string text(message ? message : "");
    while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.pop_back();
    return text;
}

}  // namespace

result<administration> administration::connect(const std::string& conninfo) {
    // What conninfo itself says about connect_timeout comes later and counts.
    const char* names[] = {"connect_timeout", "dbname", nullptr};
    const char* values[] = {connect_seconds_max, conninfo.c_str(), nullptr};
    administration session(PQconnectdbParams(names, values, 1));
    auto* connection = session.connection_.get();
    if (PQstatus(connection) != CONNECTION_OK) {
        return fail(errc::db_unavailable, "PostgreSQL does not answer: " + trimmed(PQerrorMessage(connection)));
    }
    PQsetNoticeProcessor(connection, [](void*, const char*) {}, nullptr);
    return session;
}

std::vector<std::string> administration::variables() const {
    std::vector<std::string> found;
    auto* connection = connection_.get();
    std::unique_ptr<PQconninfoOption, void (*)(PQconninfoOption*)> options(PQconninfo(connection), PQconninfoFree);
    for (auto* option = options.get(); option && option->keyword; ++option) {
        bool password = std::string_view(option->keyword) == "password";  // may have come from a file
        auto* value = password ? PQpass(connection) : option->val;
        if (option->envvar && value && *value) found.push_back(std::string(option->envvar) + "=" + value);
    }
    return found;
}

std::string administration::database() const {
    return PQdb(connection_.get());
}

int administration::server_version() const {
    return PQserverVersion(connection_.get());
}

result<void> administration::run(const std::string& commands) {
    std::unique_ptr<PGresult, void (*)(PGresult*)> answer(PQexec(connection_.get(), commands.c_str()), PQclear);
    if (PQresultStatus(answer.get()) == PGRES_COMMAND_OK) return {};
    auto* sqlstate = PQresultErrorField(answer.get(), PG_DIAG_SQLSTATE);
    return std::unexpected(
        error{errc::db_error, trimmed(PQerrorMessage(connection_.get())), sqlstate ? sqlstate : "", {}}
    );
}

result<std::string> administration::ask(const std::string& query) {
    std::unique_ptr<PGresult, void (*)(PGresult*)> answer(PQexec(connection_.get(), query.c_str()), PQclear);
    if (PQresultStatus(answer.get()) != PGRES_TUPLES_OK) {
        return fail(errc::db_error, trimmed(PQerrorMessage(connection_.get())));
    }
    return PQgetvalue(answer.get(), 0, 0);
}

result<void> make_roles(administration& session) {
    TRY(missing, session.ask(roles_missing));
    if (missing == "f") return {};
    auto made = session.run(create_roles);
    if (made || made.error().sqlstate != "42501") return made;
    return fail(
        errc::not_permitted,
        std::string("the database has not yet the roles of vouch, and this login may not create them; let an "
                    "administrator of the server run:"
        ) + create_roles
    );
}

result<void> let_owner_create(administration& session) {
    TRY(may, session.ask("SELECT has_database_privilege('vouch_owner', current_database(), 'CREATE')"));
    if (may == "t") return {};
    TRY(command, session.ask("SELECT format('GRANT CREATE ON DATABASE %I TO vouch_owner', current_database())"));
    // Who may not grant gets an error, or a warning.
    if (auto granted = session.run(command); !granted && granted.error().sqlstate != "42501") return granted;
    TRY(may_now, session.ask("SELECT has_database_privilege('vouch_owner', current_database(), 'CREATE')"));
    if (may_now == "t") return {};
    return fail(
        errc::not_permitted,
        "vouch_owner may not create schemas in the database, and this login may not change that; let an administrator "
        "of "
        "the server run: " +
            command
    );
}

result<void> make_database(administration& session) {
    TRY(there, session.ask("SELECT EXISTS (SELECT FROM pg_database WHERE datname = 'vouch')"));
    if (there == "t") return {};
    return session.run("CREATE DATABASE vouch OWNER vouch_owner");
}

result<bool> is_empty(administration& session) {
    TRY(empty, session.ask(R"(
WITH ours AS (SELECT oid FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema')
SELECT NOT EXISTS (SELECT FROM pg_class WHERE relnamespace IN (SELECT oid FROM ours))
   AND NOT EXISTS (SELECT FROM pg_proc WHERE pronamespace IN (SELECT oid FROM ours))
   AND NOT EXISTS (SELECT FROM pg_namespace WHERE oid IN (SELECT oid FROM ours) AND nspname <> 'public'))"));
    return empty == "t";
}

}  // namespace vouch::embedded
