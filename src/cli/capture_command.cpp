#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/workplace.h"
#include "snapshot/capture.h"
#include "tenant/tenants.h"

namespace vouch::cli {

namespace {

struct capture_options {
    std::optional<std::string> tenant;
    std::optional<date> day;
};

/// No zone is further ahead of UTC. Whether the day has ended in the tenant's own zone the database decides.
constexpr auto ahead_of_utc_max = std::chrono::hours(14);

result<exit_code> run_capture(const capture_options& options, const environment& surroundings) {
    if (options.day && now() < *options.day + std::chrono::days(1) - ahead_of_utc_max) {
        return fail(
            errc::refused,
            to_string(*options.day) + " has not ended in any time zone; capture it when it has, or leave --date out"
        );
    }
    TRY(here, workplace::open(surroundings));
    std::vector<uuid> tenants;
    if (options.tenant) {
        TRY(one, here.run(tenant::find(here.app(), *options.tenant)));
        tenants.push_back(one.tenant_id);
    } else {
        TRY(all, here.run(tenant::all(here.batch())));
        for (const auto& each : all) {
            if (each.onboarded) tenants.push_back(each.tenant_id);
        }
    }
    TRY(taken, here.run(snapshot::capture(here.batch(), tenants, options.day, now(), actor_of("capture"))));
    fmt::print("{} of {} tenants captured", taken.size(), tenants.size());
    if (options.tenant && !taken.empty()) fmt::print(": {}", to_string(taken.front().business_date));
    fmt::print("\n");
    if (taken.size() < tenants.size()) {
        fmt::print(
            "The others have that snapshot already, are not onboarded, have not reached its slot yet, or had nothing "
            "recorded before it.\n"
        );
    }
    return exit_code::ok;
}

}  // namespace

void add_capture_command(command_line& line) {
    line.add<capture_options>(
            "capture",
            "Take the snapshot of a business date, for each tenant that has none yet.",
            "vouch capture --tenant demo --date 2026-02-09",
            run_capture
    )
        .optional("--tenant SLUG", &capture_options::tenant, "Only this tenant (default: every onboarded one)")
        .optional(
            "--date DATE", &capture_options::day, "The business date (default: the last one whose slot has passed)"
        );
}

}  // namespace vouch::cli
