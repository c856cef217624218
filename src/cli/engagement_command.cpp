#include <fmt/format.h>

#include "base/grouped_number.h"
#include "base/json_text.h"
#include "base/printed_date.h"
#include "cli/commands.h"
#include "cli/in_words.h"
#include "cli/text_table.h"
#include "cli/trend_drawing.h"
#include "cli/workplace.h"
#include "tenant/tenants.h"
#include "trend/engagement_progress.h"

namespace vouch::cli {

namespace {

struct engagements_options {
    std::string tenant;
    std::optional<std::string> auditor;
    std::optional<std::string> period;
    std::optional<date> starts_on;
    std::optional<date> as_of;
    std::optional<instant> known_at;
    bool json = false;
};

struct answer {
    tenant::period of;
    date as_of;
    std::vector<trend::engagement_progress> engagements;
};

/// The document that --json prints.
struct engagements_document {
    std::string tenant;
    tenant::period period;
    date as_of;
    std::vector<trend::engagement_progress> engagements;
};
BOOST_DESCRIBE_STRUCT(engagements_document, (), (tenant, period, as_of, engagements))

task<tenant::period> period_for(db::tenant_tx& tx, const engagements_options& options, instant now) {
    if (options.period) return tenant::named_period(tx, {*options.period, options.starts_on}, now);
    return tenant::fiscal_year_of(tx, options.as_of, now);
}

task<answer> read(db::pool& app, uuid tenant_id, const engagements_options& options, instant now) {
    CO_TRY(tx, co_await db::tenant_tx::begin_read(app, tenant_id));
    CO_TRY(period, co_await period_for(tx, options, now));
    answer found{std::move(period), {}, {}};
    found.as_of = options.as_of.value_or(found.of.today);
    if (found.as_of > found.of.today) {
        co_return fail(errc::bad_input, "--as-of " + to_string(found.as_of) + " has not begun in the tenant's zone");
    }
    CO_TRY(
        engagements,
        co_await trend::progress_of_engagements(tx, {found.of, options.auditor, found.as_of, options.known_at})
    );
    found.engagements = std::move(engagements);
    CO_CHECK(co_await tx.commit());
    co_return found;
}

std::string drawn(
    const tenant::identity& whose, const answer& found, const engagements_options& options, const terminal& on
) {
    std::string text = fmt::format(
        "Engagements of {}{}, position at {}{}\n{}\n\n",
        found.of.label,
        options.auditor ? " assigned to " + *options.auditor : "",
        printed_date(found.as_of),
        options.known_at ? ", as known at " + to_string(*options.known_at) : "",
        tenant::printed_name(whose)
    );
    if (found.engagements.empty()) {
        return text + "None. --period names another fiscal year, quarter or month" +
               (options.auditor ? "; an auditor is written as in the record, or left out for all.\n" : ".\n");
    }
    const bool one_line = on.width >= width_for_one_line;
    std::vector<table_column> columns{
        {"auditor", side::left, 8, true},
        {"status"},
        {"scheduled", side::left, 0, true},
        {"completed", side::left, 0, true},
        {"crit", side::right},
        {"high", side::right},
        {"med", side::right},
        {"low", side::right},
        {"audit", side::right},
        {"closed", side::right},
        {"other", side::right},
        {"total", side::right},
    };
    if (one_line) columns.insert(columns.begin(), {{"branch", side::left, 12}, {"area", side::left, 8, true}});
    text_table table(std::move(columns));
    std::int64_t outstanding = 0, observations = 0;
    for (const auto& each : found.engagements) {
        const auto& counts = each.observations;
        const auto& all = counts.all;
        std::vector<std::string> cells{
            each.auditor.value_or("-"),
            in_words(each.status),
            in_words(each.scheduled_on),
            in_words(each.completed_on),
            grouped(counts.critical.outstanding),
            grouped(counts.high.outstanding),
            grouped(counts.medium.outstanding),
            grouped(counts.low.outstanding),
            grouped(all.awaiting_audit),
            grouped(all.closed),
            grouped(all.total - all.outstanding - all.closed),
            grouped(all.total)
        };
        const auto branch = each.branch.value_or("-");
        if (one_line) {
            cells.insert(cells.begin(), {branch, each.area.value_or("-")});
            table.add(std::move(cells));
        } else {
            table.add(std::move(cells), branch + (each.area ? ", " + *each.area : ""));
        }
        outstanding += all.outstanding;
        observations += all.total;
    }
    return text + table.drawn(static_cast<std::size_t>(on.width), on.unicode) +
           fmt::format(
               "\n{} engagements with {} observations, {} of them outstanding.\n"
               "crit to low: outstanding by severity; audit: of these, audit has yet to confirm them;\n"
               "other: in preparation, withdrawn, risk-accepted or no longer valid.\n",
               grouped(std::ssize(found.engagements)),
               grouped(observations),
               grouped(outstanding)
           );
}

result<exit_code> run_engagements(const engagements_options& options, const environment& surroundings) {
    TRY(here, workplace::open(surroundings));
    TRY(whose, here.run(tenant::find(here.app(), options.tenant)));
    TRY(found, here.run(read(here.app(), whose.tenant_id, options, now())));
    if (options.json) {
        fmt::print(
            "{}\n",
            json_text(engagements_document{whose.slug, std::move(found.of), found.as_of, std::move(found.engagements)})
        );
    } else {
        fmt::print("{}", drawn(whose, found, options, terminal_of_output()));
    }
    return exit_code::ok;
}

}  // namespace

void add_engagements_command(command_line& line) {
    line.add<engagements_options>(
            "engagements",
            "Show how far engagements have come: status, and their observations by severity and state.",
            "vouch engagements --tenant bank --auditor \"R. Kulkarni\" --period \"FY 2025-26 Q3\"",
            run_engagements
    )
        .required("--tenant SLUG", &engagements_options::tenant, "The tenant")
        .optional("--auditor NAME", &engagements_options::auditor, "Only those assigned to this auditor")
        .optional(
            "--period LABEL",
            &engagements_options::period,
            "A quarter \"FY 2025-26 Q3\", a month \"2025-12\", a fiscal year \"FY 2025-26\" (default: that of --as-of)"
        )
        .optional(
            "--starts-on DATE", &engagements_options::starts_on, "Its first day, where two periods have that label"
        )
        .optional("--as-of DATE", &engagements_options::as_of, "As they stood at the end of that day (default: today)")
        .optional(
            "--known-at INSTANT",
            &engagements_options::known_at,
            "As it was known then, 2026-01-10T00:00:00Z (default: now)"
        )
        .flag("--json", &engagements_options::json, "Print JSON");
}

}  // namespace vouch::cli
