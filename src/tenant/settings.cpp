#include "tenant/settings.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "tenant/queries.h"

namespace vouch::tenant {

namespace {

constexpr std::array<std::string_view, 17> figure_names{
    "weight_critical",
    "weight_high",
    "weight_medium",
    "weight_low",
    "per_branch",
    "share_compliance",
    "share_finding",
    "share_coverage",
    "band_1",
    "band_2",
    "band_3",
    "risk_weight_critical",
    "risk_weight_high",
    "risk_weight_other",
    "risk_band_1",
    "risk_band_2",
    "risk_band_3",
};

result<std::string> figures_json(const std::map<std::string, std::int32_t>& figures) {
    std::string members;
    for (const auto& [name, value] : figures) {
        if (std::ranges::find(figure_names, name) == figure_names.end()) {
            return fail(
                errc::bad_input, fmt::format("there is no setting \"{}\": use {}", name, fmt::join(figure_names, ", "))
            );
        }
        const auto text = name == "per_branch" ? std::string(value == 0 ? "false" : "true") : std::to_string(value);
        members += fmt::format(R"({}"{}":{})", members.empty() ? "" : ",", name, text);
    }
    return "{" + members + "}";
}

}  // namespace

task<std::vector<setting>> read_settings(db::tenant_tx& tx) {
    return tx.rows(settings, tx.tenant());
}

task<> change_settings(db::tenant_tx& tx, setting_change wanted) {
    CO_TRY(figures, figures_json(wanted.figures));
    auto done = co_await tx.execute(
        change_setting,
        tx.tenant(),
        name_based_uuid(tx.tenant(), "setting/" + to_string(wanted.starts_on)),
        wanted.starts_on,
        wanted.approved_by,
        wanted.zone,
        wanted.fiscal_year_start_month,
        wanted.capture_minute,
        figures
    );
    if (done) co_return result<>{};
    auto failure = std::move(done).error();
    if (failure.sqlstate == "23505") {
        co_return fail(
            errc::conflict, "settings start on " + to_string(wanted.starts_on) + " already; choose another day"
        );
    }
    if (failure.sqlstate == "23514" || failure.sqlstate == "22023") {
        co_return fail(
            errc::bad_input,
            fmt::format(
                "these settings cannot be ({}): weights lie from 0 to 1000, the three shares make 100, bands "
                "descend, the zone is an IANA name, the month lies from 1 to 12, the minute from 0 to 1439",
                failure.where.empty() ? failure.detail : failure.where
            )
        );
    }
    co_return std::unexpected(std::move(failure));
}

}  // namespace vouch::tenant
