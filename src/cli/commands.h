#pragma once
// Every command of the program, each in src/cli/<name>_command.cpp.
#include "cli/command_line.h"

namespace vouch::cli {

void add_backup_command(command_line& line);
void add_restore_command(command_line& line);

}  // namespace vouch::cli
