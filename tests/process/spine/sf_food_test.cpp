// The real files of San Francisco from import to trend, through the program alone, against a calculation in another
// language (tests/oracle/severity.py from the files, metrics.py from the history). The files are no part of the
// project: where they are absent the tests say so.
#include <boost/json.hpp>
#include <gtest/gtest.h>
#include <map>
#include <set>
#include <sstream>

#include "process/scratch_folder.h"
#include "process/spine/sf_bank.h"

namespace vouch {

namespace {

namespace json = boost::json;

std::string text_of(const json::value& object, std::string_view member) {
    return std::string(object.at(member).as_string());
}

/// The rows of a list of the oracle, each an object with "row".
std::vector<std::int64_t> rows_of(const json::value& list) {
    std::vector<std::int64_t> rows;
    for (auto& each : list.as_array()) rows.push_back(each.at("row").as_int64());
    return rows;
}

/// The rows of a list of exceptions with a file, a field and an effect. No value of these files spans lines.
std::vector<std::int64_t> listed(
    const std::string& list, const std::string& file, const std::string& field, const std::string& effect
) {
    std::vector<std::int64_t> rows;
    std::istringstream lines(list);
    for (std::string line; std::getline(lines, line);) {
        if (!line.starts_with(file + ",")) continue;
        auto row_ends = line.find(',', file.size() + 1);
        auto field_ends = line.find(',', row_ends + 1);
        auto code_begins = line.rfind(',');
        auto effect_begins = line.rfind(',', code_begins - 1);
        if (line.substr(effect_begins + 1, code_begins - effect_begins - 1) != effect) continue;
        if (!field.empty() && line.substr(row_ends + 1, field_ends - row_ends - 1) != field) continue;
        rows.push_back(std::stoll(line.substr(file.size() + 1)));
    }
    return rows;
}

class SfFoodFromImportToTrend : public testing::Test {
protected:
    static void SetUpTestSuite() {
        if (!test::imported_sf()) return;
        place_ = &test::imported_sf()->place();
        auto calculated = test::run(
            {"python3",
             VOUCH_SOURCE_DIRECTORY "/tests/oracle/severity.py",
             "--json",
             "--days",
             "all",
             test::sf_files().string()}
        );
        ASSERT_EQ(calculated.status, 0) << calculated.errors;
        oracle_ = json::parse(calculated.output);
        for (auto& day : oracle_.at("outstanding").as_array()) standing_[text_of(day, "date")] = day;
    }
    void SetUp() override {
        if (!place_) GTEST_SKIP() << test::without_sf_files();
    }

    /// What a list of repeats says of each, in an order of its own.
    static std::multiset<std::string> lines_of(const json::value& repeats) {
        std::multiset<std::string> lines;
        for (auto& each : repeats.as_array()) {
            std::string line;
            for (auto name :
                 {"branch_code", "title", "found_on", "original_date", "severity_now", "severity_then", "kind", "status"
                 }) {
                line += text_of(each, name) + "|";
            }
            lines.insert(line + std::to_string(each.at("occurrences").as_int64()));
        }
        return lines;
    }

    static json::array trend(const std::string& grain) {
        auto printed = place_->done({"trend", "severity", "--tenant", "sf", "--grain", grain, "--json"});
        return json::parse(printed).at("points").as_array();
    }

    /// Every value of a point is what the oracle says of its business date, and that is the last day of the period or
    /// of the data.
    static void expect_agreement(const json::value& point) {
        auto day = text_of(point, "business_date");
        EXPECT_EQ(day, std::min(text_of(point, "ends_on"), text_of(oracle_, "last_day")));
        ASSERT_TRUE(standing_.contains(day)) << day;
        for (auto name : {"critical_open", "high_open", "medium_open", "low_open", "total_open"}) {
            EXPECT_EQ(point.at("values").at(name), standing_.at(day).at(name)) << name << " of " << day;
        }
    }

