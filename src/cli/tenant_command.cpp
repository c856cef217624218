#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/workplace.h"
#include "tenant/tenants.h"

namespace vouch::cli {

namespace {

struct create_options {
    std::string slug;
    std::string name;
    std::string zone = "Asia/Kolkata";
    std::int32_t fiscal_month = 4;
    bool simulated = false;
};

result<exit_code> run_create(const create_options& options, const environment& surroundings) {
    TRY(here, workplace::open(surroundings));
    TRY(made,
        here.run(tenant::found(
            here.app(),
            {.slug = options.slug,
             .name = options.name,
             .zone = options.zone,
             .fiscal_year_start_month = options.fiscal_month,
             .simulated = options.simulated,
             .onboarded_at = now()},
            {.actor = actor_of("tenant create"), .reason = "founded", .effective = "", .recorded_at = {}}
        )));
    fmt::print(
        "{}: {}, {}, fiscal year from month {}{}\n",
        made.slug,
        made.name,
        options.zone,
        options.fiscal_month,
        made.simulated ? ", made up" : ""
    );
    return exit_code::ok;
}

struct list_options {};

result<exit_code> run_list(const list_options&, const environment& surroundings) {
    TRY(here, workplace::open(surroundings));
    TRY(tenants, here.run(tenant::all(here.batch())));
    if (tenants.empty()) fmt::print("no tenants yet; `vouch tenant create` or `vouch import --create` makes one\n");
    for (const auto& each : tenants) {
        fmt::print(
            "{:<20} {}{}\n",
            each.slug,
            tenant::printed_name(each),
            each.onboarded ? "" : " (not onboarded: not captured)"
        );
    }
    return exit_code::ok;
}

}  // namespace

void add_tenant_commands(command_line& line) {
    line.group("tenant", "Institutions: create one, list them.");
    line.add<create_options>(
            "tenant create",
            "Create a tenant with its first settings.",
            "vouch tenant create --slug bank --name \"Sahakari Bank\" --zone Asia/Kolkata --fiscal-month 4",
            run_create
    )
        .required("--slug SLUG", &create_options::slug, "Short name for commands and addresses: a-z, 0-9 and -")
        .required("--name NAME", &create_options::name, "Name of the institution")
        .optional("--zone ZONE", &create_options::zone, "IANA time zone (default: Asia/Kolkata)")
        .optional(
            "--fiscal-month MONTH", &create_options::fiscal_month, "Month the fiscal year starts in, 1-12 (default: 4)"
        )
        .flag(
            "--simulated", &create_options::simulated, "Made up: printed everywhere, may say when things were recorded"
        );
    line.add<list_options>("tenant list", "List the tenants.", "vouch tenant list", run_list);
}

}  // namespace vouch::cli
