#include "embedded/backup.h"

#include <cerrno>
#include <cstring>
#include <fmt/format.h>
#include <fstream>
#include <functional>
#include <sys/mman.h>

#include "base/file_descriptor.h"
#include "base/progress.h"
#include "base/whole_file.h"
#include "db/roles.h"
#include "db/session.h"
#include "embedded/child_process.h"
#include "embedded/installation.h"
#include "sql/schema.h"

namespace vouch::embedded {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

namespace {

/// pg_dump or pg_restore for the server of `session`, as the role that is under no row-level security.
result<program> tool(const char* name, const database& base, const db::session& session) {
    auto installed = find_installations({name});
    if (installed.empty()) {
        return fail(
            errc::io, fmt::format("{} of PostgreSQL 15 or newer is not installed; install postgresql-client-15", name)
        );
    }
    program what{.path = installed.back().programs / name, .environment = session.environment()};
    what.arguments.push_back("--no-password");
    if (!base.is_embedded()) what.arguments.push_back("--role=vouch_owner");
    return what;
}

/// Runs the tool to its end; `watch` is called now and then. Errors: db_error with what the tool said.
result<void> run(program what, const std::function<void()>& watch) {
    file_descriptor said(memfd_create("errors", MFD_CLOEXEC));
    what.errors = said.number();
    TRY(running, child_process::start(what));
    std::optional<exit_status> status;
    while (!(status = running.wait(100ms))) watch();
    if (*status == 0) return {};

    std::string text(4096, '\0');
    auto bytes = pread(said.number(), text.data(), text.size(), 0);
    text.resize(bytes > 0 ? bytes : 0);
    while (!text.empty() && text.back() == '\n') text.pop_back();
    return fail(errc::db_error, fmt::format("{} ended with {}: {}", what.path.filename().string(), *status, text));
}

result<void> check_is_backup(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    if (!stream)
        return fail(errc::not_found, fmt::format("{} cannot be read: {}", file.string(), std::strerror(errno)));
    char mark[5] = "";
    if (stream.read(mark, sizeof mark) && std::string_view(mark, sizeof mark) == "PGDMP") return {};
    return fail(errc::bad_input, file.string() + " is not a backup that vouch wrote");
}

/// Refuses what pg_dump wrote of another database: its commands would run with all rights, in ours.
result<void> check_is_of_vouch(const program& pg_restore, const fs::path& file) {
    file_descriptor said(memfd_create("contents", MFD_CLOEXEC));
    auto list = pg_restore;
    list.arguments = {"--list", file.string()};
    list.output = said.number();
    CHECK_RESULT(run(std::move(list), [] {}));
    std::ifstream contents(fmt::format("/proc/self/fd/{}", said.number()));
    for (std::string line; std::getline(contents, line);) {
        if (line.ends_with(" SCHEMA - record vouch_owner")) return {};
    }
    return fail(errc::bad_input, file.string() + " is not a backup that vouch wrote: it is of another database");
}

}  // namespace

result<std::uint64_t> back_up(const database& from, const fs::path& file, const environment& surroundings) {
    constexpr mode_t for_us_only = 0600;
    TRY(output, whole_file::begin(file, for_us_only));
    TRY(session, db::session::open(from.admin_conninfo()));
    TRY(empty, session.rows(sql::schema::is_empty.text));
    if (empty.rows.at(0).at(0) == "t") {
        return fail(
            errc::refused,
            "there is nothing to back up, the database is empty; see that VOUCH_DATA_DIR or VOUCH_DATABASE_URL names "
            "the one that is meant"
        );
    }
    TRY(dump, tool("pg_dump", from, session));
    dump.arguments.insert(dump.arguments.end(), {"--format=custom", "--no-sync"});
    dump.output = output.descriptor();
    progress line(surroundings.progress, "backing up", "bytes written");
    CHECK_RESULT(run(std::move(dump), [&] { line.at(output.size().value_or(0)); }));
    TRY(bytes, output.size());
    CHECK_RESULT(output.complete());
    return bytes;
}

result<void> restore(const database& into, const fs::path& file, const environment& surroundings) {
    CHECK_RESULT(check_is_backup(file));
    TRY(session, db::session::open(into.admin_conninfo()));
    CHECK_RESULT(db::ensure_roles(session));
    TRY(empty, session.rows(sql::schema::is_empty.text));
    if (empty.rows.at(0).at(0) != "t") {
        return fail(
            errc::refused,
            "the database is not empty, and a backup is restored into an empty one only; set VOUCH_DATA_DIR to a "
            "directory that does not exist yet, or VOUCH_DATABASE_URL to an empty database"
        );
    }
    TRY(fill, tool("pg_restore", into, session));
    CHECK_RESULT(check_is_of_vouch(fill, file));
    fill.arguments.insert(
        fill.arguments.end(),
        {"--single-transaction", "--exit-on-error", fmt::format("--dbname={}", session.database()), file.string()}
    );
    auto begun = std::chrono::steady_clock::now();
    progress line(surroundings.progress, "restoring", "s");
    CHECK_RESULT(run(std::move(fill), [&] {
        line.at(std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - begun).count());
    }));
    // The planner knows nothing of the new tables yet, and autovacuum takes its time.
    return session.execute(into.is_embedded() ? "ANALYZE" : "SET ROLE vouch_owner; ANALYZE");
}

}  // namespace vouch::embedded
