#include <charconv>
#include <fmt/format.h>

#include "base/json_text.h"
#include "cli/commands.h"
#include "cli/workplace.h"
#include "tenant/settings.h"
#include "tenant/tenants.h"

namespace vouch::cli {

namespace {

struct show_options {
    std::string tenant;
    bool json = false;
};

task<std::vector<tenant::setting>> read(db::pool& app, uuid tenant_id) {
    CO_TRY(tx, co_await db::tenant_tx::begin_read(app, tenant_id));
    CO_TRY(found, co_await tenant::read_settings(tx));
    CO_CHECK(co_await tx.commit());
    co_return found;
}

std::string in_words(const tenant::setting& each) {
    return fmt::format(
        "{}\n"
        "  zone {}, fiscal year from month {}, captured at {:02}:{:02}\n"
        "  finding score: critical {}, high {}, medium {}, low {}{}\n"
        "  health: compliance {} %, findings {} %, coverage {} %; bands from {} / {} / {}\n"
        "  branch risk: critical {}, high {}, other {}; bands from {} / {} / {}\n"
        "  change set {} by {}{}{}\n",
        each.change_set == 1 || to_string(each.starts_on) == "0001-01-01" ? "since ever"
                                                                          : "from " + to_string(each.starts_on),
        each.zone,
        each.fiscal_year_start_month,
        each.capture_minute / 60,
        each.capture_minute % 60,
        each.weight_critical,
        each.weight_high,
        each.weight_medium,
        each.weight_low,
        each.per_branch ? ", divided by branches" : "",
        each.share_compliance,
        each.share_finding,
        each.share_coverage,
        each.band_1,
        each.band_2,
        each.band_3,
        each.risk_weight_critical,
        each.risk_weight_high,
        each.risk_weight_other,
        each.risk_band_1,
        each.risk_band_2,
        each.risk_band_3,
        each.change_set,
        each.actor,
        each.approved_by.empty() ? "" : ", approved by " + each.approved_by,
        each.reason.empty() ? "" : ": " + each.reason
    );
}

result<exit_code> run_show(const show_options& options, const environment& surroundings) {
    TRY(here, workplace::open(surroundings));
    TRY(whose, here.run(tenant::find(here.app(), options.tenant)));
    TRY(found, here.run(read(here.app(), whose.tenant_id)));
    if (options.json) {
        fmt::print("{}\n", json_text(found));
        return exit_code::ok;
    }
    fmt::print("{}\n", tenant::printed_name(whose));
    for (const auto& each : found) fmt::print("\n{}", in_words(each));
    return exit_code::ok;
}

struct change_options {
    std::string tenant;
    date starts_on;
    std::string actor;
    std::string approved_by;
    std::string reason;
    std::optional<std::string> zone;
    std::optional<std::int32_t> fiscal_month;
    std::optional<std::int32_t> capture_minute;
    std::vector<std::string> set;
};

/// "weight_high=10" for each.
result<std::map<std::string, std::int32_t>> parse_figures(const std::vector<std::string>& words) {
    std::map<std::string, std::int32_t> figures;
    for (const auto& word : words) {
        const auto equals = word.find('=');
        std::int32_t value = 0;
        const auto* end = word.data() + word.size();
        const auto read = equals == std::string::npos ? std::from_chars_result{end, std::errc::invalid_argument}
                                                      : std::from_chars(word.data() + equals + 1, end, value);
        if (read.ec != std::errc() || read.ptr != end) {
            return fail(errc::usage, "\"" + word + "\" is no setting: write NAME=NUMBER, such as weight_high=10");
        }
        figures[word.substr(0, equals)] = value;
    }
    return figures;
}

task<> change(db::pool& app, uuid tenant_id, tenant::setting_change wanted, db::author by) {
    CO_TRY(tx, co_await db::tenant_tx::begin_write(app, tenant_id, std::move(by)));
    CO_CHECK(co_await tenant::change_settings(tx, std::move(wanted)));
    co_return co_await tx.commit();
}

result<exit_code> run_change(const change_options& options, const environment& surroundings) {
    TRY(figures, parse_figures(options.set));
    TRY(here, workplace::open(surroundings));
    TRY(whose, here.run(tenant::find(here.app(), options.tenant)));
    CHECK_RESULT(here.run(change(
        here.app(),
        whose.tenant_id,
        {options.starts_on, options.approved_by, options.zone, options.fiscal_month, options.capture_minute, figures},
        {.actor = options.actor, .reason = options.reason, .effective = "", .recorded_at = {}}
    )));
    fmt::print("{}: new settings from {}; days before it keep theirs\n", whose.slug, to_string(options.starts_on));
    return exit_code::ok;
}

}  // namespace

void add_setting_commands(command_line& line) {
    line.group("setting", "What a day is and what the scores of a tenant weigh, with its history.");
    line.add<show_options>(
            "setting show", "Show the settings of a tenant, oldest first.", "vouch setting show --tenant demo", run_show
    )
        .required("--tenant SLUG", &show_options::tenant, "The tenant")
        .flag("--json", &show_options::json, "Print JSON");
    line.add<change_options>(
            "setting change",
            "Change settings from a future business date on; two people are needed.",
            "vouch setting change --tenant bank --starts-on 2027-04-01 --actor \"Ravi\" --approved-by \"Asha, CAE\" "
            "--reason \"board of 3 March\" --set weight_high=10 --set weight_low=2",
            run_change
    )
        .required("--tenant SLUG", &change_options::tenant, "The tenant")
        .required("--starts-on DATE", &change_options::starts_on, "A business date that has not begun")
        .required("--actor NAME", &change_options::actor, "Who changes them")
        .required("--approved-by NAME", &change_options::approved_by, "Who approved it: somebody else")
        .required("--reason TEXT", &change_options::reason, "Why")
        .optional("--zone ZONE", &change_options::zone, "IANA time zone")
        .optional("--fiscal-month MONTH", &change_options::fiscal_month, "Month the fiscal year starts in, 1-12")
        .optional(
            "--capture-minute MINUTE", &change_options::capture_minute, "When days are captured: minutes after 00:00"
        )
        .optional(
            "--set NAME=NUMBER",
            &change_options::set,
            "A weight, share or band of docs/metrics.md, such as weight_high=10 (repeatable)"
        );
}

}  // namespace vouch::cli
