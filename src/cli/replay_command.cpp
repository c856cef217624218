#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/workplace.h"
#include "snapshot/replay.h"
#include "tenant/tenants.h"

namespace vouch::cli {

namespace {

struct replay_options {
    std::string tenant;
    std::optional<date> from;
    std::optional<date> to;
};

result<exit_code> run_replay(const replay_options& options, const environment& surroundings) {
    TRY(here, workplace::open(surroundings));
    TRY(whose, here.run(tenant::find(here.app(), options.tenant)));
    progress bar(surroundings.progress, "replaying", "days");
    TRY(done,
        here.run(snapshot::replay(
            here.batch(), whose.tenant_id, {options.from, options.to}, now(), actor_of("replay"), bar.reporter()
        )));
    bar.end();
    if (!done.first) {
        fmt::print("{}: no observations yet, nothing to replay\n", whose.slug);
        return exit_code::ok;
    }
    fmt::print(
        "{}: {} days from {} to {}, {} snapshots written, {} were there already or are not due\n",
        whose.slug,
        done.days,
        to_string(*done.first),
        to_string(*done.last),
        done.written,
        done.days - done.written
    );
    return exit_code::ok;
}

}  // namespace

void add_replay_command(command_line& line) {
    line.add<replay_options>(
            "replay",
            "Rebuild the snapshots of past days from history; days that have one are left alone.",
            "vouch replay --tenant sf --from 2015-02-19 --to 2018-02-16",
            run_replay
    )
        .required("--tenant SLUG", &replay_options::tenant, "The tenant")
        .optional("--from DATE", &replay_options::from, "First business date (default: that of the first fact)")
        .optional("--to DATE", &replay_options::to, "Last business date (default: that of the last fact)");
}

}  // namespace vouch::cli
