#include <fmt/format.h>

#include "base/json_text.h"
#include "cli/commands.h"
#include "cli/trend_drawing.h"
#include "cli/workplace.h"
#include "tenant/tenants.h"
#include "trend/severity.h"

namespace vouch::cli {

namespace {

struct trend_options {
    std::string metric;
    std::string tenant;
    std::optional<date> from;
    std::optional<date> to;
    trend::grain grain = trend::grain::quarter;
    bool json = false;
};

/// The document that --json prints.
struct trend_document {
    std::string tenant;
    std::string metric;
    std::string grain;
    std::string basis;
    std::vector<trend::severity_point> points;
};
BOOST_DESCRIBE_STRUCT(trend_document, (), (tenant, metric, grain, basis, points))

task<trend::severity_trend> read_trend(db::pool& app, uuid tenant_id, const trend_options& options) {
    CO_TRY(tx, co_await db::tenant_tx::begin_read(app, tenant_id));
    CO_TRY(found, co_await trend::severity_by_period(tx, options.grain, options.from, options.to, now()));
    CO_CHECK(co_await tx.commit());
    co_return found;
}

result<exit_code> run_trend(const trend_options& options, const environment& surroundings) {
    if (options.metric != "severity") {
        return fail(errc::usage, "there is no trend \"" + options.metric + "\": use severity");
    }
    TRY(here, workplace::open(surroundings));
    TRY(whose, here.run(tenant::find(here.app(), options.tenant)));
    TRY(found, here.run(read_trend(here.app(), whose.tenant_id, options)));
    const auto grain = std::string(trend::name_of(options.grain));
    if (options.json) {
        fmt::print(
            "{}\n", json_text(trend_document{whose.slug, options.metric, grain, "reported", std::move(found.points)})
        );
    } else {
        fmt::print("{}", draw_severity_trend(whose, options.grain, found, terminal_of_output()));
    }
    return exit_code::ok;
}

}  // namespace

void add_trend_command(command_line& line) {
    line.add<trend_options>(
            "trend",
            "Show how a metric moved over the periods of a tenant's calendar, as reported.",
            "vouch trend severity --tenant sf --from 2015-07-01 --to 2018-02-16 --grain quarter",
            run_trend
    )
        .required("METRIC", &trend_options::metric, "severity: outstanding observations by severity")
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
            "Length of a period: day, week, month, quarter or year, fiscal ones by the tenant's calendar (default: "
            "quarter)"
        )
        .flag("--json", &trend_options::json, "Print JSON");
}

}  // namespace vouch::cli
