// argv -> the chosen command. Exceptions mean a bug or no memory; every failure that can be foreseen is a result.
#include <cstdio>
#include <exception>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include "cli/commands.h"

int main(int count, char** words) try {
    using namespace vouch::cli;
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
    add_anchor_command(line);
    add_serve_commands(line);
    add_schema_commands(line);
    add_backup_command(line);
    add_restore_command(line);
    return line.run(count, words);
} catch (const std::exception& bug) {
    std::fprintf(stderr, "vouch: a bug in vouch: %s\n", bug.what());
    return static_cast<int>(vouch::cli::exit_code::bug);
}
