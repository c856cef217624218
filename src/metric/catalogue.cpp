#include "metric/catalogue.h"

#include <array>
#include <string>

namespace vouch::metric {

namespace {

// Outstanding = issued and neither closed nor otherwise disposed of.
#define VOUCH_OUTSTANDING "status IN ('ISSUED', 'RESPONSE', 'COMPLIANCE')"

constexpr std::array counters_1{
    counter{"severity", "critical_open", VOUCH_OUTSTANDING " AND severity = 'CRITICAL'"},
    counter{"severity", "high_open", VOUCH_OUTSTANDING " AND severity = 'HIGH'"},
    counter{"severity", "medium_open", VOUCH_OUTSTANDING " AND severity = 'MEDIUM'"},
    counter{"severity", "low_open", VOUCH_OUTSTANDING " AND severity = 'LOW'"},
    counter{"severity", "total_open", VOUCH_OUTSTANDING},
    counter{"severity", "in_preparation", "status IN ('DRAFT', 'SUBMITTED', 'REVIEWED')"},
    counter{"severity", "risk_accepted", "status = 'RISK_ACCEPTED'"},
    counter{"severity", "closed", "status = 'CLOSED'"},
    counter{"severity", "total", "status NOT IN ('DRAFT', 'SUBMITTED', 'REVIEWED', 'WITHDRAWN')"},
};

#undef VOUCH_OUTSTANDING

constexpr std::array definitions{definition{1, counters_1}};

}  // namespace

const definition& current_definition() {
    return definitions.back();
}

result<const definition*> find_definition(int version) {
    for (const auto& known : definitions) {
        if (known.version == version) return &known;
    }
    return fail(
        errc::schema_mismatch,
        "this program does not know version " + std::to_string(version) +
            " of the metric definitions; use the version of vouch that captured it, or a newer one"
    );
}

}  // namespace vouch::metric
