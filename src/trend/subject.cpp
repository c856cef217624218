#include "trend/subject.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace vouch::trend {

namespace {

constexpr std::array severity{
    value{"critical_open", "critical", "severity.critical_open"},
    value{"high_open", "high", "severity.high_open"},
    value{"medium_open", "medium", "severity.medium_open"},
    value{"low_open", "low", "severity.low_open"},
    value{"total_open", "total", "severity.total_open"},
};
constexpr std::array standing{
    value{"with_management", "with mgmt", "standing.with_management"},
    value{"awaiting_audit", "awaiting", "standing.awaiting_audit"},
    value{"outstanding", "standing", "severity.total_open"},
    value{"in_preparation", "in prep.", "severity.in_preparation"},
    value{"risk_accepted", "accepted", "severity.risk_accepted"},
    value{"closed", "closed", "severity.closed"},
};

#define VOUCH_AGEING(group)                                                                                            \
    value{"not_due", "not due", group ".not_due"}, value{"days_1_30", "1-30", group ".days_1_30"},                     \
        value{"days_31_60", "31-60", group ".days_31_60"}, value{"days_61_90", "61-90", group ".days_61_90"},          \
        value{"days_91_180", "91-180", group ".days_91_180"}, value{"days_181_365", "181-365", group ".days_181_365"}, \
        value{"days_over_365", "over 365", group ".days_over_365"}, value{"no_date", "no date", group ".no_date"},     \
        value{"overdue", "overdue", group ".overdue"}
constexpr std::array ageing_original{VOUCH_AGEING("ageing_original")};
constexpr std::array ageing_current{VOUCH_AGEING("ageing_current")};
constexpr std::array ageing_awaiting{
    value{"days_0_30", "0-30", "ageing_awaiting.days_0_30"},
    value{"days_31_60", "31-60", "ageing_awaiting.days_31_60"},
    value{"days_61_90", "61-90", "ageing_awaiting.days_61_90"},
    value{"days_91_180", "91-180", "ageing_awaiting.days_91_180"},
    value{"days_181_365", "181-365", "ageing_awaiting.days_181_365"},
    value{"days_over_365", "over 365", "ageing_awaiting.days_over_365"},
    value{"no_date", "no date", "ageing_awaiting.no_date"},
    value{"awaiting_audit", "total", "standing.awaiting_audit"},
};
constexpr std::array compliance{
    value{"percentage_tenths", "percent", "compliance.percentage_tenths", unit::tenths},
    value{"assessed_tenths", "assessed", "compliance.assessed_tenths", unit::tenths},
    value{"compliant", "compliant", "compliance.compliant"},
    value{"partial", "partial", "compliance.partial"},
    value{"non_compliant", "non-comp.", "compliance.non_compliant"},
    value{"pending", "pending", "compliance.pending"},
    value{"not_applicable", "not appl.", "compliance.not_applicable"},
    value{"review_overdue", "stale", "compliance.review_overdue"},
};
constexpr std::array coverage{
    value{"percentage_tenths", "percent", "coverage.percentage_tenths", unit::tenths},
    value{"branches_covered", "covered", "coverage.branches_covered"},
    value{"branches_due", "branches", "coverage.branches_due"},
    value{"plan_tenths", "plan %", "coverage.plan_tenths", unit::tenths},
    value{"plan_completed", "done", "coverage.plan_completed"},
    value{"plan_due", "due", "coverage.plan_due"},
};
constexpr std::array health{
    value{"health", "health", "score.health"},
    value{"compliance_tenths", "compl. %", "compliance.percentage_tenths", unit::tenths},
    value{"finding_tenths", "finding", "score.finding_tenths", unit::tenths},
    value{"coverage_tenths", "cover. %", "coverage.percentage_tenths", unit::tenths},
    value{"health_band", "band", "score.health_band"},
};

#define VOUCH_OF_EACH_SEVERITY(step) \
    "roll_forward.critical_" step "+roll_forward.high_" step "+roll_forward.medium_" step "+roll_forward.low_" step
constexpr std::array movements{
    value{"issued", "issued", VOUCH_OF_EACH_SEVERITY("issued")},
    value{"reopened", "reopened", VOUCH_OF_EACH_SEVERITY("reopened")},
    value{"returned", "returned", VOUCH_OF_EACH_SEVERITY("returned")},
    value{"closed", "closed", VOUCH_OF_EACH_SEVERITY("closed")},
    value{"no_longer_valid", "not valid", VOUCH_OF_EACH_SEVERITY("no_longer_valid")},
    value{"risk_accepted", "accepted", VOUCH_OF_EACH_SEVERITY("risk_accepted")},
    value{"deleted", "deleted", VOUCH_OF_EACH_SEVERITY("deleted")},
    value{"withdrawn", "withdrawn", "roll_forward.withdrawn"},
};
constexpr std::array closure{
    value{"closed_and_standing", "closed", "", unit::count, &period_values::closed_and_standing},
    value{"to_close", "to close", "", unit::count, &period_values::to_close},
    value{"closure_rate_tenths", "rate %", "", unit::tenths, &period_values::closure_rate_tenths},
    value{
        "days_to_close_median_tenths", "median d", "", unit::days_tenths, &period_values::days_to_close_median_tenths
    },
    value{"days_to_close_p90", "90th pct", "", unit::count, &period_values::days_to_close_p90},
    value{
        "outstanding_age_median_tenths",
        "open age",
        "",
        unit::days_tenths,
        &period_values::outstanding_age_median_tenths
    },
};
constexpr std::array repeats{
    value{"issued", "issued", "", unit::count, &period_values::issued},
    value{"repeats", "repeats", "", unit::count, &period_values::repeats},
    value{"persisting", "persist.", "", unit::count, &period_values::persisting},
    value{"repeat_rate_tenths", "rate %", "", unit::tenths, &period_values::repeat_rate_tenths},
};

constexpr std::array subjects{
    subject{"severity", "Outstanding observations by severity", value_source::stock, severity, true},
    subject{"standing", "Observations by what they wait for", value_source::stock, standing},
    subject{"ageing", "Days past the original due date", value_source::stock, ageing_original},
    subject{"ageing-current", "Days past the current due date", value_source::stock, ageing_current},
    subject{
        "ageing-awaiting", "Days that implemented actions wait for audit", value_source::stock, ageing_awaiting, true
    },
    subject{"compliance", "Compliance requirements", value_source::stock, compliance},
    subject{"coverage", "Audit coverage of branches, and the plan to date", value_source::stock, coverage},
    subject{"health", "Health score with its three parts", value_source::stock, health},
    subject{"movements", "Observations issued, closed and otherwise moved", value_source::flow, movements},
    subject{"closure", "Closing of observations", value_source::period, closure},
    subject{"repeats", "Repeat findings among those issued", value_source::period, repeats},
};

}  // namespace

std::span<const subject> all_subjects() {
    return subjects;
}

result<const subject*> find_subject(std::string_view name) {
    const auto found = std::ranges::find(subjects, name, &subject::name);
    if (found != subjects.end()) return &*found;
    std::string known;
    for (const auto& each : subjects) known += (known.empty() ? "" : ", ") + std::string(each.name);
    return fail(errc::usage, fmt::format("there is no trend \"{}\": use {}", name, known));
}

}  // namespace vouch::trend
