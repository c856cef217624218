#include "metric/definition_2.h"

#include <array>

namespace vouch::metric {

namespace {

using namespace std::string_view_literals;
using named = std::pair<std::string_view, std::string_view>;

// The words of docs/metrics.md.
#define VOUCH_OUTSTANDING "status IN ('ISSUED', 'RESPONSE', 'COMPLIANCE')"
#define VOUCH_WITH_MANAGEMENT "status IN ('ISSUED', 'RESPONSE')"
#define VOUCH_AWAITING_AUDIT "status = 'COMPLIANCE'"

constexpr std::array overdue_borders{1, 31, 61, 91, 181, 366};
constexpr std::array waiting_borders{31, 61, 91, 181, 366};
constexpr std::array since_then{0};

// --- Observations: what stands -------------------------------------------------------------------------------------

constexpr std::array observation_columns{"status"sv, "severity"sv, "original_due_on"sv, "due_on"sv, "implemented_on"sv};
constexpr std::array observation_facts{named{"status", "status"}, named{"severity", "severity"}};
constexpr std::array observation_ages{
    age{"overdue_originally", "original_due_on", "", VOUCH_WITH_MANAGEMENT, overdue_borders},
    age{"overdue_currently", "due_on", "", VOUCH_WITH_MANAGEMENT, overdue_borders},
    age{"waiting", "implemented_on", "", VOUCH_AWAITING_AUDIT, waiting_borders},
};

// --- Observations: the steps of their lives ------------------------------------------------------------------------

constexpr std::array step_columns{"step"sv};
constexpr std::array step_facts{
    named{"came_from", "record.came_from(step)"},
    named{"went_to", "record.went_to(step)"},
    named{"severity", "record.step_severity(step)"},
    // What goes out of outstanding counts at the severity it had.
    named{"left_as", "record.left_as(step)"},
};

// A step between two standings that are not outstanding leads through it, except to or from "gone".
#define VOUCH_FROM(standings) "came_from IN (" standings ") AND went_to NOT IN (" standings ", 'gone')"
#define VOUCH_TO(standings) "went_to IN (" standings ") AND came_from NOT IN (" standings ", 'gone')"
#define VOUCH_BEFORE "'before', 'withdrawn'"

#define VOUCH_STEPS_OF(name, SEVERITY)                                                                                \
    counter{                                                                                                          \
        "step",                                                                                                       \
        "roll_forward",                                                                                               \
        name "_issued",                                                                                               \
        VOUCH_FROM(VOUCH_BEFORE) " AND severity = '" SEVERITY "'",                                                    \
        VOUCH_TO(VOUCH_BEFORE) " AND left_as = '" SEVERITY "'"                                                        \
    },                                                                                                                \
        counter{"step", "roll_forward", name "_reopened", VOUCH_FROM("'closed'") " AND severity = '" SEVERITY "'"},   \
        counter{"step", "roll_forward", name "_returned", VOUCH_FROM("'accepted'") " AND severity = '" SEVERITY "'"}, \
        counter{                                                                                                      \
            "step",                                                                                                   \
            "roll_forward",                                                                                           \
            name "_reclassified_in",                                                                                  \
            "came_from = 'outstanding' AND went_to = 'outstanding' AND left_as <> severity AND severity = '" SEVERITY \
            "'"                                                                                                       \
        },                                                                                                            \
        counter{                                                                                                      \
            "step",                                                                                                   \
            "roll_forward",                                                                                           \
            name "_reclassified_out",                                                                                 \
            "came_from = 'outstanding' AND went_to = 'outstanding' AND left_as <> severity AND left_as = '" SEVERITY  \
            "'"                                                                                                       \
        },                                                                                                            \
        counter{"step", "roll_forward", name "_closed", VOUCH_TO("'closed'") " AND left_as = '" SEVERITY "'"},        \
        counter{                                                                                                      \
            "step",                                                                                                   \
            "roll_forward",                                                                                           \
            name "_no_longer_valid",                                                                                  \
            VOUCH_TO("'invalid'") " AND left_as = '" SEVERITY "'",                                                    \
            VOUCH_FROM("'invalid'") " AND severity = '" SEVERITY "'"                                                  \
        },                                                                                                            \
        counter{                                                                                                      \
            "step", "roll_forward", name "_risk_accepted", VOUCH_TO("'accepted'") " AND left_as = '" SEVERITY "'"     \
        },                                                                                                            \
        counter{                                                                                                      \
            "step",                                                                                                   \
            "roll_forward",                                                                                           \
            name "_deleted",                                                                                          \
            "came_from = 'outstanding' AND went_to = 'gone' AND left_as = '" SEVERITY "'",                            \
            "came_from = 'gone' AND went_to = 'outstanding' AND severity = '" SEVERITY "'"                            \
        }

// --- Requirements, branches, engagements ---------------------------------------------------------------------------

constexpr std::array requirement_columns{"status"sv, "next_review_on"sv};
constexpr std::array requirement_facts{named{"status", "status"}};
constexpr std::array requirement_ages{
    age{"review", "next_review_on", "", "status <> 'NOT_APPLICABLE'", overdue_borders},
};

constexpr std::array branch_columns{"active_from"sv, "active_to"sv};
constexpr std::array<named, 0> no_facts{};
constexpr std::array branch_ages{
    age{"active", "coalesce(active_from, date '0001-01-01')", "active_to + 1", "true", since_then},
    age{"due",
        "coalesce((active_from + interval '12 months')::date, date '0001-01-01')",
        "active_to + 1",
        "true",
        since_then},
};

constexpr std::array engagement_columns{"status"sv, "branch_id"sv, "scheduled_on"sv, "completed_on"sv};
constexpr std::array engagement_facts{named{"status", "status"}};
constexpr std::array engagement_ages{
    age{"completed", "completed_on", "", "status = 'COMPLETED'", since_then},
    age{"fresh", "completed_on", "(completed_on + interval '12 months')::date", "status = 'COMPLETED'", since_then},
    age{"planned",
        "scheduled_on",
        "metric.day_after_year(scheduled_on, year.starts, year.ends)",
        "status <> 'CANCELLED'",
        since_then},
};

constexpr std::array sources{
    source{"observation", source_form::state, "observation", observation_columns, observation_facts, observation_ages},
    source{"step", source_form::steps, "observation", step_columns, step_facts, {}},
    source{"requirement", source_form::state, "requirement", requirement_columns, requirement_facts, requirement_ages},
    source{"branch", source_form::state, "branch", branch_columns, no_facts, branch_ages},
    source{"engagement", source_form::state, "engagement", engagement_columns, engagement_facts, engagement_ages},
};

#define VOUCH_OVERDUE_BY(group, age)                                           \
    counter{"observation", group, "not_due", "true", "", age, 0, 0},           \
        counter{"observation", group, "overdue", "true", "", age, 1, 6},       \
        counter{"observation", group, "days_1_30", "true", "", age, 1, 1},     \
        counter{"observation", group, "days_31_60", "true", "", age, 2, 2},    \
        counter{"observation", group, "days_61_90", "true", "", age, 3, 3},    \
        counter{"observation", group, "days_91_180", "true", "", age, 4, 4},   \
        counter{"observation", group, "days_181_365", "true", "", age, 5, 5},  \
        counter{"observation", group, "days_over_365", "true", "", age, 6, 6}, \
        counter{"observation", group, "no_date", "true", "", age, -1, -1}

constexpr std::array counters{
    counter{"observation", "severity", "critical_open", VOUCH_OUTSTANDING " AND severity = 'CRITICAL'"},
    counter{"observation", "severity", "high_open", VOUCH_OUTSTANDING " AND severity = 'HIGH'"},
    counter{"observation", "severity", "medium_open", VOUCH_OUTSTANDING " AND severity = 'MEDIUM'"},
    counter{"observation", "severity", "low_open", VOUCH_OUTSTANDING " AND severity = 'LOW'"},
    counter{"observation", "severity", "total_open", VOUCH_OUTSTANDING},
    counter{"observation", "severity", "in_preparation", "status IN ('DRAFT', 'SUBMITTED', 'REVIEWED')"},
    counter{"observation", "severity", "risk_accepted", "status = 'RISK_ACCEPTED'"},
    counter{"observation", "severity", "closed", "status = 'CLOSED'"},
    counter{"observation", "severity", "total", "status NOT IN ('DRAFT', 'SUBMITTED', 'REVIEWED', 'WITHDRAWN')"},
    counter{"observation", "standing", "with_management", VOUCH_WITH_MANAGEMENT},
    counter{"observation", "standing", "awaiting_audit", VOUCH_AWAITING_AUDIT},
    counter{"observation", "standing", "critical_accepted", "status = 'RISK_ACCEPTED' AND severity = 'CRITICAL'"},
    counter{"observation", "standing", "high_accepted", "status = 'RISK_ACCEPTED' AND severity = 'HIGH'"},
    counter{"observation", "standing", "medium_accepted", "status = 'RISK_ACCEPTED' AND severity = 'MEDIUM'"},
    counter{"observation", "standing", "low_accepted", "status = 'RISK_ACCEPTED' AND severity = 'LOW'"},
    VOUCH_OVERDUE_BY("ageing_original", "overdue_originally"),
    VOUCH_OVERDUE_BY("ageing_current", "overdue_currently"),
    counter{"observation", "ageing_awaiting", "days_0_30", "true", "", "waiting", 0, 0},
    counter{"observation", "ageing_awaiting", "days_31_60", "true", "", "waiting", 1, 1},
    counter{"observation", "ageing_awaiting", "days_61_90", "true", "", "waiting", 2, 2},
    counter{"observation", "ageing_awaiting", "days_91_180", "true", "", "waiting", 3, 3},
    counter{"observation", "ageing_awaiting", "days_181_365", "true", "", "waiting", 4, 4},
    counter{"observation", "ageing_awaiting", "days_over_365", "true", "", "waiting", 5, 5},
    counter{"observation", "ageing_awaiting", "no_date", "true", "", "waiting", -1, -1},
    VOUCH_STEPS_OF("critical", "CRITICAL"),
    VOUCH_STEPS_OF("high", "HIGH"),
    VOUCH_STEPS_OF("medium", "MEDIUM"),
    VOUCH_STEPS_OF("low", "LOW"),
    counter{"step", "roll_forward", "withdrawn", "went_to = 'withdrawn' AND came_from NOT IN ('withdrawn', 'gone')"},
    counter{"requirement", "compliance", "compliant", "status = 'COMPLIANT'"},
    counter{"requirement", "compliance", "partial", "status = 'PARTIAL'"},
    counter{"requirement", "compliance", "non_compliant", "status = 'NON_COMPLIANT'"},
    counter{"requirement", "compliance", "pending", "status = 'PENDING'"},
    counter{"requirement", "compliance", "not_applicable", "status = 'NOT_APPLICABLE'"},
    counter{"requirement", "compliance", "total", "true"},
    counter{"requirement", "compliance", "review_overdue", "true", "", "review", 1, 6},
    counter{"branch", "coverage", "branches_active", "true", "", "active", 1, 1},
    counter{"branch", "coverage", "branches_due", "true", "", "due", 1, 1},
    counter{"engagement", "coverage", "engagements_completed", "true", "", "completed", 1, 1},
    counter{"engagement", "coverage", "plan_due", "true", "", "planned", 1, 1},
    counter{"engagement", "coverage", "plan_completed", "status = 'COMPLETED'", "", "planned", 1, 1},
};

constexpr std::array coverage{
    branches_with{"coverage", "branches_covered", "branch", "due", "engagement", "fresh", "true"},
};

// --- Formulas ------------------------------------------------------------------------------------------------------

#define VOUCH_APPLICABLE R"(("compliance.total" - "compliance.not_applicable"))"
#define VOUCH_POINTS \
    R"((rule.weight_critical * ("severity.critical_open" + "standing.critical_accepted")
          + rule.weight_high * ("severity.high_open" + "standing.high_accepted")
          + rule.weight_medium * ("severity.medium_open" + "standing.medium_accepted")
          + rule.weight_low * ("severity.low_open" + "standing.low_accepted")))"
