#include <algorithm>
#include <fmt/format.h>

#include "base/grouped_number.h"
#include "base/json_text.h"
#include "cli/commands.h"
#include "cli/trend_drawing.h"
#include "cli/workplace.h"
#include "metric/catalogue.h"
#include "tenant/tenants.h"
#include "trend/day_figures.h"
#include "trend/metrics_document.h"

namespace vouch::cli {

namespace {

struct metrics_options {
    std::string tenant;
    std::optional<date> as_of;
    trend::basis basis = trend::basis::restated;
    std::optional<instant> known_at;
    bool branches = false;
    bool json = false;
};

struct answer {
    trend::day_figures figures;
    std::vector<trend::branch_risk> branches;
};

task<answer> read(db::pool& app, uuid tenant_id, trend::day_request wanted, bool branches) {
    CO_TRY(tx, co_await db::tenant_tx::begin_read(app, tenant_id));
    CO_TRY(figures, co_await trend::read_day(tx, wanted));
    answer found{std::move(figures), {}};
    if (branches) {
        CO_TRY(risks, co_await trend::read_branch_risk(tx, found.figures));
        found.branches = std::move(risks);
    }
    CO_CHECK(co_await tx.commit());
    co_return found;
}

std::string heading(const tenant::identity& whose, const trend::day_figures& found) {
    return fmt::format(
        "{} as of the end of {}, {}\n{}; known to change set {}\n",
        "All figures",
        to_string(found.business_date),
        found.origin == "restated" ? "as corrected" : "as reported (" + found.origin + ")",
        tenant::printed_name(whose),
        found.known_seq
    );
}

/// Group by group in the order of the catalogue, a member a line; a name that ends in _tenths is printed as 87.3.
std::string figures_text(const trend::metrics_document& metrics) {
    std::vector<std::pair<std::string_view, std::string>> groups;
    const auto add = [&](std::string_view group, std::string_view name) {
        const bool tenths = name.ends_with("_tenths");
        auto lines = std::ranges::find(groups, group, &std::pair<std::string_view, std::string>::first);
        if (lines == groups.end()) lines = groups.insert(groups.end(), {group, {}});
        lines->second += fmt::format(
            "  {:<28}{:>10}\n",
            tenths ? name.substr(0, name.size() - 7) : name,
            value_text(
                metrics.sum(fmt::format("{}.{}", group, name)), tenths ? trend::unit::tenths : trend::unit::count
            )
        );
    };
    const auto& definition = metric::current_definition();
    for (const auto& each : definition.counters) add(each.group, each.name);
    for (const auto& each : definition.coverage) add(each.group, each.name);
    for (const auto& each : definition.formulas) add(each.group, each.name);
    std::string text;
    for (const auto& [group, lines] : groups) text += fmt::format("\n{}\n{}", group, lines);
    return text;
}

std::string branches_text(const std::vector<trend::branch_risk>& branches) {
    auto text = fmt::format(
        "\n{:<10}{:<32}{:>9}{:>9}{:>9}{:>9}{:>6}\n", "branch", "", "critical", "high", "other", "points", "band"
    );
    for (const auto& each : branches) {
        text += fmt::format(
            "{:<10}{:<32}{:>9}{:>9}{:>9}{:>9}{:>6}\n",
            each.code.value_or("-"),
            each.name.value_or("no branch"),
            grouped(each.critical),
            grouped(each.high),
            grouped(each.other),
            grouped(each.points),
            each.band
        );
    }
    return text;
}

result<exit_code> run_metrics(const metrics_options& options, const environment& surroundings) {
    TRY(here, workplace::open(surroundings));
    TRY(whose, here.run(tenant::find(here.app(), options.tenant)));
    const trend::day_request wanted{options.as_of, options.basis, options.known_at, now()};
    TRY(found, here.run(read(here.app(), whose.tenant_id, wanted, options.branches)));
    if (options.json) {
        fmt::print(
            R"({{"tenant":{},"business_date":{},"basis":{},"origin":{},"known_seq":{},"metrics":{}{}}})"
            "\n",
            json_text(whose.slug),
            json_text(found.figures.business_date),
            json_text(trend::name_of(options.basis)),
            json_text(found.figures.origin),
            found.figures.known_seq,
            found.figures.metrics,
            options.branches ? ",\"branches\":" + json_text(found.branches) : ""
        );
        return exit_code::ok;
    }
    fmt::print("{}", heading(whose, found.figures));
    if (found.figures.known_seq == 0) {
        fmt::print("\nNothing was known.\n");
        return exit_code::ok;
    }
    TRY(metrics, trend::metrics_document::parse(found.figures.metrics));
    fmt::print("{}", options.branches ? branches_text(found.branches) : figures_text(metrics));
    return exit_code::ok;
}

}  // namespace

void add_metrics_command(command_line& line) {
    line.add<metrics_options>(
            "metrics",
            "Show all figures of a tenant as of a day: as reported then, as corrected today, or as known at any "
            "moment.",
            "vouch metrics --tenant demo --as-of 2025-09-30 --known-at 2025-12-31T00:00:00+05:30",
            run_metrics
    )
        .required("--tenant SLUG", &metrics_options::tenant, "The tenant")
        .optional("--as-of DATE", &metrics_options::as_of, "A business date that has ended (default: the last)")
        .choice(
            "--basis BASIS",
            &metrics_options::basis,
            {{"reported", trend::basis::reported}, {"restated", trend::basis::restated}},
            "reported: what the snapshot says; restated: what history says, as known later (default: restated)"
        )
        .optional(
            "--known-at INSTANT", &metrics_options::known_at, "With --basis restated: as known then (default: now)"
        )
        .flag("--branches", &metrics_options::branches, "Show the risk of each branch instead, the riskiest first")
        .flag("--json", &metrics_options::json, "Print JSON; names that end in _tenths are in tenths");
}

}  // namespace vouch::cli
