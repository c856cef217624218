// A spreadsheet that shares no code with Vouch computes the figures of a period from the rows of the re-performance
// file, and they are those that `vouch trend` and `vouch rollforward` print.
#include <algorithm>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "process/report/spreadsheet.h"
#include "process/scratch_folder.h"
#include "process/spine/demo_bank.h"

namespace vouch {

namespace {

constexpr auto period = "FY 2025-26 Q3";

/// A line of the summary: title, computed, reported, verdict; of the roll-forward twelve cells.
using line = std::vector<std::string>;
using section = std::map<std::string, line>;

/// Sections by title. A section begins with a line that has nothing beside its title.
std::map<std::string, section> sections_of(const test::cells& summary) {
    std::map<std::string, section> all;
    std::string title;
    for (auto row : summary) {
        row.resize(12);
        if (row[0].starts_with("Roll-forward")) title = "roll";
        if (!row[0].empty() && row[1].empty()) title = row[0];
        all[title][row[0]] = row;
    }
    return all;
}

std::string fact(const test::cells& summary, const std::string& title) {
    const auto found = std::ranges::find_if(summary, [&](const auto& row) { return row.at(0) == title; });
    return found == summary.end() ? "none" : found->at(1);
}

/// A number of `vouch trend` as the spreadsheet shows it.
std::string shown(const std::string& number, const std::string& name) {
    if (number.empty()) return "unknown";
    if (!name.ends_with("_tenths")) return number;
    auto text = fmt::format("{:.1f}", std::stod(number) / 10);
    return text.ends_with(".0") ? text.substr(0, text.size() - 2) : text;
}

struct metric_lines {
    std::string metric, section;
    std::map<std::string, std::string> titles;  // of the values of the metric
};

const std::map<std::string, std::string> ageing{
    {"not_due", "Not due"},
    {"days_1_30", "1 to 30 days"},
    {"days_31_60", "31 to 60 days"},
    {"days_61_90", "61 to 90 days"},
    {"days_91_180", "91 to 180 days"},
    {"days_181_365", "181 to 365 days"},
    {"days_over_365", "Over 365 days"},
    {"no_date", "Without a date"},
    {"overdue", "Overdue"},
};
const std::vector<metric_lines> metrics{
    {"severity",
     "Observations by severity",
     {{"critical_open", "Critical, outstanding"},
      {"high_open", "High, outstanding"},
      {"medium_open", "Medium, outstanding"},
      {"low_open", "Low, outstanding"},
      {"total_open", "All outstanding"}}},
    {"standing",
     "Observations by severity",
     {{"in_preparation", "In preparation"}, {"risk_accepted", "Risk-accepted"}, {"closed", "Closed"}}},
    {"standing", "Standing", {{"with_management", "With management"}, {"awaiting_audit", "Awaiting audit"}}},
    {"ageing", "With management, by days past the original due date", ageing},
    {"ageing-current", "With management, by days past the current due date", ageing},
    {"ageing-awaiting",
     "Awaiting audit, by days since the action was implemented",
     {{"days_0_30", "0 to 30 days"},
      {"days_31_60", "31 to 60 days"},
      {"days_61_90", "61 to 90 days"},
      {"days_91_180", "91 to 180 days"},
      {"days_181_365", "181 to 365 days"},
      {"days_over_365", "Over 365 days"},
      {"no_date", "Without a date"}}},
    {"compliance",
     "Compliance requirements",
     {{"percentage_tenths", "Compliance, %"},
      {"assessed_tenths", "Assessed, %"},
      {"compliant", "Compliant"},
      {"partial", "Partly compliant"},
      {"non_compliant", "Not compliant"},
      {"pending", "Pending"},
      {"not_applicable", "Not applicable"},
      {"review_overdue", "Review overdue"}}},
    {"coverage",
     "Audit coverage of branches, and the plan to date",
     {{"percentage_tenths", "Coverage, %"},
      {"branches_covered", "of them audited within the year"},
      {"branches_due", "Branches active for a year"},
      {"plan_tenths", "Plan, %"},
      {"plan_completed", "of them completed"},
      {"plan_due", "Engagements planned this fiscal year to date"}}},
    {"health",
     "Score, with the weights, shares and bands of the sheet Settings",
     {{"health", "Health score"}, {"finding_tenths", "Finding score"}, {"health_band", "Health band"}}},
    {"closure",
     "Closings in the period, and what is still outstanding",
     {{"closed_and_standing", "Closed in the period and closed at its end"},
      {"to_close", "To close: opening, issued, reopened, returned"},
      {"closure_rate_tenths", "Closure rate, %"},
      {"days_to_close_median_tenths", "Days to close, median (from five closings on)"},
      {"days_to_close_p90", "Days to close that 90 % do not exceed"},
      {"outstanding_age_median_tenths", "Days outstanding at the end, median"}}},
    {"repeats",
     "Repeats among what was issued in the period",
     {{"issued", "Issued in the period"},
      {"repeats", "of them repeats"},
      {"persisting", "of these persisting"},
      {"repeat_rate_tenths", "Repeat rate, %"}}},
};
const std::map<std::string, std::string> roll_titles{
    {"corrections", "Opening: corrections since it was reported"},
    {"opening", "Opening, as known at the closing"},
    {"issued", "+ Issued"},
    {"reopened", "+ Reopened"},
    {"returned", "+ Returned from risk acceptance"},
    {"reclassified_in", "+ Reclassified in"},
    {"reclassified_out", "- Reclassified out"},
    {"closed", "- Closed"},
    {"no_longer_valid", "- No longer valid"},
    {"risk_accepted", "- Risk accepted"},
    {"deleted", "- Deleted"},
    {"closing", "Closing"},
};

class Evidence : public testing::Test {
protected:
    std::vector<std::string> export_words(const std::vector<std::string>& more = {}) const {
        std::vector<std::string> words{
            "export", "evidence", "--tenant", "demo", "--period", period, "--output", file.string()
        };
        words.insert(words.end(), more.begin(), more.end());
        return words;
    }