#define VOUCH_BRANCHES R"(CASE WHEN rule.per_branch THEN "coverage.branches_active" ELSE 1 END)"
#define VOUCH_FINDING_PART \
    "metric.finding_part(" VOUCH_POINTS ", " VOUCH_BRANCHES R"(, "coverage.engagements_completed"))"
#define VOUCH_HEALTH                                                                                            \
    R"(metric.health("compliance.compliant", )" VOUCH_APPLICABLE ", rule.share_compliance, " VOUCH_FINDING_PART \
    ", 100 * " VOUCH_BRANCHES                                                                                   \
    R"(, rule.share_finding, "coverage.branches_covered", "coverage.branches_due", rule.share_coverage))"

constexpr std::array formulas{
    formula{"compliance", "percentage_tenths", R"(metric.share_tenths("compliance.compliant", )" VOUCH_APPLICABLE ")"},
    formula{
        "compliance",
        "assessed_tenths",
        R"(metric.share_tenths("compliance.compliant" + "compliance.partial" + "compliance.non_compliant", )" VOUCH_APPLICABLE
        ")"
    },
    formula{
        "coverage", "percentage_tenths", R"(metric.share_tenths("coverage.branches_covered", "coverage.branches_due"))"
    },
    formula{"coverage", "plan_tenths", R"(metric.share_tenths("coverage.plan_completed", "coverage.plan_due"))"},
    formula{"score", "points", VOUCH_POINTS},
    formula{"score", "finding_tenths", "metric.share_tenths(" VOUCH_FINDING_PART ", 100 * " VOUCH_BRANCHES ")"},
    formula{"score", "health", VOUCH_HEALTH},
    formula{"score", "health_band", "metric.band(" VOUCH_HEALTH ", rule.band_1, rule.band_2, rule.band_3)"},
};

}  // namespace

const definition definition_2{2, sources, counters, coverage, formulas};

}  // namespace vouch::metric
