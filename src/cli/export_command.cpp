#include <filesystem>
#include <fmt/format.h>

#include "base/grouped_number.h"
#include "base/whole_file.h"
#include "cli/commands.h"
#include "cli/workplace.h"
#include "report/evidence.h"
#include "tenant/tenants.h"

namespace vouch::cli {

namespace {

struct evidence_options {
    std::string tenant;
    std::string period;
    std::optional<date> starts_on;
    std::filesystem::path output;
    trend::basis basis = trend::basis::reported;
    std::optional<instant> known_at;
    bool overwrite = false;
};

result<whole_file> begin_output(const evidence_options& options) {
    constexpr mode_t for_everybody = 0666;  // less the umask
    if (options.output.extension() != ".xlsx") {
        return fail(
            errc::usage,
            fmt::format(
                "\"{}\" is not called like a workbook: end its name in .xlsx, or a spreadsheet will not open it",
                options.output.string()
            )
        );
    }
    std::error_code unknown;
    if (!options.overwrite && std::filesystem::exists(options.output, unknown)) {
        return fail(
            errc::refused,
            fmt::format("{} is there already: name another file, or add --overwrite", options.output.string())
        );
    }
    return whole_file::begin(options.output, for_everybody);
}

task<report::evidence> read(db::pool& app, tenant::identity whose, trend::roll_forward_request wanted) {
    CO_TRY(tx, co_await db::tenant_tx::begin_read(app, whose.tenant_id));
    CO_TRY(found, co_await report::read_evidence(tx, whose, wanted));
    CO_CHECK(co_await tx.commit());
    co_return found;
}

result<exit_code> run_evidence(const evidence_options& options, const environment& surroundings) {
    TRY(file, begin_output(options));
    TRY(here, workplace::open(surroundings));
    TRY(whose, here.run(tenant::find(here.app(), options.tenant)));
    TRY(found,
        here.run(read(here.app(), whose, {options.period, options.basis, options.known_at, now(), options.starts_on})));
    CHECK_RESULT(report::write_evidence(found, file.partial()));
    CHECK_RESULT(file.complete());
    fmt::print(
        "{}: {} of {}, {} observations and {} steps, as known at change set {}.\n"
        "A spreadsheet computes its figures again and says on its first sheet whether they agree.\n",
        options.output.string(),
        found.moved.label,
        tenant::printed_name(whose),
        grouped(found.observations.size()),
        grouped(found.steps.size()),
        found.moved.closing_seq
    );
    return exit_code::ok;
}

}  // namespace

void add_export_commands(command_line& line) {
    line.group("export", "Write files for people who do not trust this program.");
    line.add<evidence_options>(
            "export evidence",
            "Write a workbook with the rows behind the figures of a period and the figures as formulas over them, for "
            "a spreadsheet to compute again.",
            "vouch export evidence --tenant demo --period \"FY 2025-26 Q3\" --output evidence.xlsx",
            run_evidence
    )
        .required("--tenant SLUG", &evidence_options::tenant, "The tenant")
        .required("--period LABEL", &evidence_options::period, "A quarter, month or year: FY 2025-26 Q3, 2026-02")
        .optional("--starts-on DATE", &evidence_options::starts_on, "Its first day, where two periods have that label")
        .required("--output FILE", &evidence_options::output, "The workbook, FILE.xlsx")
        .choice(
            "--basis BASIS",
            &evidence_options::basis,
            {{"reported", trend::basis::reported}, {"restated", trend::basis::restated}},
            "reported: as the snapshot of the last day knew it; restated: as known later (default: reported)"
        )
        .optional("--known-at INSTANT", &evidence_options::known_at, "With --basis restated: as known then")
        .flag("--overwrite", &evidence_options::overwrite, "Replace the file if it is there");
}

}  // namespace vouch::cli
