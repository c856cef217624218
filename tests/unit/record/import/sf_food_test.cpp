// The real files of San Francisco, against the figures that an independent calculation gave. They are no part of the
// project: where they are absent the tests say so and are skipped.
#include <cstdio>
#include <cstdlib>
#include <gtest/gtest.h>
#include <map>
#include <set>
#include <sstream>

#include "import_fixture.h"

namespace vouch::record {

namespace {

using namespace test;

std::filesystem::path shared_data() {
    if (const char* named = std::getenv("VOUCH_SHARED_DATA")) return named;
    return std::filesystem::path(VOUCH_SOURCE_DIRECTORY) / ".." / "shared" / "data";
}

class SfFood : public testing::Test {
protected:
    static void SetUpTestSuite() {
        folder_ = shared_data() / "sf-food";
        if (!std::filesystem::exists(folder_ / "violations.csv")) return;
        auto mapping = read_mapping(std::filesystem::path(VOUCH_SOURCE_DIRECTORY) / "examples/mappings/sf-food.toml");
        ASSERT_TRUE(mapping) << describe(mapping.error());
        mapping_ = std::make_unique<import_mapping>(std::move(*mapping));
        all_ = std::make_unique<imported>(import_all(*mapping_, folder_));
    }
    static void TearDownTestSuite() {
        all_.reset();
        mapping_.reset();
    }
    void SetUp() override {
        if (!all_)
            GTEST_SKIP() << "no real data at " << folder_ << "; VOUCH_SHARED_DATA names the folder that holds sf-food";
    }

    static const input_file& file(std::string_view name) {
        return *std::ranges::find(all_->files, name, &input_file::name);
    }

    static std::vector<import_exception> listed(std::string_view file, exception_effect effect) {
        std::vector<import_exception> found;
        for (const import_exception& exception : all_->exceptions) {
            if (exception.file == file && exception.effect == effect) found.push_back(exception);
        }
        return found;
    }

