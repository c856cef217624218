#include <fmt/format.h>

#include "base/whole_file.h"
#include "cli/commands.h"
#include "cli/workplace.h"
#include "seal/anchor.h"
#include "tenant/tenants.h"

namespace vouch::cli {

namespace {

struct anchor_options {
    std::optional<std::string> tenant;
    std::optional<std::filesystem::path> output;
};

result<std::optional<whole_file>> begin_output(const std::optional<std::filesystem::path>& name) {
    constexpr mode_t for_everybody = 0666;  // less the umask
    if (!name) return std::nullopt;
    TRY(file, whole_file::begin(*name, for_everybody));
    return std::move(file);
}

result<exit_code> run_anchor(const anchor_options& options, const environment& surroundings) {
    TRY(file, begin_output(options.output));
    TRY(here, workplace::open(surroundings));
    TRY(tenants, here.run(tenant::all(here.batch())));
    if (options.tenant) {
        TRY(one, here.run(tenant::find(here.app(), *options.tenant)));
        tenants = {one};
    }
    TRY(heads, here.run(seal::current_heads(here.batch(), tenants)));
    const auto text = seal::print_anchor(heads);
    if (!file) {
        fmt::print("{}", text);
        return exit_code::ok;
    }
    CHECK_RESULT(file->write(text));
    CHECK_RESULT(file->complete());
    fmt::print(
        "{}: {} chains. Keep it where nobody who can change the database can change it.\n",
        options.output->string(),
        heads.size()
    );
    return exit_code::ok;
}

}  // namespace

void add_anchor_command(command_line& line) {
    line.add<anchor_options>(
            "anchor",
            "Write the head hashes of the chains, to be kept outside: what vouch verify --anchor checks against.",
            "vouch anchor --output anchor-2026-02-09.json",
            run_anchor
    )
        .optional("--tenant SLUG", &anchor_options::tenant, "Only this tenant (default: all)")
        .optional("--output FILE", &anchor_options::output, "Write to this file (default: print)");
}

}  // namespace vouch::cli
