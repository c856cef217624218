#include "metric/definition_1.h"

#include <array>

namespace vouch::metric {

namespace {

using namespace std::string_view_literals;

// Outstanding = issued and neither closed nor otherwise disposed of.
#define VOUCH_OUTSTANDING "status IN ('ISSUED', 'RESPONSE', 'COMPLIANCE')"

constexpr std::array observation_columns{"status"sv, "severity"sv};
constexpr std::array observation_facts{std::pair{"status"sv, "status"sv}, std::pair{"severity"sv, "severity"sv}};
constexpr std::array sources{
    source{"observation", source_form::state, "observation", observation_columns, observation_facts, {}},
};

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
};

}  // namespace

const definition definition_1{1, sources, counters, {}, {}};

}  // namespace vouch::metric
