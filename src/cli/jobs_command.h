#pragma once
// What the commands about jobs have in common.
#include <optional>
#include <string>

#include "cli/command_line.h"
#include "cli/jobs_words.h"
#include "cli/workplace.h"

namespace vouch::cli {

void add_jobs_view_commands(command_line& line);
void add_jobs_change_commands(command_line& line);
void add_jobs_pause_commands(command_line& line);

/// Every tenant's slug. Errors: those of tenant::all.
result<tenant_names> read_tenant_names(workplace& here);

/// The id of a slug; none of none. Errors: those of tenant::find.
result<std::optional<uuid>> tenant_of(workplace& here, const std::optional<std::string>& slug);

}  // namespace vouch::cli
