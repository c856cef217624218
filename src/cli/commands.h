#pragma once
// Every command of the program, each in src/cli/<name>_command.cpp.
#include "cli/command_line.h"

namespace vouch::cli {

void add_anchor_command(command_line& line);
void add_backup_command(command_line& line);
void add_capture_command(command_line& line);
void add_demo_command(command_line& line);
void add_difference_command(command_line& line);
void add_export_commands(command_line& line);
void add_metrics_command(command_line& line);
void add_period_commands(command_line& line);
void add_engagements_command(command_line& line);
void add_import_command(command_line& line);
void add_jobs_commands(command_line& line);
void add_repeat_commands(command_line& line);
void add_replay_command(command_line& line);
void add_restore_command(command_line& line);
void add_retention_commands(command_line& line);
void add_roll_forward_command(command_line& line);
void add_schema_commands(command_line& line);
void add_serve_commands(command_line& line);
void add_setting_commands(command_line& line);
void add_tenant_commands(command_line& line);
void add_trend_commands(command_line& line);
void add_verify_command(command_line& line);
void add_work_command(command_line& line);

}  // namespace vouch::cli