    void expect_trends(const std::map<std::string, section>& sections, const std::vector<std::string>& basis) const {
        for (const auto& metric : metrics) {
            SCOPED_TRACE(metric.metric);
            constexpr int first_value = 6;  // behind what says which period it is, and whether it is partial
            std::vector<std::string> words{"trend", metric.metric, "--tenant", "demo", "--csv"};
            words.insert(words.end(), basis.begin(), basis.end());
            const auto trend = test::read_csv(place.done(words));
            const auto point = std::ranges::find(trend, period, [](const auto& row) { return row.at(0); });
            ASSERT_NE(point, trend.end());
            for (const auto& [name, title] : metric.titles) {
                const auto column = std::find(trend[0].begin() + first_value, trend[0].end(), name) - trend[0].begin();
                const auto& found = sections.at(metric.section).at(title);
                EXPECT_EQ(found[1], shown(point->at(static_cast<std::size_t>(column)), name)) << title;
                EXPECT_EQ(found[3], "agrees") << title;
            }
        }
    }

    void expect_roll_forward(const section& lines, const std::vector<std::string>& basis) const {
        std::vector<std::string> words{"rollforward", "--tenant", "demo", "--period", period, "--csv"};
        words.insert(words.end(), basis.begin(), basis.end());
        std::size_t compared = 0;
        for (const auto& row : test::read_csv(place.done(words))) {
            if (!roll_titles.contains(row.at(0))) continue;
            const auto& found = lines.at(roll_titles.at(row[0]));
            for (std::size_t i = 0; i < 5; ++i) EXPECT_EQ(found[1 + i], row.at(2 + i)) << row[0];
            EXPECT_EQ(found[11], "agrees") << row[0];
            ++compared;
        }
        EXPECT_EQ(compared, roll_titles.size());
        for (std::size_t i = 1; i <= 4; ++i) EXPECT_EQ(lines.at("Opening and steps less closing")[i], "balances");
    }

    test::scratch_folder folder;
    const test::home& place = test::made_demo().place();
    const std::filesystem::path file = folder / "evidence.xlsx";
};

}  // namespace

TEST_F(Evidence, IsComputedAgainToTheFiguresThatAreReportedOnBothBases) {
    for (const std::vector<std::string>& basis : {std::vector<std::string>{}, {"--basis", "restated"}}) {
        auto words = export_words(basis);
        words.emplace_back("--overwrite");
        const auto said = place.done(words);
        EXPECT_NE(said.find("(made up)"), std::string::npos) << said;
        const auto summary = test::read_sheet(file, "Summary");
        const auto sections = sections_of(summary);
        EXPECT_EQ(fact(summary, "Verdict"), "every figure agrees");
        EXPECT_NE(fact(summary, "Institution").find("(made up)"), std::string::npos);
        EXPECT_TRUE(fact(summary, "Cut-off").starts_with("Position at 31 Dec 2025, entries recorded to "));
        expect_trends(sections, basis);
        expect_roll_forward(sections.at("roll"), basis);
    }
}

TEST_F(Evidence, DiffersWhereACellWasTamperedWith) {
    place.done(export_words());
    constexpr int observations = 2, steps = 4;
    const auto original = test::read_file(file);

    test::tamper(file, observations, "ISSUED", "CLOSED");
    auto summary = test::read_sheet(file, "Summary");
    EXPECT_TRUE(fact(summary, "Verdict").starts_with("figures that differ: ")) << fact(summary, "Verdict");
    EXPECT_EQ(sections_of(summary).at("Observations by severity").at("All outstanding")[3], "DIFFERS");

    test::write_file(file, original);
    test::tamper(file, steps, "closed", "outstanding");
    summary = test::read_sheet(file, "Summary");
    EXPECT_EQ(sections_of(summary).at("roll").at("- Closed")[11], "DIFFERS");
    EXPECT_EQ(sections_of(summary).at("roll").at("Opening and steps less closing")[11], "DIFFERS");
}

TEST_F(Evidence, ReplacesAFileOnlyWhenToldAndLeavesNoneBehindWhenItFails) {
    test::write_file(file, "mine");
    const auto refused = place.vouch(export_words());
    EXPECT_EQ(refused.status, 4);
    EXPECT_NE(refused.errors.find("--overwrite"), std::string::npos) << refused.errors;
    EXPECT_EQ(test::read_file(file), "mine");
    place.done(export_words({"--overwrite"}));
    EXPECT_TRUE(test::read_file(file).starts_with("PK"));

    const auto ahead = folder / "ahead.xlsx";
    const auto unknown =
        place.vouch({"export", "evidence", "--tenant", "demo", "--period", "FY 2099-00 Q1", "--output", ahead.string()}
        );
    EXPECT_EQ(unknown.status, 4) << unknown.errors;
    EXPECT_FALSE(std::filesystem::exists(ahead));
    EXPECT_FALSE(std::filesystem::exists(ahead.string() + ".partial"));

    const auto nameless =
        place.vouch({"export", "evidence", "--tenant", "demo", "--period", period, "--output", "evidence.csv"});
    EXPECT_EQ(nameless.status, 2);
    EXPECT_NE(nameless.errors.find(".xlsx"), std::string::npos) << nameless.errors;
}

}  // namespace vouch
