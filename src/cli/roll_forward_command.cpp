#include <fmt/format.h>

#include "base/grouped_number.h"
#include "cli/commands.h"
#include "cli/workplace.h"
#include "tenant/tenants.h"
#include "trend/documents.h"
#include "trend/roll_forward.h"

namespace vouch::cli {

namespace {

struct roll_forward_options {
    std::string tenant;
    std::string period;
    std::optional<date> starts_on;
    trend::basis basis = trend::basis::reported;
    std::optional<instant> known_at;
    bool json = false;
    bool csv = false;
};

std::string number(std::optional<std::int64_t> value) {
    return value ? grouped(*value) : "-";
}

std::string as_table(const tenant::identity& whose, const trend::roll_forward& found) {
    auto text = fmt::format(
        "Roll-forward of outstanding observations, {}{}, {}\n{}\n\n{:<36}",
        found.label,
        found.partial ? " (to " + to_string(found.closing_date) + ")" : "",
        found.closing_origin == "restated" ? "as corrected" : "as reported",
        tenant::printed_name(whose),
        ""
    );
    for (const auto severity : trend::severities) text += fmt::format("{:>10}", severity);
    text += fmt::format("{:>10}\n", "total");
    for (const auto& line : trend::lines_of(found)) {
        if (line.ruled) text += std::string(86, '-') + "\n";
        text += fmt::format("{:<2}{:<34}", line.sign, line.title);
        for (const auto& count : line.counts) text += fmt::format("{:>10}", number(count));
        text += fmt::format("{:>10}\n", number(trend::sum(line.counts)));
    }
    text += found.balances ? "\nIt balances, for every severity.\n"
                           : "\nIT DOES NOT BALANCE: run `vouch verify` for this tenant.\n";
    text += fmt::format("Withdrawn before issue, beside it: {}\n", number(found.withdrawn));
    return text;
}

std::string as_csv(const trend::roll_forward& found) {
    std::string text = "line,sign";
    for (const auto severity : trend::severities) text += fmt::format(",{}", severity);
    text += ",total\n";
    for (const auto& line : trend::lines_of(found)) {
        text += line.name + "," + line.sign;
        for (const auto& count : line.counts) text += "," + (count ? std::to_string(*count) : "");
        const auto total = trend::sum(line.counts);
        text += "," + (total ? std::to_string(*total) : "") + "\n";
    }
    return text;
}

task<trend::roll_forward> read(db::pool& app, uuid tenant_id, trend::roll_forward_request wanted) {
    CO_TRY(tx, co_await db::tenant_tx::begin_read(app, tenant_id));
    CO_TRY(found, co_await trend::read_roll_forward(tx, wanted));
    CO_CHECK(co_await tx.commit());
    co_return found;
}

result<exit_code> run_roll_forward(const roll_forward_options& options, const environment& surroundings) {
    TRY(here, workplace::open(surroundings));
    TRY(whose, here.run(tenant::find(here.app(), options.tenant)));
    TRY(found,
        here.run(read(
            here.app(), whose.tenant_id, {options.period, options.basis, options.known_at, now(), options.starts_on}
        )));
    if (options.json)
        fmt::print("{}\n", trend::json_of(whose.slug, found));
    else
        fmt::print("{}", options.csv ? as_csv(found) : as_table(whose, found));
    return found.balances ? exit_code::ok : exit_code::no;
}

}  // namespace

void add_roll_forward_command(command_line& line) {
    line.add<roll_forward_options>(
            "rollforward",
            "Show how the outstanding observations came from the opening of a period to its closing, and that it "
            "balances.",
            "vouch rollforward --tenant demo --period \"FY 2025-26 Q3\"",
            run_roll_forward
    )
        .required("--tenant SLUG", &roll_forward_options::tenant, "The tenant")
        .required("--period LABEL", &roll_forward_options::period, "A quarter, month or year: FY 2025-26 Q3, 2026-02")
        .optional(
            "--starts-on DATE", &roll_forward_options::starts_on, "Its first day, where two periods have that label"
        )
        .choice(
            "--basis BASIS",
            &roll_forward_options::basis,
            {{"reported", trend::basis::reported}, {"restated", trend::basis::restated}},
            "reported: the closing as its snapshot says; restated: as known later (default: reported)"
        )
        .optional("--known-at INSTANT", &roll_forward_options::known_at, "With --basis restated: as known then")
        .flag("--json", &roll_forward_options::json, "Print JSON")
        .flag("--csv", &roll_forward_options::csv, "Print comma-separated values");
}

}  // namespace vouch::cli
