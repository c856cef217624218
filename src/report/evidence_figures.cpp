#include "report/evidence_figures.h"

#include <array>
#include <fmt/format.h>

#include "report/count_formula.h"
#include "report/period_formulas.h"

namespace vouch::report {

namespace {

const std::vector<std::string_view> with_management{"ISSUED", "RESPONSE"};
constexpr std::array<std::pair<std::string_view, std::string_view>, 4> severity_titles{
    {{"critical", "Critical"}, {"high", "High"}, {"medium", "Medium"}, {"low", "Low"}}
};

std::string upper(std::string_view text) {
    std::string large(text);
    for (auto& each : large) each = static_cast<char>(each - 'a' + 'A');
    return large;
}

/// Makes the figures of a group of the metrics document.
class group {
public:
    group(const evidence& found, std::string_view name, std::string title)
        : found_(found), name_(name), section_{std::move(title), {}} {}

    void add(std::string_view member, std::string_view title, std::string formula) {
        add(member, title, std::move(formula), fmt::format("{}.{}", name_, member), false);
    }
    void add_tenths(std::string_view member, std::string_view title, std::string formula) {
        add(member, title, std::move(formula), fmt::format("{}.{}_tenths", name_, member), true);
    }
    /// Between other figures: nothing is reported of it.
    void add_step(std::string_view member, std::string_view title, std::string formula) {
        section_.figures.push_back(
            {fmt::format("{}_{}", name_, member), std::string(title), std::move(formula), std::nullopt, false, false}
        );
    }
    figure_section take() { return std::move(section_); }

private:
    void add(
        std::string_view member, std::string_view title, std::string formula, const std::string& path, bool in_tenths
    ) {
        constexpr std::int64_t with_all_groups = 2;
        section_.figures.push_back(
            {fmt::format("{}_{}", name_, member),
             std::string(title),
             std::move(formula),
             found_.metrics.sum(path),
             in_tenths,
             found_.definition_version >= with_all_groups || name_ == "severity"}
        );
    }

