#include "cli/jobs_command.h"

#include "cli/commands.h"
#include "tenant/tenants.h"

namespace vouch::cli {

result<tenant_names> read_tenant_names(workplace& here) {
    TRY(tenants, here.run(tenant::all(here.batch())));
    tenant_names names;
    for (auto& each : tenants) names.emplace(each.tenant_id, std::move(each.slug));
    return names;
}

result<std::optional<uuid>> tenant_of(workplace& here, const std::optional<std::string>& slug) {
    if (!slug) return std::nullopt;
    TRY(whose, here.run(tenant::find(here.app(), *slug)));
    return whose.tenant_id;
}

void add_jobs_commands(command_line& line) {
    line.group("jobs", "What is done in the background: see it, ask why it waits, and steer it.");
    add_jobs_view_commands(line);
    add_jobs_change_commands(line);
    add_jobs_pause_commands(line);
}

}  // namespace vouch::cli
