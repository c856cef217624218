#include <fmt/format.h>

#include "cli/commands.h"
#include "embedded/backup.h"

namespace vouch::cli {

namespace {

struct restore_options {
    std::filesystem::path file;
};

result<exit_code> run_restore(const restore_options& options, const environment& surroundings) {
    TRY(database, embedded::database::open(surroundings));
    CHECK_RESULT(embedded::restore(database, options.file, surroundings));
    fmt::print("restored {}; vouch verify checks that its history is what was sealed\n", options.file.string());
    return exit_code::ok;
}

}  // namespace

void add_restore_command(command_line& line) {
    line.add<restore_options>(
            "restore",
            "Fill an empty database from a file that vouch backup wrote.",
            "VOUCH_DATA_DIR=/srv/vouch-restored vouch restore /srv/backup/vouch-2026-02-09.backup",
            run_restore
    )
        .required("FILE", &restore_options::file, "The file to read");
}

}  // namespace vouch::cli