    const evidence& found_;
    std::string_view name_;
    figure_section section_;
};

figure_section severity_of(const evidence& found) {
    group all(found, "severity", "Observations by severity");
    for (const auto& [name, title] : severity_titles) {
        all.add(
            fmt::format("{}_open", name),
            fmt::format("{}, outstanding", title),
            count_any("observations", "status", outstanding, {{"severity", is(upper(name))}})
        );
    }
    all.add("total_open", "All outstanding", count_any("observations", "status", outstanding));
    all.add("in_preparation", "In preparation", count_any("observations", "status", in_preparation));
    all.add("risk_accepted", "Risk-accepted", count("observations", {{"status", is("RISK_ACCEPTED")}}));
    all.add("closed", "Closed", count("observations", {{"status", is("CLOSED")}}));
    auto issued = outstanding;
    for (const auto* status : {"CLOSED", "NO_LONGER_VALID", "RISK_ACCEPTED"}) issued.emplace_back(status);
    all.add("total", "All ever issued", count_any("observations", "status", issued));
    return all.take();
}

figure_section standing_of(const evidence& found) {
    group all(found, "standing", "Standing");
    all.add("with_management", "With management", count_any("observations", "status", with_management));
    all.add("awaiting_audit", "Awaiting audit", count("observations", {{"status", is("COMPLIANCE")}}));
    for (const auto& [name, title] : severity_titles) {
        all.add(
            fmt::format("{}_accepted", name),
            fmt::format("{}, risk-accepted", title),
            count("observations", {{"status", is("RISK_ACCEPTED")}, {"severity", is(upper(name))}})
        );
    }
    return all.take();
}

struct age_range {
    std::string_view member, title;
    int from_day, to_day;  // to_day -1: for ever
};
constexpr std::array overdue_ranges{
    age_range{"days_1_30", "1 to 30 days", 1, 30},
    age_range{"days_31_60", "31 to 60 days", 31, 60},
    age_range{"days_61_90", "61 to 90 days", 61, 90},
    age_range{"days_91_180", "91 to 180 days", 91, 180},
    age_range{"days_181_365", "181 to 365 days", 181, 365},
    age_range{"days_over_365", "Over 365 days", 366, -1},
};

/// Conditions on a date whose age on the last day lies in a range.
std::vector<condition> of_age(std::string_view column, const age_range& range) {
    std::vector<condition> all{{column, up_to(fmt::format("closing_day-{}", range.from_day))}};
    if (range.to_day >= 0) all.emplace_back(column, at_least(fmt::format("closing_day-{}", range.to_day)));
    return all;
}

figure_section overdue_of(const evidence& found, std::string_view name, std::string_view column, std::string title) {
    group all(found, name, std::move(title));
    const auto aged = [&](const std::vector<condition>& besides) {
        return count_any("observations", "status", with_management, besides);
    };
    all.add("not_due", "Not due", aged({{column, at_least("closing_day")}}));
    for (const auto& range : overdue_ranges) all.add(range.member, range.title, aged(of_age(column, range)));
    all.add(
        "no_date", "Without a date", fmt::format("standing_with_management-({})", aged({{column, at_least("-1E+9")}}))
    );
    all.add("overdue", "Overdue", aged({{column, up_to("closing_day-1")}}));
    return all.take();
}

figure_section awaiting_of(const evidence& found) {
    group all(found, "ageing_awaiting", "Awaiting audit, by days since the action was implemented");
    const auto aged = [](std::vector<condition> besides) {
        besides.emplace_back("status", is("COMPLIANCE"));
        return count("observations", besides);
    };
    all.add("days_0_30", "0 to 30 days", aged({{"implemented_on", at_least("closing_day-30")}}));
    for (const auto& range : overdue_ranges) {
        if (range.from_day > 30) all.add(range.member, range.title, aged(of_age("implemented_on", range)));
    }
    all.add(
        "no_date",
        "Without a date",
        fmt::format("standing_awaiting_audit-{}", aged({{"implemented_on", at_least("-1E+9")}}))
    );
    return all.take();
}

figure_section compliance_of(const evidence& found) {
    group all(found, "compliance", "Compliance requirements");
    for (const auto& [member, title] : std::initializer_list<std::pair<std::string_view, std::string_view>>{
             {"compliant", "Compliant"},
             {"partial", "Partly compliant"},
             {"non_compliant", "Not compliant"},
             {"pending", "Pending"},
             {"not_applicable", "Not applicable"}
         }) {
        std::string status;
        for (const auto each : member) status += each == '_' ? '_' : static_cast<char>(each - 'a' + 'A');
        all.add(member, title, count("requirements", {{"status", is(status)}}));
    }
    all.add("total", "All", "COUNTA(requirements_status)");
    all.add(
        "review_overdue",
        "Review overdue",
        count("requirements", {{"next_review_on", up_to("closing_day-1")}, {"status", is_not("NOT_APPLICABLE")}})
    );
    all.add_step("applicable", "Applicable", "compliance_total-compliance_not_applicable");
    all.add_tenths("percentage", "Compliance, %", share("compliance_compliant", "compliance_applicable"));
    all.add_tenths(
        "assessed",
        "Assessed, %",
        share("(compliance_compliant+compliance_partial+compliance_non_compliant)", "compliance_applicable")
    );
    return all.take();
}

figure_section coverage_of(const evidence& found) {
    group all(found, "coverage", "Audit coverage of branches, and the plan to date");
    all.add("branches_active", "Branches active", "SUM(branches_active)");
    all.add("branches_due", "Branches active for a year", "SUM(branches_due)");
    all.add("branches_covered", "of them audited within the year", "SUM(branches_covered)");
    all.add_tenths("percentage", "Coverage, %", share("coverage_branches_covered", "coverage_branches_due"));
    all.add(
        "engagements_completed",
        "Engagements ever completed",
        count("engagements", {{"status", is("COMPLETED")}, {"completed_on", up_to("closing_day")}})
    );
    const std::vector<condition> planned{
        {"scheduled_on", at_least("year_start")}, {"scheduled_on", up_to("closing_day")}
    };
    auto due = planned, completed = planned;
    due.emplace_back("status", is_not("CANCELLED"));
    completed.emplace_back("status", is("COMPLETED"));
    all.add("plan_due", "Engagements planned this fiscal year to date", count("engagements", due));
    all.add("plan_completed", "of them completed", count("engagements", completed));
    all.add_tenths("plan", "Plan, %", share("coverage_plan_completed", "coverage_plan_due"));
    return all.take();
}

figure_section score_of(const evidence& found) {
    group all(found, "score", "Score, with the weights, shares and bands of the sheet Settings");
    std::string points;
    for (const auto& [name, title] : severity_titles) {
        points += fmt::format(
            "{}setting_weight_{}*(severity_{}_open+standing_{}_accepted)", points.empty() ? "" : "+", name, name, name
        );
    }
    all.add("points", "Points of findings", points);
    all.add_step("branches", "Branches to divide by", R"(IF(setting_per_branch="yes",coverage_branches_active,1))");
    all.add_step(
        "finding_part",
        "What is left of 100 a branch",
        "IF(AND(coverage_engagements_completed>0,score_branches>0),"
        R"(MAX(100*score_branches-score_points,0),"unknown"))"
    );
    all.add_tenths(
        "finding",
        "Finding score",
        fmt::format(
            R"(IF(score_finding_part="unknown","unknown",{}))", share("score_finding_part", "(100*score_branches)")
        )
    );
    all.add(
        "health",
        "Health score",
        R"(IF(OR(score_finding_part="unknown",compliance_applicable<=0,coverage_branches_due<=0),"unknown",ROUND()"
        "(setting_share_compliance*compliance_compliant*100*score_branches*coverage_branches_due"
        "+setting_share_finding*score_finding_part*compliance_applicable*coverage_branches_due"
        "+setting_share_coverage*coverage_branches_covered*compliance_applicable*100*score_branches)"
        "/(compliance_applicable*100*score_branches*coverage_branches_due),0))"
    );
    all.add(
        "health_band",
        "Health band",
        R"(IF(score_health="unknown","unknown",IF(score_health>=setting_band_1,1,)"
        "IF(score_health>=setting_band_2,2,IF(score_health>=setting_band_3,3,4))))"
    );
    return all.take();
}

}  // namespace

std::vector<figure_section> figures_of(const evidence& found) {
    return {
        severity_of(found),
        standing_of(found),
        overdue_of(found, "ageing_original", "original_due_on", "With management, by days past the original due date"),
        overdue_of(found, "ageing_current", "due_on", "With management, by days past the current due date"),
        awaiting_of(found),
        compliance_of(found),
        coverage_of(found),
        score_of(found),
        closure_of(found),
        repeats_of(found),
    };
}

}  // namespace vouch::report
