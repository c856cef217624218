#include "record/import/mapper.h"

#include <gtest/gtest.h>

#include "import_fixture.h"

namespace vouch::record {

namespace {

using namespace test;

const std::string observations = std::string(mapping_head) + R"(
[[table]]
kind = "observation"
file = "o.csv"
key = ["id"]
duplicates = "keep"
[table.fields]
title = "title"
severity = { column = "risk", values = { "Bad" = "HIGH", "So so" = "LOW" } }
found_on = { column = "found", format = ["%Y-%m-%d", "%d/%m/%Y"] }
closed_on = { column = "closed", format = "%Y-%m-%d" }
due_on = { column = "due", format = "%Y-%m-%d" }
closing_basis = "basis"
condition = "condition"
)";

imported import_observations(std::string_view rows) {
    return import_text(observations, "o.csv", "id,title,risk,found,closed,due,basis,condition\n" + std::string(rows));
}

/// The one exception of an import: "effect code field: reason".
std::string only_exception(const imported& all) {
    if (all.exceptions.size() != 1) return std::to_string(all.exceptions.size()) + " exceptions";
    const import_exception& one = all.exceptions.front();
    return std::string(name_of(one.effect)) + " " + std::string(name_of(one.code)) + " " + one.field + ": " +
           one.reason;
}

std::string exception_of(std::string_view row) {
    return only_exception(import_observations(row));
}

TEST(Mapper, FillsARecord) {
    const auto all =
        import_observations("7,Cash not counted,Bad,2020-01-05,2020-02-01,2020-03-01,TESTED,The till was not counted\n"
        );
    ASSERT_EQ(all.records.size(), 1u);
    const auto observation = all.all<observation_record>().front();
    EXPECT_EQ(observation.identity.external_ref, "bank/7");
    EXPECT_EQ(observation.identity.id, name_based_uuid(tenant_id, "observation/bank/7"));
    EXPECT_EQ(observation.title, "Cash not counted");
    EXPECT_EQ(observation.severity, "HIGH");
    EXPECT_EQ(observation.found_on, day("2020-01-05"));
    EXPECT_EQ(observation.closed_on, day("2020-02-01"));
    EXPECT_EQ(observation.due_on, day("2020-03-01"));
    EXPECT_EQ(observation.closing_basis, "TESTED");
    EXPECT_EQ(observation.condition, "The till was not counted");
    EXPECT_FALSE(observation.branch);
    EXPECT_TRUE(all.exceptions.empty());
}

TEST(Mapper, RowsThatAgreeInTheRepeatKeyAreOfOneSeries) {
    const std::string mapping = std::string(mapping_head) + R"(
[[table]]
kind = "observation"
file = "o.csv"
key = ["id"]
repeat_key = ["branch", "title"]
[table.fields]
title = "title"
severity = { constant = "LOW" }
found_on = { column = "found", format = "%Y-%m-%d" }
)";
    const auto all = import_text(
        mapping,
        "o.csv",
        "id,branch,title,found\n"
        "1,B/1,Cash not counted,2020-01-05\n"
        "2,B/1,Cash not counted,2019-01-05\n"
        "3,B,1/Cash not counted,2020-01-05\n"
        "4,,Cash not counted,2020-01-05\n"
        "5,,Cash not counted,2020-01-06\n"
    );
    const auto made = all.all<observation_record>();
    ASSERT_EQ(made.size(), 5u);
    EXPECT_TRUE(made[0].series);
    EXPECT_EQ(made[0].series, made[1].series);
    EXPECT_NE(made[0].series, made[2].series) << "the parts of the key are kept apart";
    EXPECT_EQ(made[3].series, made[3].identity.id) << "a part is empty: a series of its own";
    EXPECT_EQ(made[4].series, made[4].identity.id);
}

TEST(Mapper, HasNoSeriesWithoutARepeatKey) {
    EXPECT_FALSE(import_observations("7,Title,Bad,2020-01-05,,,,\n").all<observation_record>().front().series);
}

