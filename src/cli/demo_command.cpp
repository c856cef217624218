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
    std::string command, shows;
};

std::vector<sight> sights(const demo::life& told) {
    using demo::days;
    const auto around_the_outage = fmt::format(
        "--from {} --to {}", to_string(demo::outage_begins - days(2)), to_string(demo::outage_ends + days(2))
    );
    return {
        {"vouch trend severity --tenant demo", "what stood open at the end of each quarter, as it was reported"},
        {"vouch trend diff --tenant demo --date 2025-03-31",
         "why that day is another today: closings entered four months late, one with the wrong date"},
        {"vouch trend diff --tenant demo --date 2024-12-31",
         "and the day three months before: those closings again, and an observation entered in error"},
        {"vouch rollforward --tenant demo --period \"FY 2025-26 Q1\"",
         "from the opening to the closing of a quarter, with those corrections; it balances"},
        {"vouch repeat chain " + demo::reference_of(told, told.seen.found_four_times) + " --tenant demo",
         "found four times at one branch: twice after it had been closed, once while it still stood"},
        {"vouch trend severity --tenant demo --grain day " + around_the_outage,
         "the capture failed for ten days: three were rebuilt later, seven stay a gap"},
        {"vouch trend health --tenant demo --grain month --from 2025-01-01 --to 2025-06-30",
         "the finding score weighs anew from " + to_string(demo::new_weights_from) + " on"},
        {"vouch metrics --tenant demo --as-of 2025-12-31 --branches", "the riskiest branches of a day"},
        {"vouch verify --tenant demo", "every digest and every figure, computed again"},
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
    fmt::print("\nWorth seeing, all of it made up:\n");
    for (const auto& each : sights(bank.told)) fmt::print("  {}\n      {}\n", each.command, each.shows);
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
