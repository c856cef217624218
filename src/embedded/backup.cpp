#include "embedded/backup.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <fstream>
#include <functional>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include "base/file_descriptor.h"
#include "base/progress.h"
#include "embedded/administration.h"
#include "embedded/child_process.h"
#include "embedded/installation.h"

namespace vouch::embedded {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

namespace {

std::unexpected<error> system_failure(const fs::path& file, const char* what) {
    return fail(errc::io, fmt::format("{} {}: {}", file.string(), what, std::strerror(errno)));
}

/// pg_dump or pg_restore for the server of `session`, as the role that is under no row-level security.
result<program> tool(const char* name, const database& base, const administration& session) {
    auto installed = find_installations({name});
    if (installed.empty()) {
        return fail(
            errc::io, fmt::format("{} of PostgreSQL 15 or newer is not installed; install postgresql-client-15", name)
        );
    }
    program what{.path = installed.back().programs / name, .environment = session.variables()};
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

std::uint64_t size_of(const file_descriptor& file) {
    struct stat status{};
    fstat(file.number(), &status);
    return static_cast<std::uint64_t>(status.st_size);
}

/// Makes a rename survive the loss of power.
result<void> sync_folder(const fs::path& file) {
    auto folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
    file_descriptor opened(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!opened || fsync(opened.number()) != 0) return system_failure(folder, "cannot be written");
    return {};
}

result<void> check_is_backup(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    if (!stream)
        return fail(errc::not_found, fmt::format("{} cannot be read: {}", file.string(), std::strerror(errno)));
    char mark[5] = "";
    if (stream.read(mark, sizeof mark) && std::string_view(mark, sizeof mark) == "PGDMP") return {};
    return fail(errc::bad_input, file.string() + " is not a backup that vouch wrote");
}

}  // namespace

result<std::uint64_t> back_up(const database& from, const fs::path& file, const environment& surroundings) {
    fs::path partial = file.string() + ".partial";
    file_descriptor output(open(partial.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
    if (!output) return system_failure(partial, "cannot be written");
    if (flock(output.number(), LOCK_EX | LOCK_NB) != 0) {
        return fail(errc::conflict, partial.string() + " is being written by another backup; wait until it ends");
    }
    if (ftruncate(output.number(), 0) != 0) return system_failure(partial, "cannot be written");

    TRY(session, administration::connect(from.admin_conninfo()));
    TRY(dump, tool("pg_dump", from, session));
    dump.arguments.insert(dump.arguments.end(), {"--format=custom", "--no-sync"});
    dump.output = output.number();
    progress line(surroundings.progress, "backing up", "bytes written");
    CHECK_RESULT(run(std::move(dump), [&] { line.at(size_of(output)); }));

    if (fsync(output.number()) != 0) return system_failure(partial, "cannot be written");
    if (std::rename(partial.c_str(), file.c_str()) != 0) return system_failure(file, "cannot be written");
    CHECK_RESULT(sync_folder(file));
    return size_of(output);
}

result<void> restore(const database& into, const fs::path& file, const environment& surroundings) {
    CHECK_RESULT(check_is_backup(file));
    TRY(session, administration::connect(into.admin_conninfo()));
    CHECK_RESULT(make_roles(session));
    TRY(empty, is_empty(session));
    if (!empty) {
        return fail(
            errc::refused,
            "the database is not empty, and a backup is restored into an empty one only; set VOUCH_DATA_DIR to a "
            "directory that does not exist yet, or VOUCH_DATABASE_URL to an empty database"
        );
    }
    TRY(fill, tool("pg_restore", into, session));
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
    return session.run(into.is_embedded() ? "ANALYZE" : "SET ROLE vouch_owner; ANALYZE");
}

}  // namespace vouch::embedded
