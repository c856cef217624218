#include <fmt/format.h>

#include "base/grouped_number.h"
#include "cli/commands.h"
#include "cli/workplace.h"
#include "record/import/loader.h"
#include "tenant/tenants.h"

namespace vouch::cli {

namespace fs = std::filesystem;

namespace {

struct import_options {
    std::string tenant;
    fs::path mapping;
    std::vector<fs::path> paths;
    std::optional<fs::path> exceptions;
    bool create = false;
};

/// The tenant of the slug; none when it is to be founded.
result<std::optional<tenant::identity>> known_tenant(workplace& here, const import_options& options) {
    auto found = here.run(tenant::find(here.app(), options.tenant));
    if (found) return *std::move(found);
    if (found.error().code != errc::not_found) return std::unexpected(std::move(found).error());
    if (options.create) return std::nullopt;
    found.error().detail += "; --create founds it as the mapping says";
    return std::unexpected(std::move(found).error());
}

result<tenant::identity> found_tenant(workplace& here, const std::string& slug, const record::import_mapping& mapping) {
    return here.run(tenant::found(
        here.app(),
        {.slug = slug,
         .name = mapping.tenant.name,
         .zone = mapping.tenant.zone,
         .fiscal_year_start_month = mapping.tenant.fiscal_year_start_month,
         .locale = mapping.tenant.locale,
         .onboarded_at = now()},
        {.actor = actor_of("import"), .reason = "founded for an import", .effective = "", .recorded_at = {}}
    ));
}

/// Where the exceptions are listed: where the options say, or in the data directory.
result<fs::path> place_of_list(
    const import_options& options, const record::import_mapping& mapping, const environment& surroundings
) {
    if (options.exceptions) return *options.exceptions;
    const auto folder = surroundings.data_directory / "imports";
    std::error_code trouble;
    if (!fs::create_directories(folder, trouble) && trouble) {
        return fail(
            errc::io,
            fmt::format(
                "{} cannot be made: {}; name another place with --exceptions FILE", folder.string(), trouble.message()
            )
        );
    }
    // What is no slug is refused when the tenant is founded; until then it leads to no other folder.
    const auto slug = fs::path(options.tenant).filename().string();
    return folder / fmt::format("{}-{}-{}-exceptions.csv", slug, mapping.source.name, to_string(mapping.source.as_of));
}

/// Begins the list. Nothing that the import reads is replaced by it.
result<record::exceptions_csv> begin_list(const fs::path& place, const std::vector<fs::path>& read) {
    for (const auto& input : read) {
        std::error_code absent;
        if (!fs::equivalent(input, place, absent) || absent) continue;
        return fail(
            errc::bad_input, input.string() + " is read by the import; name another place with --exceptions FILE"
        );
    }
    auto list = record::exceptions_csv::create(place);
    if (!list && list.error().code == errc::io) {
        list.error().detail += "; the exceptions are listed there, name another place with --exceptions FILE";
    }
    return list;
}

void print_summary(const tenant::identity& whose, const record::load_summary& done, const fs::path& exceptions) {
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
            "{} records were new, {} changed; {} closings, {} taken back or moved{}.\n",
            grouped(done.added),
            grouped(done.changed),
            grouped(done.closings),
            grouped(done.closings_undone),
            done.repeats > 0 ? "; " + grouped(done.repeats) + " repeats" : ""
        );
    }
    if (done.exceptions > 0) {
        fmt::print("{} exceptions, each with file and row: {}\n", grouped(done.exceptions), exceptions.string());
    }
}

/// What was extracted on a day that has not begun anywhere would hold since a future day, which no record may.
result<> check_extract(const record::import_mapping& mapping) {
    if (now() >= mapping.source.as_of - ahead_of_utc_max) return {};
    return fail(
        errc::bad_input,
        fmt::format(
            "{}: as_of = {} lies in the future; name the day the files were extracted",
            mapping.name,
            to_string(mapping.source.as_of)
        )
    );
}

result<exit_code> run_import(const import_options& options, const environment& surroundings) {
    TRY(mapping, record::read_mapping(options.mapping));
    CHECK_RESULT(check_extract(mapping));
    TRY(read, record::import_stream::check(mapping, options.paths));
    TRY(here, workplace::open(surroundings));
    TRY(known, known_tenant(here, options));
    TRY(exceptions, place_of_list(options, mapping, surroundings));
    read.push_back(options.mapping);
    TRY(list, begin_list(exceptions, read));
    if (!known) {
        TRY(founded, found_tenant(here, options.tenant, mapping));
        known = std::move(founded);
    }
    const auto& whose = *known;
    TRY(stream, record::import_stream::open(mapping, whose.tenant_id, options.paths));
    progress bar(surroundings.progress, "importing", "bytes");
    TRY(done,
        here.run(record::load(
            here.app(),
            {.tenant_id = whose.tenant_id, .mapping = &mapping, .actor = actor_of("import"), .now = now()},
            std::move(stream),
            std::move(list),
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
