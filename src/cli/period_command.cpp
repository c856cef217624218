#include <boost/describe/class.hpp>
#include <fmt/format.h>

#include "base/json_text.h"
#include "cli/commands.h"
#include "cli/workplace.h"
#include "snapshot/sealed_period.h"
#include "tenant/tenants.h"

namespace vouch::cli {

namespace {

struct seal_options {
    std::string tenant;
    std::string period;
    std::string actor;
    std::optional<date> starts_on;
    std::optional<std::int32_t> revision;
    bool json = false;
};

/// The document that --json prints.
struct sealed_document {
    std::string tenant;
    std::string grain;
    std::string period;
    date starts_on;
    date ends_on;
    std::int32_t revision;
    std::int64_t change_set;
};
BOOST_DESCRIBE_STRUCT(sealed_document, (), (tenant, grain, period, starts_on, ends_on, revision, change_set))

result<exit_code> run_seal(const seal_options& options, const environment& surroundings) {
    TRY(here, workplace::open(surroundings));
    TRY(whose, here.run(tenant::find(here.app(), options.tenant)));
    TRY(made,
        here.run(snapshot::seal_period(
            here.app(), whose.tenant_id, {options.period, options.starts_on, options.revision}, options.actor, now()
        )));
    if (options.json) {
        const sealed_document document{
            whose.slug, made.grain, made.label, made.starts_on, made.ends_on, made.revision, made.recorded_in
        };
        fmt::print("{}\n", json_text(document));
        return exit_code::ok;
    }
    fmt::print(
        "{}: {}, {} to {}, is sealed: it was reported with the snapshot of {}, revision {} (change set {}).\n"
        "Its days are neither revised nor retired any more.\n",
        whose.slug,
        made.label,
        to_string(made.starts_on),
        to_string(made.ends_on),
        to_string(made.ends_on),
        made.revision,
        made.recorded_in
    );
    return exit_code::ok;
}

}  // namespace

void add_period_commands(command_line& line) {
    line.group("period", "Periods of a tenant's calendar: seal one that was reported.");
    line.add<seal_options>(
            "period seal",
            "Record that a period was reported with the snapshot of its last day. From then on its days are neither "
            "revised nor retired.",
            "vouch period seal --tenant bank --period \"FY 2025-26 Q3\" --actor \"Asha Patil, CAE\"",
            run_seal
    )
        .required("--tenant SLUG", &seal_options::tenant, "The tenant")
        .required(
            "--period LABEL",
            &seal_options::period,
            "As trends print it: \"FY 2025-26 Q3\", \"FY 2025-26\", 2025-12, 2025-W52"
        )
        .required("--actor NAME", &seal_options::actor, "Who says so; stands in the chain")
        .optional("--revision N", &seal_options::revision, "The revision that was reported (default: the last one)")
        .optional("--starts-on DATE", &seal_options::starts_on, "Its first day, where two periods have that label")
        .flag("--json", &seal_options::json, "Print JSON");
}

}  // namespace vouch::cli
