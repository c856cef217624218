#include <algorithm>
#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/workplace.h"
#include "seal/verify.h"
#include "snapshot/verify.h"
#include "tenant/tenants.h"

namespace vouch::cli {

namespace {

struct verify_options {
    std::optional<std::string> tenant;
    std::optional<std::filesystem::path> anchor;
};

constexpr std::size_t problems_shown_max = 50;

/// Prints what was found of one tenant; whether all is well.
bool print_findings(
    const tenant::identity& whose,
    const seal::verification& chain,
    const snapshot::recomputation& numbers,
    bool anchored
) {
    const auto count = chain.problem_count + static_cast<std::int64_t>(numbers.problems.size());
    fmt::print(
        "{}: {} change sets, {} versions, {} snapshots{}{}: {}\n",
        whose.slug,
        chain.change_sets,
        chain.versions,
        numbers.snapshots,
        chain.retired > 0 ? fmt::format(", {} retired", chain.retired) : "",
        anchored ? ", against the anchor" : "",
        count == 0 ? "everything is as it was sealed" : fmt::format("{} problems", count)
    );
    std::size_t shown = 0;
    for (const auto* list : {&chain.problems, &numbers.problems}) {
        for (const auto& problem : *list) {
            if (shown++ < problems_shown_max) fmt::print("  {}\n", problem);
        }
    }
    if (shown > problems_shown_max) fmt::print("  and {} more\n", shown - problems_shown_max);
    return count == 0;
}

result<std::vector<seal::anchored_head>> read_anchors(const std::optional<std::filesystem::path>& file) {
    if (!file) return std::vector<seal::anchored_head>{};
    return seal::read_anchor(*file);
}

result<std::vector<tenant::identity>> tenants_to_verify(workplace& here, const std::optional<std::string>& slug) {
    if (!slug) return here.run(tenant::all(here.batch()));
    TRY(one, here.run(tenant::find(here.app(), *slug)));
    return std::vector{one};
}

/// The anchors that a verification of these tenants stands on; refuses a file that says nothing about the one named.
result<std::vector<seal::anchored_head>> anchors_for(
    const verify_options& options, const std::vector<tenant::identity>& tenants
) {
    TRY(anchors, read_anchors(options.anchor));
    if (!options.anchor) return anchors;
    const auto is_anchored = [&](const tenant::identity& whose) {
        return std::ranges::find(anchors, whose.tenant_id, &seal::anchored_head::tenant_id) != anchors.end();
    };
    if (options.tenant && !is_anchored(tenants.front())) {
        return fail(
            errc::refused,
            fmt::format(
                "{} holds no head of {}, so that it proves nothing of it; name an anchor that was made of it, or leave "
                "--anchor out",
                options.anchor->string(),
                tenants.front().slug
            )
        );
    }
    return anchors;
}

/// Chains without a tenant, which no list of tenants leads to. Whether there are none.
bool print_strays(const std::vector<tenant::stray_chain>& strays) {
    for (const auto& each : strays) {
        fmt::print(
            "{}: the chain of the tenant {} is here, the tenant is not: its row was taken away or has another id\n",
            each.slug.empty() ? "unknown" : each.slug,
            to_string(each.tenant_id)
        );
    }
    return strays.empty();
}

result<exit_code> run_verify(const verify_options& options, const environment& surroundings) {
    CHECK_RESULT(read_anchors(options.anchor));  // before anything is started
    TRY(here, workplace::open(surroundings));
    TRY(tenants, tenants_to_verify(here, options.tenant));
    TRY(anchors, anchors_for(options, tenants));
    bool well = true;
    for (const auto& whose : tenants) {
        const auto known = std::ranges::find(anchors, whose.tenant_id, &seal::anchored_head::tenant_id);
        const auto anchor = known == anchors.end() ? std::nullopt : std::optional(*known);
        progress chain_bar(surroundings.progress, "checking the chain of " + whose.slug, "change sets");
        auto checked = here.run(seal::verify(here.batch(), whose.tenant_id, anchor, chain_bar.reporter()));
        chain_bar.end();
        if (!checked && checked.error().code == errc::not_found) {
            fmt::print("{}: {}\n", whose.slug, checked.error().detail);
            well = false;
            continue;
        }
        TRY(chain, std::move(checked));
        progress numbers_bar(surroundings.progress, "computing the snapshots of " + whose.slug + " again", "snapshots");
        TRY(numbers, here.run(snapshot::verify_metrics(here.batch(), whose.tenant_id, numbers_bar.reporter())));
        numbers_bar.end();
        well = print_findings(whose, chain, numbers, anchor.has_value()) && well;
        if (options.anchor && !anchor) fmt::print("  not in the anchor, which proves nothing of {}\n", whose.slug);
    }
    if (!options.tenant) {
        TRY(strays, here.run(tenant::stray_chains(here.batch())));
        well = print_strays(strays) && well;
    }
    // A tenant that the anchor knows and the database does not: the worst kind of missing.
    for (const auto& anchor : anchors) {
        const bool is_here =
            std::ranges::find(tenants, anchor.tenant_id, &tenant::identity::tenant_id) != tenants.end();
        if (is_here || options.tenant) continue;
        fmt::print("{}: the anchor knows this tenant, the database does not\n", anchor.slug);
        well = false;
    }
    return well ? exit_code::ok : exit_code::no;
}

}  // namespace

void add_verify_command(command_line& line) {
    line.add<verify_options>(
            "verify",
            "Check that history and snapshots are what was sealed; names what is altered or missing. Exit code 1 if "
            "anything is.",
            "vouch verify --tenant sf --anchor anchor-2026-02-09.json",
            run_verify
    )
        .optional("--tenant SLUG", &verify_options::tenant, "Only this tenant (default: all)")
        .optional(
            "--anchor FILE",
            &verify_options::anchor,
            "Check the chains against head hashes that left the system (vouch anchor): catches a rebuilt chain"
        );
}

}  // namespace vouch::cli