    static inline std::filesystem::path folder_;
    static inline std::unique_ptr<import_mapping> mapping_;
    static inline std::unique_ptr<imported> all_;
};

TEST_F(SfFood, EveryRowIsLoadedOrRejected) {
    EXPECT_EQ(file("violations.csv").rows, 39'006u);
    EXPECT_EQ(file("violations.csv").loaded, 39'001u);
    EXPECT_EQ(file("violations.csv").rejected, 5u);
    EXPECT_EQ(file("inspections.csv").rows, 14'233u);
    EXPECT_EQ(file("inspections.csv").loaded, 14'230u);
    EXPECT_EQ(file("inspections.csv").colliding, 3u);
    EXPECT_EQ(file("facilities.csv").rows, 6'399u);
    EXPECT_EQ(file("facilities.csv").loaded, 6'399u);
    EXPECT_EQ(file("risk-categories.csv").loaded, 68u);
    for (const input_file& input : all_->files) {
        EXPECT_TRUE(input.finished);
        EXPECT_EQ(input.rows, input.loaded + input.rejected + input.ignored) << input.name;
    }
}

TEST_F(SfFood, VisitsKnownOnlyFromLoadedViolationsAreMade) {
    EXPECT_EQ(file("violations.csv").made_from_key, 453u);
    const auto engagements = all_->all<engagement_record>();
    EXPECT_EQ(engagements.size(), 14'683u);
    EXPECT_EQ(all_->all<branch_record>().size(), 6'399u);
    for (const engagement_record& engagement : engagements) {
        EXPECT_TRUE(engagement.branch);
        EXPECT_TRUE(engagement.completed_on);
    }
}

TEST_F(SfFood, RejectsTheFindingsAfterTheExtractByRow) {
    std::vector<std::uint64_t> rows;
    for (const import_exception& exception : listed("violations.csv", exception_effect::row_rejected)) {
        rows.push_back(exception.row);
        EXPECT_EQ(exception.code, exception_code::after_extract);
        EXPECT_EQ(exception.reason, "finding 20181129 is after the extract of 2018-02-16");
    }
    EXPECT_EQ(rows, (std::vector<std::uint64_t>{38'986, 38'987, 38'988, 38'989, 38'990}));
}

TEST_F(SfFood, RefusesTheClosingsThatCannotBeTrueAndLeavesTheirObservationsOpen) {
    std::map<exception_code, int> reasons;
    for (const import_exception& exception : listed("violations.csv", exception_effect::value_refused)) {
        ++reasons[exception.code];
        EXPECT_EQ(exception.field, "closed_on");
        if (exception.row == 855) EXPECT_EQ(exception.reason, "closing 1/5/2016 is before the finding of 2016-12-20");
        if (exception.row == 2228)
            EXPECT_EQ(exception.reason, "closing \"12:15:17 PM\" is not a date written %m/%d/%Y");
    }
    EXPECT_EQ(
        reasons,
        (std::map<exception_code, int>{
            {exception_code::before_finding, 140}, {exception_code::not_a_date, 12}, {exception_code::after_extract, 2}
        })
    );
    const auto observations = all_->all<observation_record>();
    EXPECT_EQ(std::ranges::count_if(observations, [](const auto& one) { return one.closed_on.has_value(); }), 30'452);
}

TEST_F(SfFood, ListsTheVisitsThatCollide) {
    std::vector<std::pair<std::uint64_t, std::string>> colliding;
    for (const import_exception& exception : listed("inspections.csv", exception_effect::row_colliding)) {
        colliding.emplace_back(exception.row, exception.value);
    }
    EXPECT_EQ(
        colliding,
        (std::vector<std::pair<std::uint64_t, std::string>>{
            {7'715, "64859/20150924"}, {10'414, "77427/20170706"}, {13'275, "87440/20160801"}
        })
    );
}

TEST_F(SfFood, ListsTheLettersThatWereLostBeforeTheFilesWereWritten) {
    const auto lost = listed("facilities.csv", exception_effect::value_noted);
    EXPECT_EQ(lost.size(), 7u);
    EXPECT_EQ(lost.front().code, exception_code::letter_lost);
    EXPECT_EQ(lost.front().row, 2'355u);
}

TEST_F(SfFood, EachObservationHasAReferenceOfItsOwn) {
    std::set<std::string> references;
    int numbered = 0;
    for (const observation_record& observation : all_->all<observation_record>()) {
        EXPECT_TRUE(references.insert(observation.identity.external_ref).second);
        numbered += observation.identity.external_ref.ends_with("#2");
        EXPECT_EQ(
            observation.identity.id, name_based_uuid(tenant_id, "observation/" + observation.identity.external_ref)
        );
    }
    EXPECT_EQ(numbered, 30);  // 12 rows equal to an earlier one, 18 that differ from it in their closing
    EXPECT_TRUE(references.contains("sf-food/19/20171211/Unapproved or unmaintained equipment or utensils"));
}

/// What the program in Python says, read word by word after the line "date ...".
std::string independent_answer(const std::filesystem::path& folder) {
    const std::string script = std::string(VOUCH_SOURCE_DIRECTORY) + "/tests/oracle/severity.py";
    const std::string command = "python3 '" + script + "' --days all '" + folder.string() + "'";
    std::FILE* pipe = ::popen(command.c_str(), "r");
    std::string text;
    std::array<char, 4096> buffer;
    while (const std::size_t length = std::fread(buffer.data(), 1, buffer.size(), pipe))
        text.append(buffer.data(), length);
    EXPECT_EQ(::pclose(pipe), 0) << command;
    return text.substr(std::min(text.find("\ndate "), text.size() - 1) + 1);
}

TEST_F(SfFood, AgreesWithTheIndependentCalculationOnEveryDay) {
    std::map<std::string, std::map<date, int>> change;
    for (const observation_record& observation : all_->all<observation_record>()) {
        ++change[observation.severity][observation.found_on];
        ++change["total"][observation.found_on];
        if (!observation.closed_on) continue;
        --change[observation.severity][*observation.closed_on];
        ++change["closed"][*observation.closed_on];
    }
    std::ostringstream ours;
    ours << "date critical_open high_open medium_open low_open total_open closed total\n";
    std::map<std::string, int> now;
    for (date when = day("2015-02-19"); when <= day("2018-02-16"); when += std::chrono::days(1)) {
        for (auto& [name, by_day] : change) now[name] += by_day[when];
        ours << to_string(when) << ' ' << now["CRITICAL"] << ' ' << now["HIGH"] << ' ' << now["MEDIUM"] << ' '
             << now["LOW"] << ' ' << now["CRITICAL"] + now["HIGH"] + now["MEDIUM"] + now["LOW"] << ' ' << now["closed"]
             << ' ' << now["total"] << '\n';
    }
    EXPECT_EQ(ours.str(), independent_answer(folder_));
}

TEST_F(SfFood, ASecondReadingGivesTheSameRecords) {
    const imported again = import_all(*mapping_, folder_);
    ASSERT_EQ(again.records.size(), all_->records.size());
    for (std::size_t i = 0; i < again.records.size(); ++i) {
        ASSERT_EQ(identity_of(again.records[i]).id, identity_of(all_->records[i]).id);
        ASSERT_EQ(identity_of(again.records[i]).digest, identity_of(all_->records[i]).digest);
    }
}

}  // namespace

}  // namespace vouch::record
