#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/trend_drawing.h"
#include "cli/workplace.h"
#include "tenant/tenants.h"
#include "trend/documents.h"
#include "trend/series.h"

namespace vouch::cli {

namespace {

struct trend_options {
    const trend::subject* about = nullptr;
    std::string tenant;
    std::optional<date> from;
    std::optional<date> to;
    trend::grain grain = trend::grain::quarter;
    trend::basis basis = trend::basis::reported;
    std::optional<instant> known_at;
    bool changes = false;
    bool json = false;
    bool csv = false;
};

std::string trend_csv(const trend::series_request& wanted, const trend::series& found) {
    std::string text = "period,starts_on,ends_on,business_date,origin,partial";
    for (const auto& value : wanted.about->values) text += fmt::format(",{}", value.name);
    text += "\n";
    for (const auto& each : found.points) {
        text += fmt::format(
            "{},{},{},{},{},{}",
            each.label,
            to_string(each.starts_on),
            to_string(each.ends_on),
            each.business_date ? to_string(*each.business_date) : "",
            each.origin.value_or(""),
            each.partial
        );
        for (const auto& value : each.values) text += "," + (value ? std::to_string(*value) : "");
        text += "\n";
    }
    return text;
}

task<trend::series> read_trend(db::pool& app, uuid tenant_id, trend::series_request wanted) {
    CO_TRY(tx, co_await db::tenant_tx::begin_read(app, tenant_id));
    CO_TRY(found, co_await trend::read_series(tx, wanted));
    CO_CHECK(co_await tx.commit());
    co_return found;
}

result<exit_code> run_trend(const trend_options& options, const environment& surroundings) {
    const trend::series_request wanted{
        options.about, options.grain, options.from, options.to, options.basis, options.known_at, now()
    };
    TRY(here, workplace::open(surroundings));
    TRY(whose, here.run(tenant::find(here.app(), options.tenant)));
    TRY(found, here.run(read_trend(here.app(), whose.tenant_id, wanted)));
    if (options.json)
        fmt::print("{}\n", trend::json_of(whose.slug, wanted, found));
    else if (options.csv)
        fmt::print("{}", trend_csv(wanted, found));
    else
        fmt::print("{}", draw_trend(whose, wanted, found, options.changes, terminal_of_output()));
    return exit_code::ok;
}

void add_trend_command(command_line& line, const trend::subject& about) {
    const bool by_month_at_least = about.source == trend::value_source::period;
    line.add<trend_options>(
            fmt::format("trend {}", about.name),
            fmt::format("{}.", about.title),
            fmt::format("vouch trend {} --tenant sf --from 2015-07-01 --to 2018-02-16 --grain quarter", about.name),
            run_trend
    )
        .preset(&trend_options::about, &about)
        .required("--tenant SLUG", &trend_options::tenant, "The tenant")
        .optional("--from DATE", &trend_options::from, "First business date (default: the first snapshot)")
        .optional("--to DATE", &trend_options::to, "Last business date (default: the last snapshot)")
        .choice(
            "--grain GRAIN",
            &trend_options::grain,
            {{"day", trend::grain::day},
             {"week", trend::grain::week},
             {"month", trend::grain::month},
             {"quarter", trend::grain::quarter},
             {"year", trend::grain::year}},
            fmt::format(
                "Length of a period: {}month, quarter or year, fiscal ones by the tenant's calendar (default: quarter)",
                by_month_at_least ? "" : "day, week, "
            )
        )
        .choice(
            "--basis BASIS",
            &trend_options::basis,
            {{"reported", trend::basis::reported}, {"restated", trend::basis::restated}},
            "reported: what snapshots say; restated: what history says, as known later (default: reported)"
        )
        .optional(
            "--known-at INSTANT",
            &trend_options::known_at,
            "With --basis restated: as known then, such as 2026-01-10T00:00:00+05:30 (default: now)"
        )
        .flag("--changes", &trend_options::changes, "Print how much each value changed instead of a bar")
        .flag("--json", &trend_options::json, "Print JSON; names that end in _tenths are in tenths")
        .flag("--csv", &trend_options::csv, "Print comma-separated values for a spreadsheet");
}

}  // namespace

void add_trend_commands(command_line& line) {
    line.group("trend", "How a metric moved over the periods of a tenant's calendar, as reported or as corrected.");
    for (const auto& about : trend::all_subjects()) add_trend_command(line, about);
}

}  // namespace vouch::cli
