#include "demo/life.h"

#include <fmt/format.h>

#include "demo/almanac.h"
#include "demo/people.h"
#include "demo/requirement_story.h"

namespace vouch::demo {

namespace {

using namespace std::chrono_literals;

void tell_places(story& bank) {
    std::vector<record::new_branch> at_first;
    for (const auto& each : places()) {
        const auto id = bank.id(fmt::format("branch/{}", each.code));
        record::new_branch opened{
            id,
            std::string(each.code),
            std::string(each.name),
            std::string(each.type),
            std::string(each.city),
            "Maharashtra",
            each.active_from
        };
        if (each.active_from <= first_day) {
            at_first.push_back(std::move(opened));
        } else {
            bank.tell(
                each.active_from, 9 * 60, operator_of_vouch, fmt::format("{} opens", each.name), std::vector{opened}
            );
        }
        if (each.closes_on) {
            bank.tell(
                *each.closes_on,
                18 * 60,
                operator_of_vouch,
                fmt::format("{} closes for good", each.name),
                branch_closed{id, *each.closes_on}
            );
        }
    }
    bank.tell_at(at(first_day, 9h + 30min), operator_of_vouch, "the branches of the bank", std::move(at_first));
    std::vector<record::new_area> looked_at;
    for (std::size_t i = 0; i < areas.size(); ++i) {
        looked_at.push_back({bank.id(fmt::format("area/{}", i)), std::string(areas[i])});
    }
    bank.tell_at(at(first_day, 9h + 40min), operator_of_vouch, "the audit areas of the bank", std::move(looked_at));
}

/// Every night at one the day that ended is captured. In the outage nobody is there to do it, and only its first days
/// are rebuilt later.
void tell_captures(story& bank) {
    for (auto day = first_day; day <= last_day; day += days(1)) {
        if (day >= outage_begins && day <= outage_ends) continue;
        bank.tell_at(
            at(day + days(1), 1h + std::chrono::seconds(bank.dice.between(2, 40))), night_job, "", day_captured{day}
        );
    }
    bank.tell_at(
        at(outage_ends + days(2), 11h + 20min), operator_of_vouch, "", days_replayed{outage_begins, outage_replayed_to}
    );
}

/// Two people change what the finding score weighs, from the start of a fiscal year.
void tell_new_weights(story& bank) {
    settings_changed told{{.starts_on = new_weights_from, .approved_by = std::string(chief_executive)}};
    told.change.figures = {{"weight_critical", 20}, {"weight_high", 8}, {"weight_medium", 2}, {"weight_low", 0}};
    bank.tell(
        day_of(2025, 3, 17),
        11 * 60,
        chief_auditor,
        "weights of the finding score, decided by the audit committee",
        told
    );
}

}  // namespace

life life_of_the_bank(const uuid& tenant_id) {
    story bank(tenant_id);
    memory known;
    tell_places(bank);
    const auto seen = tell_special_cases(bank, known);
    tell_audits(bank, known);
    tell_requirements(bank);
    tell_new_weights(bank);
    tell_captures(bank);
    return {bank.finished(), seen};
}

std::string reference_of(const life& told, const uuid& observation) {
    for (const auto& each : told.events) {
        const auto* report = std::get_if<report_issued>(&each.what);
        const auto* moves =
            report ? &report->observations : std::get_if<std::vector<record::observation_move>>(&each.what);
        if (moves == nullptr) continue;
        for (const auto& one : *moves) {
            if (one.id == observation && one.reference) return *one.reference;
        }
    }
    return {};
}

}  // namespace vouch::demo