    static inline const test::home* place_ = nullptr;
    static inline json::value oracle_;
    static inline std::map<std::string, json::value> standing_;  // by date
};

}  // namespace

TEST_F(SfFoodFromImportToTrend, RecordsWhatTheFilesHold) {
    auto counts = place_->ask(
        "SELECT json_build_array((SELECT count(*) FROM record.observation), (SELECT count(*) FROM record.engagement), "
        "(SELECT count(*) FROM record.branch), (SELECT rows_in FROM record.import_file WHERE kind = 'observation'), "
        "(SELECT rows_rejected FROM record.import_file WHERE kind = 'observation'), "
        "(SELECT count(*) FROM record.import_exception))"
    );
    EXPECT_EQ(counts, "[39001, 14683, 6399, 39006, 5, 169]");
    EXPECT_EQ(oracle_.at("rows"), 39'006);
    EXPECT_EQ(oracle_.at("observations"), 39'001);
    EXPECT_EQ(oracle_.at("engagements"), 14'683);
    const auto& imported = test::imported_sf()->imported();
    const auto& replayed = test::imported_sf()->replayed();
    EXPECT_NE(imported.find("39,006    39,001         5       154"), std::string::npos) << imported;
    EXPECT_NE(replayed.find("1094 days from 2015-02-19 to 2018-02-16, 1094 snapshots"), std::string::npos) << replayed;
}

TEST_F(SfFoodFromImportToTrend, ListsEveryRowThatItCouldNotTakeByItsNumber) {
    auto list = test::read_file(place_->data() / "imports/sf-sf-food-2018-02-16-exceptions.csv");
    auto rejected = listed(list, "violations.csv", "", "row_rejected");
    EXPECT_EQ(rejected.size(), 5u);
    EXPECT_EQ(rejected, rows_of(oracle_.at("rejected_rows")));
    auto refused = listed(list, "violations.csv", "closed_on", "value_refused");
    EXPECT_EQ(refused.size(), 154u);
    EXPECT_EQ(refused, rows_of(oracle_.at("refused_closing_rows")));
    auto colliding = listed(list, "inspections.csv", "", "row_colliding");
    EXPECT_EQ(colliding.size(), 3u);
    EXPECT_EQ(colliding, rows_of(oracle_.at("colliding_visit_rows")));
}

TEST_F(SfFoodFromImportToTrend, AgreesWithTheOtherCalculationOnEveryDay) {
    auto days = trend("day");
    EXPECT_EQ(days.size(), 1'094u);
    EXPECT_EQ(days.size(), standing_.size());
    for (auto& day : days) expect_agreement(day);
}

TEST_F(SfFoodFromImportToTrend, AgreesWithTheOtherCalculationOnEveryMetricOfEveryDay) {
    auto calculated = place_->calculate_apart("sf", {"--known-of-snapshots"});
    EXPECT_EQ(calculated.status, 0);
    EXPECT_EQ(calculated.output, "1094 snapshots: 0 differ\n") << calculated.errors;
}

TEST_F(SfFoodFromImportToTrend, AgreesAtTheEndOfEveryFiscalQuarterAndYear) {
    auto quarters = trend("quarter");
    ASSERT_EQ(quarters.size(), 13u);  // the first and the last are cut by the data
    EXPECT_EQ(text_of(quarters.front(), "label"), "FY 2014-15 Q3");
    EXPECT_EQ(text_of(quarters.front(), "starts_on"), "2015-01-01");
    EXPECT_EQ(text_of(quarters.back(), "label"), "FY 2017-18 Q3");
    for (auto& quarter : quarters) expect_agreement(quarter);
    auto years = trend("year");
    ASSERT_EQ(years.size(), 4u);
    EXPECT_EQ(text_of(years.front(), "label"), "FY 2014-15");
    EXPECT_EQ(text_of(years.back(), "starts_on"), "2017-07-01");
    EXPECT_TRUE(years.back().at("partial").as_bool());
    for (auto& year : years) expect_agreement(year);
}

TEST_F(SfFoodFromImportToTrend, LinksTheRepeatsThatAnotherCalculationFinds) {
    auto calculated =
        test::run({"python3", VOUCH_SOURCE_DIRECTORY "/tests/oracle/repeats.py", "--json", test::sf_files().string()});
    ASSERT_EQ(calculated.status, 0) << calculated.errors;
    auto expected = json::parse(calculated.output);
    EXPECT_EQ(expected.at("repeats"), 7'516);
    EXPECT_EQ(expected.at("recurred"), 7'386);
    EXPECT_EQ(expected.at("persisting"), 130);
    EXPECT_EQ(expected.at("longest_chain"), 6);
    const auto& imported = test::imported_sf()->imported();
    EXPECT_NE(imported.find("; 7,516 repeats."), std::string::npos) << imported;

    std::map<std::string, std::int64_t> counted;
    for (auto& [label, repeats] : expected.at("quarters").as_object()) {
        auto printed =
            json::parse(place_->done({"repeat", "list", "--tenant", "sf", "--period", std::string(label), "--json"}));
        EXPECT_EQ(lines_of(printed.at("repeats")), lines_of(repeats)) << std::string(label);
        for (auto& each : printed.at("repeats").as_array()) {
            ++counted[text_of(each, "kind")];
            counted["longest"] = std::max(counted["longest"], each.at("occurrences").as_int64());
        }
    }
    EXPECT_EQ(counted, (std::map<std::string, std::int64_t>{{"recurred", 7'386}, {"persisting", 130}, {"longest", 6}}));
    EXPECT_EQ(place_->ask("SELECT count(repeat_of_id) FROM record.observation"), "7516");
}

TEST_F(SfFoodFromImportToTrend, ShowsRepeatsAndVisitsAsPeopleReadThem) {
    auto table = place_->done({"repeat", "list", "--tenant", "sf", "--period", "2015-04"});
    EXPECT_NE(
        table.find("Repeats among the observations issued in 2015-04, position at 30 Apr 2015"), std::string::npos
    );
    EXPECT_NE(table.find("05 Mar 2015      2  medium    medium  no         issued  recurred\n"), std::string::npos)
        << table;
    EXPECT_NE(table.find("4 repeats: 3 persisting"), std::string::npos) << table;
    auto chain = place_->done(
        {"repeat", "chain", "sf-food/489/20161220/Improper or defective plumbing", "--tenant", "sf", "--json"}
    );
    EXPECT_EQ(json::parse(chain).at("chain").as_array().size(), 3u);

    auto visits = json::parse(
        place_->done({"engagements", "--tenant", "sf", "--period", "2018-02", "--as-of", "2018-02-16", "--json"})
    );
    std::int64_t found = 0;
    for (auto& visit : visits.at("engagements").as_array()) {
        EXPECT_EQ(text_of(visit, "status"), "COMPLETED");
        found += visit.at("observations").at("all").at("total").as_int64();
    }
    EXPECT_EQ(
        std::to_string(found),
        place_->ask("SELECT count(*) FROM record.observation WHERE found_on BETWEEN '2018-02-01' AND '2018-02-28'")
    );
    auto none = place_->done({"engagements", "--tenant", "sf", "--period", "FY 2030-31"});
    EXPECT_NE(none.find("None. --period names another"), std::string::npos) << none;
}

TEST_F(SfFoodFromImportToTrend, VerifiesAndChangesNothingTheSecondTime) {
    auto verified = place_->done({"verify", "--tenant", "sf"});
    EXPECT_NE(verified.find("1094 snapshots: everything is as it was sealed"), std::string::npos) << verified;
    auto list_file = place_->data() / "imports/sf-sf-food-2018-02-16-exceptions.csv";
    auto list = test::read_file(list_file);
    auto heads = place_->done({"anchor"});
    auto again = place_->done(test::imported_sf()->import_words());
    EXPECT_NE(again.find("imported before, nothing was changed"), std::string::npos) << again;
    EXPECT_NE(place_->done({"replay", "--tenant", "sf"}).find(" 0 snapshots written"), std::string::npos);
    EXPECT_EQ(place_->done({"anchor"}), heads);
    EXPECT_EQ(test::read_file(list_file), list);
}

}  // namespace vouch
