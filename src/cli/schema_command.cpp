#include <boost/describe.hpp>
#include <fmt/format.h>

#include "base/json_text.h"
#include "cli/commands.h"
#include "db/migration.h"
#include "db/roles.h"
#include "db/session.h"
#include "embedded/database.h"

namespace vouch::cli {

namespace {

struct status_options {
    bool json = false;
};

struct status_line {
    int number;
    std::string name;
    std::optional<std::string> applied_at;
};
BOOST_DESCRIBE_STRUCT(status_line, (), (number, name, applied_at))

result<exit_code> run_status(const status_options& options, const environment& surroundings) {
    TRY(database, embedded::database::open(surroundings));
    TRY(found, db::status(database.conninfo(), db::embedded_migrations()));
    std::vector<status_line> lines;
    for (const auto& one : found.applied) {
        if (one.complete()) lines.push_back({one.number, one.name, one.applied_at});
    }
    for (const auto& one : found.pending) lines.push_back({one.number, std::string(one.name), std::nullopt});
    if (options.json) {
        fmt::print("{}\n", json_text(lines));
    } else {
        for (const auto& one : lines) fmt::print("{:<40} {}\n", one.name, one.applied_at.value_or("pending"));
    }
    return found.pending.empty() ? exit_code::ok : exit_code::no;
}

struct deploy_options {};

result<exit_code> run_deploy(const deploy_options&, const environment& surroundings) {
    TRY(database, embedded::database::open(surroundings));
    db::deploy_settings settings;
    settings.tell = [](std::string_view line) { fmt::print(stderr, "{}\n", line); };
    TRY(names, db::deploy(database.conninfo(), db::embedded_migrations(), settings));
    if (names.empty())
        fmt::print("nothing to do: the schema is that of this program\n");
    else
        fmt::print("{} migrations applied; the schema is that of this program\n", names.size());
    return exit_code::ok;
}

struct create_options {
    std::string name;
    std::filesystem::path source = ".";
};

result<exit_code> run_create(const create_options& options, const environment&) {
    TRY(path, db::create_migration(options.source, options.name));
    fmt::print("{}\n", path.lexically_normal().string());
    return exit_code::ok;
}

struct roles_options {};

result<exit_code> run_roles(const roles_options&, const environment& surroundings) {
    TRY(database, embedded::database::open(surroundings));
    TRY(session, db::session::open(database.conninfo()));
    fmt::print("{}", db::roles_sql(session));
    return exit_code::ok;
}

}  // namespace

void add_schema_commands(command_line& line) {
    line.group("schema", "The schema of the database: see it, deploy it, write the next migration.");
    line.add<status_options>(
            "schema status",
            "List the migrations, applied and pending. Ends with 1 when any is pending.",
            "vouch schema status",
            run_status
    )
        .flag("--json", &status_options::json, "Print JSON");
    line.add<deploy_options>(
        "schema deploy",
        "Apply every pending migration. May be run at any time, and again after it was interrupted.",
        "vouch schema deploy",
        run_deploy
    );
    line.add<create_options>(
            "schema create",
            "Write an empty migration with the next number into the source. Applies nothing.",
            "vouch schema create branch_regions",
            run_create
    )
        .required("NAME", &create_options::name, "What it does: a-z, 0-9 and _")
        .optional("--source DIR", &create_options::source, "The source of vouch (default: the working directory)");
    line.add<roles_options>(
        "schema roles",
        "Print the SQL that makes the roles of vouch, for an administrator of a server where we may not.",
        "vouch schema roles | psql -h db.example.org -U postgres vouch",
        run_roles
    );
}

}  // namespace vouch::cli
