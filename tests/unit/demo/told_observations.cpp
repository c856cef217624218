#include "unit/demo/told_observations.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "demo/almanac.h"

namespace vouch::demo {

namespace {

struct permission {
    std::string_view from, to, roles;
};
// Section 3 of the domain rules.
constexpr std::array permissions{
    permission{"DRAFT", "SUBMITTED", "(auditor)"},
    permission{"SUBMITTED", "REVIEWED", "(audit manager)"},
    permission{"SUBMITTED", "DRAFT", "(audit manager)"},
    permission{"REVIEWED", "ISSUED", "(audit manager)"},
    permission{"REVIEWED", "SUBMITTED", "(audit manager)"},
    permission{"ISSUED", "RESPONSE", "(branch manager) (head of "},
    permission{"RESPONSE", "ISSUED", "(auditor) (audit manager)"},
    permission{"RESPONSE", "COMPLIANCE", "(auditor) (audit manager)"},
    permission{"COMPLIANCE", "RESPONSE", "(auditor) (audit manager)"},
    permission{"COMPLIANCE", "CLOSED", "(audit manager) (chief audit executive)"},
    permission{"CLOSED", "ISSUED", "(chief audit executive)"},
    permission{"", "WITHDRAWN", "(auditor) (audit manager)"},
    permission{"", "NO_LONGER_VALID", "(chief audit executive)"},
    permission{"", "RISK_ACCEPTED", "(chief audit executive)"},
};

std::string role_of(const std::string& actor) {
    const auto role = actor.substr(actor.find('('));
    return role.starts_with("(head of ") ? "(head of " : role;
}

bool is_outstanding(const std::string& status) {
    return status == "ISSUED" || status == "RESPONSE" || status == "COMPLIANCE";
}

}  // namespace

told_observations::told_observations(const std::vector<event>& events) {
    for (const auto& each : events) take(each);
}

int told_observations::moves(const std::string& from, const std::string& to) const {
    const auto found = moves_.find({from, to});
    return found == moves_.end() ? 0 : found->second;
}

void told_observations::problem(const event& happened, const std::string& what) {
    problems_.push_back(fmt::format("{} {}: {}", to_string(happened.at), happened.actor, what));
}

told_observations::one& told_observations::expected(const event& happened, const uuid& id, std::int32_t version) {
    auto& found = all_.at(id);
    if (found.version != version) {
        problem(happened, fmt::format("{} is in version {}, not {}", to_string(id), found.version, version));
    }
    ++found.version;
    return found;
}

void told_observations::check_who(const event& happened, const record::observation_move& wanted, const one& before) {
    const auto allowed = std::ranges::find_if(permissions, [&](const permission& each) {
        return (each.from.empty() || each.from == wanted.from) && each.to == wanted.to;
    });
    const auto role = role_of(happened.actor);
    if (allowed == permissions.end() || allowed->roles.find(role) == std::string_view::npos) {
        problem(happened, fmt::format("may not move from {} to {}", wanted.from, wanted.to));
    }
    const bool is_serious = before.severity == "HIGH" || before.severity == "CRITICAL";
    if (wanted.to == "CLOSED") {
        if (is_serious && (role != "(chief audit executive)" || wanted.closing_basis != "TESTED")) {
            problem(happened, "HIGH and CRITICAL are closed by the chief audit executive, when tested");
        }
        if (happened.actor == before.accepted_by || happened.actor == before.last_editor) {
            problem(happened, "who closes accepted it or edited it last");
        }
    }
    const bool second_person = wanted.to == "REVIEWED" || wanted.to == "CLOSED" || wanted.from == "REVIEWED";
    if (second_person && wanted.to != "WITHDRAWN" && happened.actor == before.creator) {
        problem(happened, "reviews, issues or closes what he created");
    }
}

void told_observations::move(const event& happened, const record::observation_move& wanted) {
    auto& now = expected(happened, wanted.id, wanted.expected_version);
    check_who(happened, wanted, now);
    if (now.status != wanted.from) {
        problem(happened, fmt::format("{} is {}, not {}", to_string(wanted.id), now.status, wanted.from));
    }
    if (wanted.moment != happened.since.value_or(happened.at)) problem(happened, "the moment of a move is another");
    if (!record::is_legal_move(wanted.from, wanted.to)) problem(happened, "no such move");
    if (wanted.from == "REVIEWED" && wanted.to == "ISSUED") {
        if (!wanted.due_on || !wanted.reference) problem(happened, "issued without a due date or a reference");
        now.due_on = wanted.due_on;
    }
    if (wanted.to == "COMPLIANCE") now.accepted_by = happened.actor;
    now.risk_accepted_until = wanted.risk_accepted_until;
    now.status = wanted.to;
    now.last_editor = happened.actor;
    ++moves_[{wanted.from, wanted.to}];
}

void told_observations::expire(const event& happened) {
    bool any = false;
    for (auto& [id, now] : all_) {
        if (now.status != "RISK_ACCEPTED" || at(*now.risk_accepted_until, {}) > happened.at) continue;
        now.status = "ISSUED";
        ++now.version;
        ++moves_[{"RISK_ACCEPTED", "ISSUED"}];
        any = true;
    }
    if (!any) problem(happened, "nothing expires");
}

void told_observations::take(const event& happened) {
    if (const auto* raised = std::get_if<std::vector<record::new_observation>>(&happened.what)) {
        for (const auto& each : *raised) {
            all_[each.id].severity = each.severity;
            all_[each.id].creator = all_[each.id].last_editor = happened.actor;
        }
    } else if (const auto* moved = std::get_if<std::vector<record::observation_move>>(&happened.what)) {
        for (const auto& each : *moved) move(happened, each);
    } else if (const auto* report = std::get_if<report_issued>(&happened.what)) {
        for (const auto& each : report->observations) move(happened, each);
    } else if (const auto* granted = std::get_if<std::vector<record::extension>>(&happened.what)) {
        for (const auto& each : *granted) {
            auto& now = expected(happened, each.id, each.expected_version);
            if (!is_outstanding(now.status) || !now.due_on || *now.due_on < each.asked_on ||
                each.due_on <= *now.due_on) {
                problem(happened, "an extension that is refused");
            }
            now.due_on = each.due_on;
            ++extended_;
        }
    } else if (const auto* changed = std::get_if<std::vector<record::severity_change>>(&happened.what)) {
        for (const auto& each : *changed) {
            auto& now = expected(happened, each.id, each.expected_version);
            if (now.severity == each.severity) problem(happened, "the severity it has already");
            now.severity = each.severity;
            reclassified_after_issue_ += is_outstanding(now.status);
        }
    } else if (const auto* links = std::get_if<std::vector<repeat_confirmed>>(&happened.what)) {
        for (const auto& each : *links) {
            auto& now = expected(happened, each.id, each.expected_version);
            const auto& prior = all_.at(each.prior_id);
            now.chain = prior.chain + 1;
            longest_chain_ = std::max(longest_chain_, now.chain);
            ++repeats_[prior.status == "CLOSED"];
        }
    } else if (const auto* written = std::get_if<reworded>(&happened.what)) {
        if (expected(happened, written->id, written->expected_version).status != "DRAFT") problem(happened, "no draft");
    } else if (const auto* corrected = std::get_if<record::closing_correction>(&happened.what)) {
        if (expected(happened, corrected->id, corrected->expected_version).status != "CLOSED")
            problem(happened, "not closed");
    } else if (const auto* deleted = std::get_if<observation_deleted>(&happened.what)) {
        if (all_.erase(deleted->id) == 0) problem(happened, "nothing to delete");
    } else if (std::holds_alternative<acceptances_expire>(happened.what)) {
        expire(happened);
    }
}

}  // namespace vouch::demo
