#include <fmt/format.h>

#include "base/grouped_number.h"
#include "cli/commands.h"
#include "cli/workplace.h"
#include "record/import/loader.h"
#include "tenant/tenants.h"

namespace vouch::cli {

namespace {

struct import_options {
    std::string tenant;
    std::filesystem::path mapping;
    std::vector<std::filesystem::path> paths;
    std::optional<std::filesystem::path> exceptions;
    bool create = false;
};

/// The tenant of the slug; with --create, founded as the mapping says when it is not there.
result<tenant::identity> tenant_for(
    workplace& here, const import_options& options, const record::import_mapping& mapping
) {
    auto found = here.run(tenant::find(here.app(), options.tenant));
    if (found || found.error().code != errc::not_found || !options.create) {
        if (!found && found.error().code == errc::not_found)
            found.error().detail += "; --create founds it as the mapping says";
        return found;
    }
    return here.run(tenant::found(
        here.app(),
        {.slug = options.tenant,
         .name = mapping.tenant.name,
         .zone = mapping.tenant.zone,
         .fiscal_year_start_month = mapping.tenant.fiscal_year_start_month,
         .locale = mapping.tenant.locale,
         .onboarded_at = now()},
        {.actor = actor_of("import"), .reason = "founded for an import", .effective = "", .recorded_at = {}}
    ));
}

void print_summary(
    const tenant::identity& whose, const record::load_summary& done, const std::filesystem::path& exceptions
) {
    fmt::print(
        "{}: {}\n\n",
        whose.slug,
        done.was_complete ? "these files were imported before, nothing was changed" : "imported"
    );
    fmt::print("{:<24} {:>9} {:>9} {:>9} {:>9}  {}\n", "file", "rows", "loaded", "rejected", "refused", "SHA-256");
    for (const auto& file : done.files) {
        fmt::print(
            "{:<24} {:>9} {:>9} {:>9} {:>9}  {}..\n",
            file.name,
            grouped(file.rows),
            grouped(file.loaded),
            grouped(file.rejected),
            grouped(file.refused_values),
            to_string(file.digest).substr(0, 16)
        );
    }
    fmt::print("\nrejected: the row was not loaded; refused: a value of a loaded row was not taken.\n");
    if (!done.was_complete) {
        fmt::print(
            "{} records were new, {} changed; {} closings, {} taken back or moved.\n",
            grouped(done.added),
            grouped(done.changed),
            grouped(done.closings),
            grouped(done.closings_undone)
        );
    }
    if (done.exceptions > 0) {
        fmt::print("{} exceptions, each with file and row: {}\n", grouped(done.exceptions), exceptions.string());
    }
}

result<exit_code> run_import(const import_options& options, const environment& surroundings) {
    TRY(mapping, record::read_mapping(options.mapping));
    CHECK_RESULT(record::import_stream::check(mapping, options.paths));
    TRY(here, workplace::open(surroundings));
    TRY(whose, tenant_for(here, options, mapping));
    TRY(stream, record::import_stream::open(mapping, whose.tenant_id, options.paths));
    auto exceptions =
        surroundings.data_directory / "imports" /
        fmt::format("{}-{}-{}-exceptions.csv", whose.slug, mapping.source.name, to_string(mapping.source.as_of));
    if (options.exceptions)
        exceptions = *options.exceptions;
    else if (std::error_code trouble;
             !std::filesystem::create_directories(exceptions.parent_path(), trouble) && trouble) {
        return fail(
            errc::io,
            exceptions.parent_path().string() + " cannot be made: " + trouble.message() +
                "; name another place with --exceptions FILE"
        );
    }
    progress bar(surroundings.progress, "importing", "bytes");
    TRY(done,
        here.run(record::load(
            here.app(),
            {.tenant_id = whose.tenant_id,
             .mapping = &mapping,
             .exceptions = exceptions,
             .actor = actor_of("import"),
             .now = now()},
            std::move(stream),
            bar.reporter()
        )));
    bar.end();
    print_summary(whose, done, exceptions);
    return exit_code::ok;
}

}  // namespace

void add_import_command(command_line& line) {
    line.add<import_options>(
            "import",
            "Import files of another system, as a mapping says. The same files again change nothing; newer ones, what "
            "changed.",
            "vouch import --tenant sf --create --mapping examples/mappings/sf-food.toml inspections/",
            run_import
    )
        .required("--tenant SLUG", &import_options::tenant, "The tenant")
        .required("--mapping FILE", &import_options::mapping, "How the files' columns become records (docs/import.md)")
        .flag("--create", &import_options::create, "Found the tenant as the mapping says when it is not there")
        .optional(
            "--exceptions FILE",
            &import_options::exceptions,
            "Where to list what could not be taken (default: imports/ in the data directory)"
        )
        .required("PATH", &import_options::paths, "CSV files, or folders that hold them");
}

}  // namespace vouch::cli
