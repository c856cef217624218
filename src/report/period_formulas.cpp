#include "report/period_formulas.h"

#include "report/count_formula.h"

namespace vouch::report {

namespace {

/// What there was to close: the opening as known at the closing, and what came in since.
std::optional<std::int64_t> to_close(const trend::roll_forward& moved) {
    auto all = trend::sum(moved.opening_known);
    for (const auto& step : moved.steps) {
        if (step.name != "issued" && step.name != "reopened" && step.name != "returned") continue;
        const auto came_in = trend::sum(step.counts);
        all = all && came_in ? std::optional(*all + *came_in) : std::nullopt;
    }
    return all;
}

}  // namespace

figure_section closure_of(const evidence& found) {
    const auto& figures = found.figures;
    const auto whole = to_close(found.moved);
    const auto rate = whole ? trend::share_tenths(figures.closed_and_standing, *whole) : std::nullopt;
    return {
        "Closings in the period, and what is still outstanding",
        {
            {"closure_closed",
             "Closed in the period and closed at its end",
             count(
                 "observations",
                 {{"status", is("CLOSED")}, {"closed_on", at_least("first_day")}, {"closed_on", up_to("closing_day")}}
             ),
             figures.closed_and_standing},
            {"closure_to_close",
             "To close: opening, issued, reopened, returned",
             "roll_opening+roll_issued+roll_reopened+roll_returned",
             whole},
            {"closure_rate", "Closure rate, %", share("closure_closed", "closure_to_close"), rate, true},
            {"closure_median",
             "Days to close, median (from five closings on)",
             R"(IF(COUNT(observations_days_to_close)>=5,MEDIAN(observations_days_to_close),"unknown"))",
             figures.days_to_close_median_tenths,
             true},
            {"closure_p90",
             "Days to close that 90 % do not exceed",
             R"(IF(COUNT(observations_days_to_close)>0,SMALL(observations_days_to_close,)"
             R"(INT((9*COUNT(observations_days_to_close)+9)/10)),"unknown"))",
             figures.days_to_close_p90},
            {"closure_withdrawn",
             "Withdrawn before issue",
             count(
                 "steps",
                 {{"to_standing", is("withdrawn")},
                  {"from_standing", is_not("withdrawn")},
                  {"from_standing", is_not("gone")}}
             ),
             found.moved.withdrawn},
            {"closure_age",
             "Days outstanding at the end, median",
             R"(IF(COUNT(observations_days_outstanding)>0,MEDIAN(observations_days_outstanding),"unknown"))",
             figures.outstanding_age_median_tenths,
             true},
        }
    };
}

figure_section repeats_of(const evidence& found) {
    const auto& figures = found.figures;
    std::vector<condition> issued{{"issued_on", at_least("first_day")}, {"issued_on", up_to("closing_day")}};
    for (const auto status : in_preparation) issued.emplace_back("status", is_not(status));
    issued.emplace_back("status", is_not("WITHDRAWN"));
    auto persisting = issued;
    persisting.emplace_back("repeats", is("persisting"));
    return {
        "Repeats among what was issued in the period",
        {
            {"repeats_issued", "Issued in the period", count("observations", issued), figures.issued},
            {"repeats_repeats",
             "of them repeats",
             count_any("observations", "repeats", {"persisting", "recurred"}, issued),
             figures.repeats},
            {"repeats_persisting", "of these persisting", count("observations", persisting), figures.persisting},
            {"repeats_rate",
             "Repeat rate, %",
             share("repeats_repeats", "repeats_issued"),
             trend::share_tenths(figures.repeats, figures.issued),
             true},
        }
    };
}

}  // namespace vouch::report
