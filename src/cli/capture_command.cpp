#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <ranges>

#include "cli/commands.h"
#include "cli/workplace.h"
#include "snapshot/capture.h"
#include "tenant/tenants.h"

namespace vouch::cli {

namespace {

using snapshot::capture_outcome;

struct capture_options {
    std::optional<std::string> tenant;
    std::optional<date> day;
};

constexpr std::size_t tenants_named_max = 50;

/// The slugs of the tenants to capture, by their ids.
result<std::map<uuid, std::string>> tenants_to_capture(workplace& here, const std::optional<std::string>& slug) {
    std::map<uuid, std::string> tenants;
    if (slug) {
        TRY(one, here.run(tenant::find(here.app(), *slug)));
        tenants.emplace(one.tenant_id, one.slug);
        return tenants;
    }
    TRY(all, here.run(tenant::all(here.batch())));
    for (const auto& each : all) {
        if (each.onboarded) tenants.emplace(each.tenant_id, each.slug);
    }
    return tenants;
}

/// Why there is no snapshot, and what can be done; empty when there is one.
std::string why_not(const snapshot::capture_of_tenant& one, const std::string& slug) {
    const auto day = to_string(one.business_date);
    switch (one.outcome) {
        case capture_outcome::captured:
        case capture_outcome::was_there: return {};
        case capture_outcome::not_onboarded: return slug + " is not onboarded, so none of its days is captured";
        case capture_outcome::not_due:
            return fmt::format(
                "the snapshot of {} is due for {} at {}, once the day has ended there; capture it then, or leave "
                "--date out",
                day,
                slug,
                to_string(*one.slot_at)
            );
        case capture_outcome::nothing_known:
            return fmt::format(
                "nothing of {} was recorded before {}, when its snapshot of {} was due; vouch replay rebuilds days "
                "from what was recorded later",
                slug,
                to_string(*one.slot_at),
                day
            );
    }
    return {};
}

void print_summary(const std::vector<snapshot::capture_of_tenant>& all, const capture_options& options) {
    const auto count = [&](capture_outcome wanted) {
        return std::ranges::count(all, wanted, &snapshot::capture_of_tenant::outcome);
    };
    fmt::print("{} of {} tenants captured", count(capture_outcome::captured), all.size());
    if (options.tenant && !all.empty()) fmt::print(": {}", to_string(all.front().business_date));
    fmt::print("\n");
    if (const auto before = count(capture_outcome::was_there)) fmt::print("{} had that snapshot already\n", before);
}

result<exit_code> run_capture(const capture_options& options, const environment& surroundings) {
    // Whether it has ended in the tenant's own zone the database decides.
    if (options.day && now() < *options.day + std::chrono::days(1) - ahead_of_utc_max) {
        return fail(
            errc::refused,
            to_string(*options.day) + " has not ended in any time zone; capture it when it has, or leave --date out"
        );
    }
    TRY(here, workplace::open(surroundings));
    TRY(slugs, tenants_to_capture(here, options.tenant));
    std::vector<uuid> tenants;
    for (const auto& each : slugs) tenants.push_back(each.first);
    TRY(all, here.run(snapshot::capture(here.batch(), tenants, options.day, now(), actor_of("capture"))));

    std::vector<std::string> without;
    for (const auto& each : all) {
        if (auto why = why_not(each, slugs.at(each.tenant_id)); !why.empty()) without.push_back(std::move(why));
    }
    std::ranges::sort(without);
    if (options.tenant && !without.empty()) return fail(errc::refused, without.front());
    print_summary(all, options);
    for (const auto& why : without | std::views::take(tenants_named_max)) fmt::print("{}\n", why);
    if (without.size() > tenants_named_max) fmt::print("and {} more\n", without.size() - tenants_named_max);
    if (options.day && !all.empty() && without.size() == all.size()) {
        return fail(errc::refused, "no tenant has a snapshot of " + to_string(*options.day));
    }
    return exit_code::ok;
}

}  // namespace

void add_capture_command(command_line& line) {
    line.add<capture_options>(
            "capture",
            "Take the snapshot of a business date, for each tenant that has none yet. Exit code 4 if the tenant named, "
            "or on the date named every tenant, is left without.",
            "vouch capture --tenant demo --date 2026-02-09",
            run_capture
    )
        .optional("--tenant SLUG", &capture_options::tenant, "Only this tenant (default: every onboarded one)")
        .optional(
            "--date DATE",
            &capture_options::day,
            "The business date, ended in the tenant's zone (default: the last one whose slot has passed)"
        );
}

}  // namespace vouch::cli
