#include <fmt/format.h>

#include "cli/commands.h"
#include "embedded/backup.h"

namespace vouch::cli {

namespace {

struct backup_options {
    std::filesystem::path file;
};

result<exit_code> run_backup(const backup_options& options, const environment& surroundings) {
    TRY(database, embedded::database::open(surroundings));
    TRY(bytes, embedded::back_up(database, options.file, surroundings));
    fmt::print("{}: {} bytes\n", options.file.string(), bytes);
    return exit_code::ok;
}

}  // namespace

void add_backup_command(command_line& line) {
    line.add<backup_options>(
            "backup",
            "Write the whole database to a file, which vouch restore reads.",
            "vouch backup /srv/backup/vouch-2026-02-09.backup",
            run_backup
    )
        .required("FILE", &backup_options::file, "The file to write; it appears, or replaces one, when it is complete");
}

}  // namespace vouch::cli
