#include <fmt/format.h>

#include "base/grouped_number.h"
#include "base/json_text.h"
#include "cli/commands.h"
#include "cli/workplace.h"
#include "tenant/tenants.h"
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

/// A line of the table, whatever its form.
struct table_line {
    std::string name;
    std::string title;
    std::string sign;
    trend::by_severity counts;
    bool ruled = false;  // a sum: stands under a rule
};

std::vector<table_line> lines_of(const trend::roll_forward& found) {
    std::vector<table_line> lines;
    const auto opening = to_string(found.starts_on - std::chrono::days(1));
    if (found.opening_date) {
        lines.push_back({"opening_reported", "Opening " + opening + ", as reported", "", found.opening_reported});
        lines.push_back({"corrections", "Corrections to it since", "+", found.corrections});
    }
    lines.push_back(
        {"opening",
         found.opening_date ? "Opening, as known at the closing" : "Opening " + opening + ", never captured",
         "",
         found.opening_known,
         found.opening_date.has_value()}
    );
    for (const auto& step : found.steps) {
        lines.push_back({std::string(step.name), std::string(step.title), step.adds ? "+" : "-", step.counts});
    }
    lines.push_back({"closing", "Closing " + to_string(found.closing_date), "=", found.closing, true});
    return lines;
}

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
    for (const auto& line : lines_of(found)) {
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
    for (const auto& line : lines_of(found)) {
        text += line.name + "," + line.sign;
        for (const auto& count : line.counts) text += "," + (count ? std::to_string(*count) : "");
        const auto total = trend::sum(line.counts);
        text += "," + (total ? std::to_string(*total) : "") + "\n";
    }
    return text;
}

std::string as_json(const tenant::identity& whose, const trend::roll_forward& found) {
    std::string lines;
    for (const auto& line : lines_of(found)) {
        std::string counts;
        for (std::size_t i = 0; i < trend::severities.size(); ++i) {
            counts += fmt::format("{}:{},", json_quoted(trend::severities[i]), json_text(line.counts[i]));
        }
        lines += fmt::format(
            R"({}{{"line":{},"sign":{},{}"total":{}}})",
            lines.empty() ? "" : ",",
            json_text(line.name),
            json_text(line.sign),
            counts,
            json_text(trend::sum(line.counts))
        );
    }
    return fmt::format(
        R"({{"tenant":{},"period":{},"starts_on":{},"ends_on":{},"closing_date":{},"origin":{},"partial":{},"known_seq":{},"lines":[{}],"withdrawn":{},"balances":{}}})",
        json_text(whose.slug),
        json_text(found.label),
        json_text(found.starts_on),
        json_text(found.ends_on),
        json_text(found.closing_date),
        json_text(found.closing_origin),
        found.partial,
        found.closing_seq,
        lines,
        json_text(found.withdrawn),
        found.balances
    );
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
        fmt::print("{}\n", as_json(whose, found));
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
