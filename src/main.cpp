// argv -> the chosen command. Exceptions mean a bug or no memory; every failure that can be foreseen is a result.
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <exception>
#include <fcntl.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include "cli/commands.h"

namespace {

/// A standard stream that the caller closed would give its number to the next file or socket, and what is printed would
/// go into that. What stands in for it refuses to be read or written, so that output that is lost is noticed.
void occupy_standard_streams() {
    for (int number : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        if (fcntl(number, F_GETFD) < 0) open("/dev/null", number == STDIN_FILENO ? O_WRONLY : O_RDONLY);
    }
}

/// Whether all that was printed arrived; says so where it did not.
bool output_arrived() {
    const bool failed_before = std::ferror(stdout) != 0;
    if (std::fflush(stdout) == 0 && !failed_before) return true;
    std::fprintf(
        stderr,
        "vouch: standard output cannot be written%s%s; what was asked is done, but what it says is lost: print it to "
        "another place\n",
        failed_before ? "" : ": ",
        failed_before ? "" : std::strerror(errno)
    );
    return false;
}

}  // namespace

int main(int count, char** words) try {
    using namespace vouch::cli;
    occupy_standard_streams();
    spdlog::set_default_logger(spdlog::stderr_logger_mt("vouch"));  // standard output is for what was asked
    command_line line;
    add_tenant_commands(line);
    add_setting_commands(line);
    add_demo_command(line);
    add_import_command(line);
    add_capture_command(line);
    add_replay_command(line);
    add_period_commands(line);
    add_retention_commands(line);
    add_trend_commands(line);
    add_difference_command(line);
    add_roll_forward_command(line);
    add_metrics_command(line);
    add_export_commands(line);
    add_engagements_command(line);
    add_repeat_commands(line);
    add_verify_command(line);
    add_work_command(line);
    add_anchor_command(line);
    add_serve_commands(line);
    add_jobs_commands(line);
    add_schema_commands(line);
    add_backup_command(line);
    add_restore_command(line);
    const auto ended = line.run(count, words);
    if (output_arrived() || ended != 0) return ended;
    return static_cast<int>(exit_code::environment);
} catch (const std::exception& bug) {
    if (std::ferror(stdout) && !output_arrived()) return static_cast<int>(vouch::cli::exit_code::environment);
    std::fprintf(stderr, "vouch: a bug in vouch: %s\n", bug.what());
    return static_cast<int>(vouch::cli::exit_code::bug);
}
