#include <fmt/format.h>

#include "base/grouped_number.h"
#include "cli/commands.h"
#include "cli/workplace.h"
#include "demo/bank.h"

namespace vouch::cli {

namespace {

struct demo_options {};

result<exit_code> run_demo(const demo_options&, const environment& surroundings) {
    TRY(here, workplace::open(surroundings));
    progress bar(surroundings.progress, "making up a bank", "events");
    TRY(bank, here.run(demo::make_bank(here.app(), here.batch(), bar.reporter())));
    bar.end();
    fmt::print(
        "{}: {} (made up), {} events of two fiscal years{}\n",
        bank.whose.slug,
        bank.whose.name,
        grouped(bank.events),
        bank.recorded == 0 ? ", recorded before" : fmt::format(", {} recorded now", grouped(bank.recorded))
    );
    return exit_code::ok;
}

}  // namespace

void add_demo_command(command_line& line) {
    line.add<demo_options>(
        "demo", "Record the life of a small made-up bank (tenant demo), from a fixed seed.", "vouch demo", run_demo
    );
}

}  // namespace vouch::cli
