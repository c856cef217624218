// The metrics of the demo as another language works them out from its history alone (tests/oracle/metrics.py).
#include <boost/json.hpp>
#include <gtest/gtest.h>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "process/scratch_folder.h"
#include "process/spine/home.h"

namespace vouch {

namespace {

namespace json = boost::json;

class CalculatedApart : public testing::Test {
protected:
    static void SetUpTestSuite() {
        folder_ = std::make_unique<test::scratch_folder>();
        server_ = std::make_unique<test::holder>(*folder_ / "server");
        place_ = std::make_unique<test::home>(*server_, *folder_ / "data");
        place_->done({"schema", "deploy"});
        place_->done({"demo"});
        place_->done({"replay", "--tenant", "demo"});
    }
    static void TearDownTestSuite() {
        place_.reset();
        server_.reset();
        folder_.reset();
    }

    json::value asked(std::vector<std::string> words) const {
        words.insert(words.end(), {"--tenant", "demo", "--json"});
        return json::parse(place_->done(words));
    }

    /// What the program says of the closing and the repeats of the period that stands at `index` of those with figures.
    void expect_figures(const std::string& grain, const std::string& subject, const json::array& calculated) const {
        std::size_t index = 0;
        for (const auto& point : asked({"trend", subject, "--grain", grain}).at("points").as_array()) {
            if (point.at("business_date").is_null()) continue;
            ASSERT_LT(index, calculated.size());
            const auto& period = calculated[index++];
            EXPECT_EQ(point.at("label"), period.at("label"));
            EXPECT_EQ(point.at("business_date"), period.at("business_date"));
            EXPECT_EQ(point.at("values"), period.at(subject)) << point.at("label");
        }
        EXPECT_EQ(index, calculated.size());
    }

    /// From opening to closing, line by line and severity by severity.
    void expect_roll_forward(const json::value& period) const {
        const std::string label(period.at("label").as_string());
        const auto said = asked({"rollforward", "--period", label});
        const auto& calculated = period.at("roll_forward");
        EXPECT_EQ(said.at("known_seq"), period.at("known_seq")) << label;
        EXPECT_EQ(said.at("withdrawn"), calculated.at("withdrawn")) << label;
        EXPECT_TRUE(said.at("balances").as_bool()) << label;
        EXPECT_EQ(said.at("lines").as_array().size(), calculated.at("high").as_object().size());
        for (const auto& line : said.at("lines").as_array()) {
            for (const auto severity : {"critical", "high", "medium", "low"}) {
                EXPECT_EQ(line.at(severity), calculated.at(severity).at(line.at("line").as_string()))
                    << label << ' ' << line.at("line") << ' ' << severity;
            }
        }
    }

    static inline std::unique_ptr<test::scratch_folder> folder_;
    static inline std::unique_ptr<test::holder> server_;
    static inline std::unique_ptr<test::home> place_;
};

}  // namespace

TEST_F(CalculatedApart, EverySnapshotOfTheDemoIsWhatItsHistorySays) {
    auto agrees = place_->calculate_apart("demo", {"--known-of-snapshots"});
    EXPECT_EQ(agrees.status, 0) << agrees.output << agrees.errors;
    EXPECT_EQ(
        agrees.output, place_->ask("SELECT count(*) FROM snapshot.dashboard_snapshot") + " snapshots: 0 differ\n"
    );

    // Behind its back: the calculation can disagree.
    place_->ask(
        "SET session_replication_role = replica;"
        "UPDATE snapshot.dashboard_snapshot SET metrics = jsonb_set(metrics, '{severity,low_open}', '-1')"
        " WHERE business_date = '2025-06-30';"
        "UPDATE history.observation_version SET deleted = true"
        " WHERE effective_at = (SELECT max(effective_at) FROM history.observation_version);"
        "SELECT 1"
    );
    auto differs = place_->calculate_apart("demo", {"--known-of-snapshots"});
    EXPECT_EQ(differs.status, 1);
    EXPECT_NE(differs.output.find("snapshot 2025-06-30/1 known at "), std::string::npos) << differs.output;
    EXPECT_NE(differs.output.find(": severity.low_open is -1, calculated "), std::string::npos) << differs.output;
    EXPECT_NE(differs.output.find("snapshot 2026-02-28/1 known at "), std::string::npos) << differs.output;
}

TEST_F(CalculatedApart, EveryPeriodOfTheDemoComesToWhatItsHistorySays) {
    for (const std::string grain : {"month", "quarter", "year"}) {
        auto done = place_->calculate_apart("demo", {"--periods", grain});
        ASSERT_EQ(done.status, 0) << done.errors;
        const auto calculated = json::parse(done.output).as_array();
        EXPECT_GE(calculated.size(), 2u);
        for (const std::string subject : {"closure", "repeats"}) expect_figures(grain, subject, calculated);
        if (grain == "month") continue;  // the same as of quarters, and a command each
        for (const auto& period : calculated) expect_roll_forward(period);
    }
}

TEST_F(CalculatedApart, TheRiskOfEveryBranchIsWhatItsHistorySays) {
    const std::string day = "2025-12-31";
    auto done = place_->calculate_apart("demo", {"--branch-risk", day});
    ASSERT_EQ(done.status, 0) << done.errors;
    const auto calculated = json::parse(done.output).as_array().at(0);
    const auto said = asked({"metrics", "--branches", "--as-of", day});
    EXPECT_EQ(said.at("known_seq"), calculated.at("known_seq"));
    std::map<std::string, json::value> of_branch;
    for (const auto& each : calculated.at("branches").as_array()) {
        of_branch[std::string(each.at("branch_id").as_string())] = each;
    }
    EXPECT_EQ(of_branch.size(), 8u);
    EXPECT_EQ(said.at("branches").as_array().size(), of_branch.size());
    for (const auto& branch : said.at("branches").as_array()) {
        const auto& each = of_branch.at(std::string(branch.at("id").as_string()));
        EXPECT_EQ(branch.at("points"), each.at("points"));
        EXPECT_EQ(branch.at("band"), each.at("band"));
    }
}

}  // namespace vouch
