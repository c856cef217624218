#include <gtest/gtest.h>

#include "import_fixture.h"

namespace vouch::record {

namespace {

using namespace test;

const std::string tables = std::string(mapping_head) + R"(
[[table]]
kind = "branch"
file = "b.csv"
optional = true
key = "code"
[table.fields]
code = "short"
name = "name"
active_from = { column = "opened", format = "%Y-%m-%d" }
active_to = { column = "ended", format = "%Y-%m-%d" }

[[table]]
kind = "area"
file = "o.csv"
key = "area"
duplicates = "ignore"
[table.fields]
name = "area"

[[table]]
kind = "engagement"
file = "e.csv"
optional = true
key = ["code", "day"]
[table.fields]
status = { constant = "COMPLETED" }
completed_on = { column = "day", format = "%Y-%m-%d" }
rating = "score"
[table.references]
branch = "code"

[[table]]
kind = "observation"
file = "o.csv"
key = "id"
[table.fields]
title = "title"
severity = { constant = "LOW" }
found_on = { constant = "2020-01-05" }
[table.references]
branch = "branch"
area = "area"
engagement = { key = ["branch", "visited"], create_missing = true }
)";

struct texts {
    std::string branches = "code,short,name,opened,ended\n1,A,Alpha,,\n2,B,Beta,,\n";
    std::string engagements = "code,day,score\n1,2020-01-05,90\n";
    std::string observations;
};

imported import_tables(const texts& text) {
    const folder here;
    if (!text.branches.empty()) here.write("b.csv", text.branches);
    if (!text.engagements.empty()) here.write("e.csv", text.engagements);
    here.write("o.csv", "id,title,branch,area,visited\n" + text.observations);
    const import_mapping mapping = mapping_of(tables);
    return import_all(mapping, here.path());
}

std::vector<std::string> reasons(const imported& all) {
    std::vector<std::string> found;
    for (const import_exception& exception : all.exceptions)
        found.push_back(std::string(name_of(exception.code)) + ": " + exception.reason);
    return found;
}

using list = std::vector<std::string>;

TEST(MapperReferences, FindWhatEarlierTablesBrought) {
    const auto all = import_tables({.observations = "1,Title,1,Cash,2020-01-05\n"});
    EXPECT_TRUE(all.exceptions.empty());
    const auto observation = all.all<observation_record>().front();
    EXPECT_EQ(observation.branch->external_ref, "bank/1");
    EXPECT_EQ(observation.branch->id, identity_of(all.records[0]).id);
    EXPECT_EQ(observation.area->id, all.all<area_record>().front().identity.id);
    EXPECT_EQ(observation.engagement->id, all.all<engagement_record>().front().identity.id);
    EXPECT_EQ(all.all<engagement_record>().front().branch->external_ref, "bank/1");
}

TEST(MapperReferences, AreEmptyWhereTheRowNamesNothing) {
    const auto all = import_tables({.observations = "1,Title,,Cash,\n"});
    EXPECT_TRUE(all.exceptions.empty());
    EXPECT_FALSE(all.all<observation_record>().front().branch);
    EXPECT_FALSE(all.all<observation_record>().front().engagement);
}

TEST(MapperReferences, ToAnUnknownBranchRejectTheRow) {
    const auto all = import_tables({.observations = "1,Title,9,Cash,\n"});
    EXPECT_EQ(reasons(all), (list{"unknown_reference: branch \"9\" is not in b.csv"}));
    EXPECT_TRUE(all.all<observation_record>().empty());
}

TEST(MapperReferences, AreEmptyWhereAPartOfTheKeyIs) {
    const auto all = import_tables({.observations = "1,Title,1,Cash,\n"});
    EXPECT_TRUE(all.exceptions.empty());
    EXPECT_FALSE(all.all<observation_record>().front().engagement);
}

TEST(MapperReferences, MakeAMissingEngagementOnceFromItsKey) {
    const auto all = import_tables({.observations = "1,Title,2,Cash,2020-02-03\n2,Title,2,Cash,2020-02-03\n"});
    EXPECT_TRUE(all.exceptions.empty());
    const auto engagements = all.all<engagement_record>();
    ASSERT_EQ(engagements.size(), 2u);
    const engagement_record& made = engagements[1];
    EXPECT_TRUE(made.identity.made_from_key);
    EXPECT_FALSE(engagements[0].identity.made_from_key);
    EXPECT_EQ(made.identity.external_ref, "bank/2/2020-02-03");
    EXPECT_EQ(made.branch->external_ref, "bank/2");
    EXPECT_EQ(made.completed_on, day("2020-02-03"));
    EXPECT_EQ(made.status, "COMPLETED");
    EXPECT_FALSE(made.rating);
    EXPECT_EQ(all.files.back().made_from_key, 1u);
    EXPECT_EQ(all.all<observation_record>()[1].engagement->id, made.identity.id);
}

TEST(MapperReferences, MakeNothingForARowThatIsRejected) {
    EXPECT_EQ(import_tables({.observations = "1,Shor,2,Cash,2020-02-03\n"}).all<engagement_record>().size(), 1u);
}

TEST(MapperReferences, AreRefusedWhereWhatIsMissingCannotBeMade) {
    const auto all = import_tables({.observations = "1,Title,2,Cash,yesterday\n"});
    EXPECT_EQ(
        reasons(all),
        (list{"unknown_reference: engagement \"2/yesterday\" is not in e.csv and cannot be made from its key: "
              "the status is COMPLETED, and there is no usable date of completion"})
    );
    EXPECT_FALSE(all.all<observation_record>().front().engagement);
}

TEST(MapperReferences, FindWhatAnEarlierImportBrought) {
    const folder here;
    here.write("o.csv", "id,title,branch,area,visited\n1,Title,1,Cash,\n");
    const import_mapping mapping = mapping_of(tables);
    const std::vector paths{here.path()};
    auto stream = import_stream::open(mapping, tenant_id, paths).value();
    stream.already_recorded(record_kind::branch, name_based_uuid(tenant_id, "branch/bank/1"));
    std::vector<mapped_row> rows;
    while (auto item = stream.next().value()) rows.push_back(std::move(item->row));
    ASSERT_EQ(rows.size(), 2u);
    EXPECT_EQ(std::get<observation_record>(rows[1].records.at(0)).branch->external_ref, "bank/1");
}

TEST(MapperReferences, AMissingRecordThatIsRecordedAlreadyIsYieldedAllTheSame) {
    const folder here;
    here.write("o.csv", "id,title,branch,area,visited\n1,Title,1,Cash,2020-01-05\n");
    const import_mapping mapping = mapping_of(tables);
    const std::vector paths{here.path()};
    auto stream = import_stream::open(mapping, tenant_id, paths).value();
    stream.already_recorded(record_kind::branch, name_based_uuid(tenant_id, "branch/bank/1"));
    stream.already_recorded(record_kind::engagement, name_based_uuid(tenant_id, "engagement/bank/1/2020-01-05"));
    std::uint64_t made = 0;
    while (auto item = stream.next().value()) {
        for (const mapped_record& record : item->row.records) made += identity_of(record).made_from_key;
    }
    EXPECT_EQ(made, 1u) << "so that every import of the same files counts the same";
}

TEST(MapperDuplicates, AreListedWithTheRowThatCame) {
    const auto all = import_tables(
        {.engagements = "code,day,score\n1,2020-01-05,90\n1,2020-01-05,95\n",
         .observations = "1,Title,1,Cash,2020-01-05\n"}
    );
    EXPECT_EQ(reasons(all), (list{"same_key: row 2 has the same code and day and was loaded; this row was not"}));
    EXPECT_EQ(all.exceptions[0].field, "code/day");
    EXPECT_EQ(all.exceptions[0].value, "1/2020-01-05");
    EXPECT_EQ(all.exceptions[0].row, 3u);
    EXPECT_EQ(all.all<engagement_record>().front().rating, "90");
}

TEST(MapperDuplicates, OfARejectedRowAreLoaded) {
    const auto all = import_tables({.observations = "1,Shor,1,Cash,\n1,Title,,Cash,\n"});
    EXPECT_EQ(all.exceptions.size(), 1u);
    EXPECT_EQ(all.all<observation_record>().size(), 1u);
}

TEST(MapperDuplicates, AreIgnoredWhereTheMappingSaysSo) {
    const auto all = import_tables({.observations = "1,Title,,Cash,\n2,Title,,Cash,\n3,Title,,Loans,\n"});
    EXPECT_TRUE(all.exceptions.empty());
    EXPECT_EQ(all.all<area_record>().size(), 2u);
    const input_file& areas = *std::ranges::find(all.files, record_kind::area, &input_file::kind);
    EXPECT_EQ(areas.rows, 3u);
    EXPECT_EQ(areas.loaded, 2u);
    EXPECT_EQ(areas.ignored, 1u);
}

TEST(MapperDuplicates, OfACodeThatMustBeUniqueRejectTheRow) {
    const auto all =
        import_tables({.branches = "code,short,name,opened,ended\n1,A,Alpha,,\n2,A,Beta,,\n", .observations = ""});
    EXPECT_EQ(reasons(all), (list{"already_taken: an earlier branch has the code \"A\" already"}));
}

TEST(MapperRules, ABranchEndsAfterItOpened) {
    const auto all = import_tables(
        {.branches = "code,short,name,opened,ended\n1,A,Alpha,2020-01-01,2019-01-01\n",
         .engagements = "",
         .observations = ""}
    );
    EXPECT_EQ(reasons(all), (list{"before_opening: last day 2019-01-01 is before the opening on 2020-01-01"}));
    EXPECT_FALSE(all.all<branch_record>().front().active_to);
}

TEST(MapperRules, ACodeIsNeverCut) {
    const auto all = import_tables(
        {.branches = "code,short,name,opened,ended\n1," + std::string(61, 'x') + ",Alpha,,\n",
         .engagements = "",
         .observations = ""}
    );
    EXPECT_EQ(reasons(all), (list{"too_long: code is 61 characters long; at most 60 are kept"}));
    EXPECT_TRUE(all.all<branch_record>().empty());
}

TEST(MapperRules, OfEngagementsAndRequirements) {
    const std::string toml = std::string(mapping_head) + R"(
[[table]]
kind = "engagement"
file = "e.csv"
key = "id"
[table.fields]
status = "status"
completed_on = { column = "day", format = "%Y-%m-%d" }
scheduled_on = { column = "planned", format = "%Y-%m-%d" }
report_number = "report"
report_issued_on = { column = "issued", format = "%Y-%m-%d" }
)";
    const auto engagements = import_text(
        toml,
        "e.csv",
        "id,status,day,planned,report,issued\n1,COMPLETED,,,,\n2,PLANNED,2020-01-05,2021-01-01,,\n3,CANCELLED,,,R "
        "7,2020-05-01\n"
    );
    EXPECT_EQ(
        reasons(engagements),
        (list{
            "value_missing: the status is COMPLETED, and there is no usable date of completion",
            "contradiction: completion 2020-01-05 is stated, but the status is PLANNED"
        })
    );
    EXPECT_EQ(engagements.all<engagement_record>()[0].scheduled_on, day("2021-01-01"));
    EXPECT_EQ(engagements.all<engagement_record>()[1].report_number, "R 7");
    EXPECT_EQ(engagements.all<engagement_record>()[1].report_issued_on, day("2020-05-01"));

    const std::string requirement_toml = std::string(mapping_head) + R"(
[[table]]
kind = "requirement"
file = "r.csv"
key = "id"
[table.fields]
requirement = "text"
status = "status"
not_applicable_reason = "why"
owner = "owner"
next_review_on = { column = "review", format = "%Y-%m-%d" }
)";
    const auto requirements = import_text(
        requirement_toml,
        "r.csv",
        "id,text,status,why,owner,review\n1,Keep cash low,NOT_APPLICABLE,,,\n2,Keep cash low,PARTIAL,,Ops,2021-01-01\n"
    );
    EXPECT_EQ(reasons(requirements), (list{"value_missing: the status is NOT_APPLICABLE, and no reason is given"}));
    const auto requirement = requirements.all<requirement_record>().front();
    EXPECT_EQ(requirement.requirement, "Keep cash low");
    EXPECT_EQ(requirement.owner, "Ops");
    EXPECT_EQ(requirement.next_review_on, day("2021-01-01"));
}

}  // namespace

}  // namespace vouch::record