TEST(Mapper, TheRepeatKeyIsNoPartOfWhatASourceSaysOfARow) {
    const auto without = import_observations("7,Title,Bad,2020-01-05,,,,\n");
    auto mapping = observations;
    mapping.replace(mapping.find("duplicates"), 0, "repeat_key = \"title\"\n");
    const auto with =
        import_text(mapping, "o.csv", "id,title,risk,found,closed,due,basis,condition\n7,Title,Bad,2020-01-05,,,,\n");
    EXPECT_EQ(
        without.all<observation_record>().front().identity.digest,
        with.all<observation_record>().front().identity.digest
    ) << "a key that is added later changes no row";
}

TEST(Mapper, TriesEachDateFormat) {
    EXPECT_EQ(
        import_observations("7,Title,Bad,5/1/2020,,,,\n").all<observation_record>().front().found_on, day("2020-01-05")
    );
}

TEST(Mapper, RejectsARowWithoutWhatItMustHave) {
    EXPECT_EQ(
        exception_of("7,,Bad,2020-01-05,,,,\n"), "row_rejected value_missing title: title is missing: title is empty"
    );
    EXPECT_EQ(
        exception_of("7,Titl,Bad,2020-01-05,,,,\n"),
        "row_rejected too_short title: title \"Titl\" is shorter than 5 characters"
    );
    EXPECT_EQ(
        exception_of("7,Title,Odd,2020-01-05,,,,\n"),
        "row_rejected unknown_word severity: severity \"Odd\" is none of Bad, So so"
    );
    EXPECT_EQ(
        exception_of("7,Title,Bad,,,,,\n"), "row_rejected value_missing found_on: finding is missing: found is empty"
    );
    EXPECT_EQ(
        exception_of("7,Title,Bad,2020-02-30,,,,\n"),
        "row_rejected not_a_date found_on: finding \"2020-02-30\" is not a date written %Y-%m-%d or %d/%m/%Y"
    );
    EXPECT_EQ(
        exception_of("7,Title,Bad,2020-07-01,,,,\n"),
        "row_rejected after_extract found_on: finding 2020-07-01 is after the extract of 2020-06-30"
    );
    EXPECT_EQ(
        exception_of("7,Title,Bad,0017-01-01,,,,\n"),
        "row_rejected implausible_date found_on: finding 0017-01-01 is not between 1900-01-01 and 2199-12-31"
    );
    EXPECT_EQ(
        exception_of(",Title,Bad,2020-01-05,,,,\n"),
        "row_rejected key_missing id: id is empty, so that the row cannot be told from others"
    );
    EXPECT_EQ(exception_of(",,, ,,,,\n"), "row_rejected empty_row : the row has no values");
    EXPECT_EQ(exception_of("7,Title\n"), "row_rejected wrong_columns : the row has 2 columns and the header 8");
}

TEST(Mapper, RefusesAValueAndLoadsTheRowWithoutIt) {
    for (const auto& [row, expected] : std::vector<std::pair<std::string, std::string>>{
             {"7,Title,Bad,2020-01-05,2020-01-04,,,",
              "value_refused before_finding closed_on: closing 2020-01-04 is before the finding of 2020-01-05"},
             {"7,Title,Bad,2020-01-05,12:21:17 PM,,,",
              "value_refused not_a_date closed_on: closing \"12:21:17 PM\" is not a date written %Y-%m-%d"},
             {"7,Title,Bad,2020-01-05,2020-07-01,,,",
              "value_refused after_extract closed_on: closing 2020-07-01 is after the extract of 2020-06-30"},
             {"7,Title,Bad,2020-01-05,,2020-13-01,,",
              "value_refused not_a_date due_on: due date \"2020-13-01\" is not a date written %Y-%m-%d"},
             {"7,Title,Bad,2020-01-05,,,,short",
              "value_refused too_short condition: condition \"short\" is shorter than 10 characters"},
             {"7,Title,Bad,2020-01-05,,,TESTED,",
              "value_refused contradiction closing_basis: there is no closing that it could be the basis of"},
             {"7,Title,Bad,2020-01-05,2020-01-05,,GUESSED,",
              "value_refused unknown_word closing_basis: basis of the closing \"GUESSED\" is none of TESTED, "
              "DOCUMENTS, MANAGEMENT"},
         }) {
        const auto all = import_observations(row);
        EXPECT_EQ(only_exception(all), expected);
        ASSERT_EQ(all.records.size(), 1u);
    }
    const auto all = import_observations("7,Title,Bad,2020-01-05,2020-01-04,,,\n");
    EXPECT_FALSE(all.all<observation_record>().front().closed_on);
}

