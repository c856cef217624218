#include <algorithm>
#include <fmt/format.h>

#include "base/grouped_number.h"
#include "cli/commands.h"
#include "cli/workplace.h"
#include "demo/almanac.h"
#include "demo/bank.h"
#include "record/queries.h"

namespace vouch::cli {

namespace {

struct demo_options {
    std::optional<date> until;
};

/// A command to try and what it shows.
struct sight {
    std::string shows, command;
};

std::vector<sight> sights() {
    const auto days_around = [](std::string_view words, date first, date last) {
        return fmt::format("{} --from {} --to {}", words, to_string(first), to_string(last));
    };
    const std::string trend = "vouch trend severity --tenant demo";
    return {
        {"three fiscal years, by quarter", trend},
        {fmt::format(
             "the capture failed from {} to {}: the first days were rebuilt, the rest is a gap",
             to_string(demo::outage_begins),
             to_string(demo::outage_ends)
         ),
         days_around(trend + " --grain day", demo::outage_begins - demo::days(2), demo::outage_ends + demo::days(2))},
        {"every figure, computed again from history", "vouch verify --tenant demo"},
    };
}

task<record::counts_row> count(db::pool& app, uuid tenant_id) {
    CO_TRY(rows, co_await db::tenant_tx::read_once(app, tenant_id, record::counts, tenant_id));
    co_return db::only_row(std::move(rows), record::counts.sql.name);
}

void print_summary(const demo::made& bank, const record::counts_row& has, const demo_options& options) {
    fmt::print("{}: {} (made up)\n", bank.whose.slug, bank.whose.name);
    fmt::print(
        "{} branches and departments, {} engagements, {} requirements, {} observations\n",
        grouped(has.branches),
        grouped(has.engagements),
        grouped(has.requirements),
        grouped(has.observations)
    );
    const auto last = options.until ? std::min(*options.until, demo::last_day) : demo::last_day;
    fmt::print(
        "{} to {}: {} events{}\n",
        to_string(demo::first_day),
        to_string(last),
        grouped(bank.wanted),
        bank.recorded == 0             ? ", recorded before"
        : bank.recorded == bank.wanted ? ", recorded one by one"
                                       : fmt::format(", {} of them recorded now", grouped(bank.recorded))
    );
    if (bank.wanted < bank.told.events.size()) {
        fmt::print("`vouch demo` goes on from there to {}\n", to_string(demo::last_day));
        return;
    }
    fmt::print("\nWorth seeing:\n");
    for (const auto& each : sights()) fmt::print("  {}\n      {}\n", each.command, each.shows);
}

result<exit_code> run_demo(const demo_options& options, const environment& surroundings) {
    TRY(here, workplace::open(surroundings));
    progress bar(surroundings.progress, "making up a bank", "events");
    TRY(bank, here.run(demo::make_bank(here.app(), here.batch(), options.until, bar.reporter())));
    bar.end();
    TRY(has, here.run(count(here.app(), bank.whose.tenant_id)));
    print_summary(bank, has, options);
    return exit_code::ok;
}

}  // namespace

void add_demo_command(command_line& line) {
    line.add<demo_options>(
            "demo",
            "Record the life of a made-up bank (tenant demo): three fiscal years of audits from a fixed seed, captured "
            "day by day as they pass. Interrupted, it goes on where it stopped.",
            "vouch demo",
            run_demo
    )
        .optional(
            "--until DATE", &demo_options::until, "Stop after this day's capture (default: the last day of the life)"
        );
}

}  // namespace vouch::cli
