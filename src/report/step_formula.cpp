#include "report/step_formula.h"

#include <fmt/format.h>

#include "report/count_formula.h"

namespace vouch::report {

std::string step_formula(std::string_view step, std::string_view severity) {
    const std::vector<std::string_view> never_issued{"before", "withdrawn"};
    const auto into_from = [&](std::string_view standing) {  // in: to another one, at its new severity
        return count(
            "steps",
            {{"from_standing", is(standing)},
             {"to_standing", is_not(standing)},
             {"to_standing", is_not("gone")},
             {"severity", is(severity)}}
        );
    };
    const auto out_to = [&](std::string_view standing) {  // out: at the severity it had
        return count(
            "steps",
            {{"to_standing", is(standing)},
             {"from_standing", is_not(standing)},
             {"from_standing", is_not("gone")},
             {"left_with", is(severity)}}
        );
    };
    const auto between = [&](std::string_view from, std::string_view to, std::vector<condition> besides) {
        besides.emplace_back("from_standing", is(from));
        besides.emplace_back("to_standing", is(to));
        return count("steps", besides);
    };
    const condition new_severity{"severity", is(severity)}, old_severity{"left_with", is(severity)};
    if (step == "issued") {
        const auto into = count_any(
            "steps",
            "from_standing",
            never_issued,
            {{"to_standing", is_not("before")},
             {"to_standing", is_not("withdrawn")},
             {"to_standing", is_not("gone")},
             new_severity}
        );
        const auto taken_back = count_any(
            "steps",
            "to_standing",
            never_issued,
            {{"from_standing", is_not("before")},
             {"from_standing", is_not("withdrawn")},
             {"from_standing", is_not("gone")},
             old_severity}
        );
        return fmt::format("{}-({})", into, taken_back);
    }
    if (step == "reopened") return into_from("closed");
    if (step == "returned") return into_from("accepted");
    if (step == "closed") return out_to("closed");
    if (step == "risk_accepted") return out_to("accepted");
    if (step == "no_longer_valid") return fmt::format("{}-{}", out_to("invalid"), into_from("invalid"));
    if (step == "deleted") {
        return fmt::format(
            "{}-{}", between("outstanding", "gone", {old_severity}), between("gone", "outstanding", {new_severity})
        );
    }
    const auto& counted = step == "reclassified_in" ? new_severity : old_severity;
    return fmt::format(
        "{}-{}",
        between("outstanding", "outstanding", {counted}),
        between("outstanding", "outstanding", {new_severity, old_severity})
    );
}

}  // namespace vouch::report