TEST(Mapper, ADueDateMayBeInTheFuture) {
    EXPECT_TRUE(import_observations("7,Title,Bad,2020-01-05,,2021-01-01,,\n").exceptions.empty());
}

TEST(Mapper, AClosingOnTheDayOfTheFindingAndAFindingOnTheDayOfTheExtractAreTrue) {
    EXPECT_TRUE(import_observations("7,Title,Bad,2020-06-30,2020-06-30,,,\n").exceptions.empty());
}

TEST(Mapper, ARejectedRowHasOneReason) {
    EXPECT_EQ(
        exception_of("7,Caf\xE9,Odd,2020-07-01,1999-01-01,x,y,z\n"),
        "row_rejected too_short title: title \"Café\" is shorter than 5 characters"
    );
}

TEST(Mapper, CutsALongTitleAndKeepsItWhole) {
    const std::string title(250, 'x');
    const auto all =
        import_observations("7," + title + ",Bad,2020-01-05,,,,\n8," + title + ",Bad,2020-01-05,,,,And a condition\n");
    const auto found = all.all<observation_record>();
    EXPECT_EQ(found[0].title, title.substr(0, 200));
    EXPECT_EQ(found[0].condition, title);
    EXPECT_EQ(found[1].condition, title + "\n\nAnd a condition");
    ASSERT_EQ(all.exceptions.size(), 2u);
    EXPECT_EQ(all.exceptions[0].effect, exception_effect::value_noted);
    EXPECT_EQ(
        all.exceptions[0].reason, "title is 250 characters long and was cut at 200; the whole stands in condition"
    );
}

TEST(Mapper, NumbersEqualKeysInATableThatKeepsThem) {
    const auto all = import_observations(
        "7,Title,Bad,2020-01-05,,,,\n7,Title,Bad,2020-01-05,,,,\n7,Title,Bad,2020-07-05,,,,\n7,Title,Bad,2020-01-05,,,,"
        "\n"
    );
    std::vector<std::string> references;
    for (const mapped_record& record : all.records) references.push_back(identity_of(record).external_ref);
    EXPECT_EQ(references, (std::vector<std::string>{"bank/7", "bank/7#2", "bank/7#4"}))
        << "a rejected row keeps its number";
}

TEST(Mapper, ItsDigestTellsWhetherANewerFileChangedTheRow) {
    const auto digest = [](std::string_view row) { return identity_of(import_observations(row).records.at(0)).digest; };
    const auto before = digest("7,Title,Bad,2020-01-05,,,,\n");
    EXPECT_EQ(before, digest("7, Title ,Bad,05/01/2020,,,,\n")) << "written in another way";
    EXPECT_NE(before, digest("7,Title,Bad,2020-01-05,2020-02-01,,,\n"));
    EXPECT_NE(before, digest("7,Title,So so,2020-01-05,,,,\n"));
    EXPECT_NE(before, digest("8,Title,Bad,2020-01-05,,,,\n"));
}

TEST(Mapper, NotesTextThatHadToBeMended) {
    const auto all = import_observations("7,Caf\xE9 closed,Bad,2020-01-05,,,,\n");
    EXPECT_EQ(all.all<observation_record>().front().title, "Café closed");
    EXPECT_EQ(only_exception(all), "value_noted not_utf_8 title: title is not UTF-8; read as windows-1252");
    EXPECT_EQ(
        exception_of(std::string_view("7,Ti\0tle,Bad,2020-01-05,,,,\n", 27)),
        "value_noted nul_removed title: title has NUL characters; they were taken out"
    );
    EXPECT_EQ(
        exception_of("7,Title CAF\uFFFD,Bad,2020-01-05,,,,\n"),
        "value_noted letter_lost title: title has the sign \uFFFD: a letter was lost before this file was written"
    );
}

TEST(Mapper, MendedTextInAColumnThatNobodyUsesIsNobodysConcern) {
    const auto all = import_text(
        observations,
        "o.csv",
        "id,title,risk,found,closed,due,basis,condition,unused\n7,Title,Bad,2020-01-05,,,,,\xFF\n"
    );
    EXPECT_TRUE(all.exceptions.empty());
}

const std::string split_and_joined = std::string(mapping_head) + R"(
[[lookup]]
name = "risk"
file = "r.csv"
key = "text"
value = "risk"
[[table]]
kind = "observation"
file = "o.csv"
key = ["branch", "text"]
duplicates = "keep"
[[table.split]]
column = "description"
pattern = '\[ corrected:(?<corrected>[^\]]*)\]\s*$'
rest = "text"
[[table.join]]
column = "text"
lookup = "risk"
as = "risk"
[table.fields]
title = "text"
severity = "risk"
risk_category = "risk"
found_on = { constant = "2020-01-05" }
closed_on = { column = "corrected", format = "%m/%d/%Y" }
)";

imported import_split(std::string_view rows, std::string_view lookup = "text,risk\nDirty floor,LOW\nVermin,HIGH\n") {
    const folder here;
    here.write("r.csv", lookup);
    here.write("o.csv", "branch,description\n" + std::string(rows));
    const import_mapping mapping = mapping_of(split_and_joined);
    return import_all(mapping, here.path());
}

TEST(Mapper, MakesColumnsBySplittingAndLookingUp) {
    const auto all = import_split("3,Dirty floor  [ corrected: 2/1/2020 ]\n3,Dirty floor\n");
    EXPECT_TRUE(all.exceptions.empty());
    const auto found = all.all<observation_record>();
    EXPECT_EQ(found[0].title, "Dirty floor");
    EXPECT_EQ(found[0].severity, "LOW");
    EXPECT_EQ(found[0].closed_on, day("2020-02-01"));
    EXPECT_EQ(found[0].identity.external_ref, "bank/3/Dirty floor") << "no part of the closing is in the reference";
    EXPECT_FALSE(found[1].closed_on);
    EXPECT_EQ(found[1].identity.external_ref, "bank/3/Dirty floor#2");
}

TEST(Mapper, ANewerFileThatAddsAClosingKeepsTheReference) {
    const auto before = import_split("3,Vermin,\n3,Vermin\n"),
               after = import_split("3,Vermin  [ corrected: 2/1/2020 ]\n");
    EXPECT_EQ(identity_of(before.records.at(0)).id, identity_of(after.records.at(0)).id);
    EXPECT_NE(identity_of(before.records.at(0)).digest, identity_of(after.records.at(0)).digest);
}

TEST(Mapper, TellsWhenAValueIsNotInTheLookup) {
    EXPECT_EQ(
        only_exception(import_split("3,Broken window\n")),
        "row_rejected not_in_lookup severity: severity is missing: \"Broken window\" is not in r.csv"
    );
}

TEST(Mapper, AClosingWithoutADateIsRefused) {
    EXPECT_EQ(
        only_exception(import_split("3,Vermin [ corrected:  ]\n")),
        "value_refused not_in_lookup closed_on: closing is missing: \"Vermin [ corrected:  ]\" has no corrected where "
        "one should stand"
    );
}

TEST(Mapper, ListsRowsOfALookupThatContradictEachOther) {
    const auto all = import_split("3,Vermin\n", "text,risk\nVermin,HIGH\nVermin,HIGH\nVermin,LOW\nodd\n");
    EXPECT_EQ(all.all<observation_record>().front().severity, "HIGH");
    ASSERT_EQ(all.exceptions.size(), 2u);
    EXPECT_EQ(all.exceptions[0].file, "r.csv");
    EXPECT_EQ(all.exceptions[0].row, 4u);
    EXPECT_EQ(all.exceptions[0].reason, "\"Vermin\" stands in an earlier row with another risk, which counts");
    EXPECT_EQ(all.exceptions[1].code, exception_code::wrong_columns);
}

}  // namespace

}  // namespace vouch::record
