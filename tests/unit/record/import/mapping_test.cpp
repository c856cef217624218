#include "record/import/mapping.h"

#include <gtest/gtest.h>

#include "import_fixture.h"

namespace vouch::record {

namespace {

using namespace test;

/// The words of the error and the line it names: "line: words".
std::string refusal(const std::string& toml) {
    const auto mapping = parse_mapping(toml, "m.toml");
    if (mapping) return "accepted";
    EXPECT_EQ(mapping.error().code, errc::bad_input);
    return mapping.error().where.substr(mapping.error().where.find(':') + 1) + ": " + mapping.error().detail;
}

const std::string head = "[source]\nname = \"bank\"\nas_of = 2020-06-30\n[tenant]\nname = \"A bank\"\n";  // 5 lines
const std::string branches =
    "[[table]]\nkind = \"branch\"\nfile = \"b.csv\"\nkey = [\"code\"]\n[table.fields]\ncode = \"code\"\nname = "
    "\"name\"\n";

TEST(Mapping, ReadsTheShippedExample) {
    const auto mapping = read_mapping(std::filesystem::path(VOUCH_SOURCE_DIRECTORY) / "examples/mappings/sf-food.toml");
    ASSERT_TRUE(mapping) << describe(mapping.error());
    EXPECT_EQ(mapping->source.name, "sf-food");
    EXPECT_EQ(mapping->source.as_of, day("2018-02-16"));
    EXPECT_EQ(mapping->tenant.zone, "America/Los_Angeles");
    EXPECT_EQ(mapping->tenant.fiscal_year_start_month, 7);
    ASSERT_EQ(mapping->tables.size(), 3u);
    EXPECT_EQ(mapping->tables[2].kind, record_kind::observation);
    EXPECT_EQ(mapping->tables[2].duplicates, duplicate_rule::keep);
    EXPECT_EQ(mapping->tables[2].repeat_key, (std::vector<std::string>{"business_id", "violation"}));
    EXPECT_TRUE(mapping->tables[2].references[1].create_missing);
}

TEST(Mapping, HasDefaultsForWhatIsLeftOut) {
    const import_mapping mapping = mapping_of(head + branches);
    EXPECT_EQ(mapping.source.delimiter, ',');
    EXPECT_EQ(mapping.source.encoding, text_encoding::utf_8);
    EXPECT_FALSE(mapping.source.fallback_encoding);
    EXPECT_EQ(mapping.tenant.zone, "Asia/Kolkata");
    EXPECT_EQ(mapping.tenant.fiscal_year_start_month, 4);
    EXPECT_EQ(mapping.tables[0].duplicates, duplicate_rule::list);
    EXPECT_FALSE(mapping.tables[0].optional);
}

TEST(Mapping, ItsDigestIsThatOfItsText) {
    EXPECT_EQ(mapping_of(head + branches).digest, sha256_of(head + branches));
    EXPECT_NE(mapping_of(head + branches).digest, mapping_of(head + branches + "# changed\n").digest);
}

TEST(Mapping, NamesTheLineOfWhatIsNoToml) {
    EXPECT_TRUE(refusal("[source]\nname = \n").starts_with("2: m.toml is not TOML: "))
        << refusal("[source]\nname = \n");
}

TEST(Mapping, RefusesKeysItDoesNotKnowAndListsThoseItDoes) {
    EXPECT_EQ(
        refusal("[source]\nname = \"bank\"\nasof = 2020-06-30\n"),
        "3: [source] has no key \"asof\"; allowed: name, as_of, delimiter, encoding, fallback_encoding"
    );
    EXPECT_EQ(
        refusal(head + "[tables]\n"), "6: a mapping has no key \"tables\"; allowed: source, tenant, lookup, table"
    );
    EXPECT_EQ(
        refusal(head + branches + "color = \"red\"\n"),
        "13: a record of kind branch has no field color; it has code, name, type, city, state, active_from, active_to"
    );
    EXPECT_EQ(
        refusal(head + branches + "city = { colum = \"x\" }\n"),
        "13: [table.fields.city] has no key \"colum\"; allowed: column, constant, format, values"
    );
}

TEST(Mapping, OnlyObservationsRepeat) {
    EXPECT_EQ(
        refusal(
            head +
            "[[table]]\nkind = \"branch\"\nfile = \"b.csv\"\nkey = \"code\"\nrepeat_key = \"name\"\n[table.fields]\n"
        ),
        "10: only an observation repeats an earlier one, not a branch"
    );
}

TEST(Mapping, ListsTheWordsThatAreAllowed) {
    EXPECT_EQ(
        refusal(head + "[[table]]\nkind = \"finding\"\n"),
        "7: [[table]]: kind is \"finding\"; it must be branch, area, engagement, requirement or observation"
    );
    EXPECT_EQ(
        refusal(head + "[[table]]\nkind = \"branch\"\nfile = \"b.csv\"\nkey = \"code\"\nduplicates = \"drop\"\n"),
        "10: [[table]]: duplicates is \"drop\"; it must be list, keep or ignore"
    );
    EXPECT_EQ(
        refusal("[source]\nname = \"bank\"\nas_of = 2020-06-30\nencoding = \"ebcdic\"\n"),
        "4: [source]: encoding is \"ebcdic\"; it must be utf-8, windows-1252 or latin1"
    );
    const std::string observations =
        "[[table]]\nkind = \"observation\"\nfile = \"o.csv\"\nkey = \"id\"\n[table.fields]\ntitle = \"title\"\n"
        "found_on = { column = \"found\", format = \"%Y-%m-%d\" }\n";
    EXPECT_EQ(
        refusal(head + observations + "severity = { column = \"risk\", values = { \"Bad\" = \"SEVERE\" } }\n"),
        "13: severity cannot be \"SEVERE\"; it must be LOW, MEDIUM, HIGH or CRITICAL"
    );
    EXPECT_EQ(
        refusal(head + observations + "severity = { constant = \"SEVERE\" }\n"),
        "13: severity cannot be \"SEVERE\"; it must be LOW, MEDIUM, HIGH or CRITICAL"
    );
}

TEST(Mapping, TellsWhatIsMissing) {
    EXPECT_EQ(refusal(""), "1: a mapping needs a section [source]");
    EXPECT_EQ(refusal("[source]\nname = \"bank\"\n"), "1: [source] needs the key as_of");
    EXPECT_EQ(refusal("[source]\nname = \"bank\"\nas_of = 2020-06-30\n"), "1: a mapping needs a section [tenant]");
    EXPECT_EQ(refusal(head), "1: a mapping needs at least one [[table]]");
    EXPECT_EQ(
        refusal(head + "[[table]]\nfile = \"b.csv\"\n"),
        "6: [[table]] needs the key kind: branch, area, engagement, requirement or observation"
    );
    EXPECT_EQ(
        refusal(head + "[[table]]\nkind = \"branch\"\nfile = \"b.csv\"\nkey = \"c\"\n[table.fields]\ncode = \"c\"\n"),
        "6: [table.fields] of kind branch must fill name"
    );
}

TEST(Mapping, TellsWhatHasTheWrongShape) {
    EXPECT_EQ(
        refusal("[source]\nname = \"bank\"\nas_of = \"2020-06-30\"\n"),
        "3: [source]: as_of must be a date without quotation marks, such as 2018-02-16"
    );
    EXPECT_EQ(
        refusal("[source]\nname = \"Big Bank\"\nas_of = 2020-06-30\n"),
        "2: [source]: name must be at most 40 of a-z, 0-9 and -, beginning with a letter"
    );
    EXPECT_EQ(refusal("[source]\nname = 3\n"), "2: [source]: name must be a text in quotation marks");
    EXPECT_EQ(refusal("source = 3\n"), "1: source must be written as a section [source]");
    EXPECT_EQ(refusal(head + "[table]\n"), "6: table must be written as one or more sections [[table]]");
    EXPECT_EQ(refusal(head + "fiscal_year_start_month = 13\n"), "6: [tenant]: fiscal_year_start_month must be 1 to 12");
    EXPECT_EQ(
        refusal(head + branches + "active_from = \"opened\"\n"),
        "13: active_from is a date: say how it is written, as in active_from = { column = \"opened\", format = "
        "\"%Y-%m-%d\" }"
    );
    EXPECT_EQ(
        refusal(head + branches + "active_from = { column = \"opened\", format = \"%Y\" }\n"),
        "13: the date format \"%Y\" must have one year (%Y or %y), one month (%m or %b) and one day (%d)"
    );
    EXPECT_EQ(refusal(head + branches + "city = { column = \"c\", format = \"%Y\" }\n"), "13: city is not a date");
    EXPECT_EQ(
        refusal(head + branches + "city = { column = \"c\", constant = \"Pune\" }\n"),
        "13: a constant stands alone, without column, format or values"
    );
    EXPECT_EQ(
        refusal(head + branches + "active_from = { constant = \"yesterday\" }\n"),
        "13: active_from must be a date such as \"2018-02-16\""
    );
}

TEST(Mapping, ChecksThatItsPartsFitTogether) {
    const std::string visits =
        "[[table]]\nkind = \"engagement\"\nfile = \"e.csv\"\nkey = [\"code\", \"day\"]\n[table.fields]\n"
        "status = \"status\"\ncompleted_on = { column = \"day\", format = \"%Y%m%d\" }\n";
    EXPECT_EQ(
        refusal(head + visits + "[table.references]\nbranch = \"code\"\n" + branches),
        "14: a [[table]] of kind branch must stand above one that refers to it"
    );
    EXPECT_EQ(
        refusal(head + branches + visits + "[table.references]\nbranch = [\"code\", \"day\"]\n"),
        "21: a branch is found by 1 column(s), as the key of its table (line 6) has; 2 are named here"
    );
    EXPECT_EQ(
        refusal(head + branches + visits + "[table.references]\nobservation = \"x\"\n"),
        "21: a record of kind engagement cannot refer to observation; it can refer to branch or area"
    );
    EXPECT_EQ(
        refusal(head + branches + visits + "[table.references]\nbranch = { key = \"code\", create_missing = true }\n"),
        "21: create_missing: a missing branch is made from its key, but name of a branch comes from the column "
        "\"name\", "
        "which is not in the key of its table (line 6)"
    );
    EXPECT_EQ(
        refusal(head + branches + "[[table.join]]\ncolumn = \"x\"\nlookup = \"risk\"\nas = \"y\"\n"),
        "13: there is no [[lookup]] named \"risk\""
    );
    EXPECT_EQ(
        refusal(head + branches + "[[table.split]]\ncolumn = \"x\"\npattern = \"(?<y>a)\"\nrest = \"y\"\n"),
        "13: the column \"y\" is made twice"
    );
    EXPECT_TRUE(refusal(head + branches + "[[table.split]]\ncolumn = \"x\"\npattern = \"(\"\n")
                    .starts_with("15: the pattern \"(\" is not a regular expression: "));
    const std::string lookup = "[[lookup]]\nname = \"risk\"\nfile = \"r.csv\"\nkey = \"k\"\nvalue = \"v\"\n";
    EXPECT_EQ(refusal(head + lookup + lookup + branches), "11: two lookups are named \"risk\"");
}

TEST(Mapping, SaysWhenItCannotBeRead) {
    EXPECT_EQ(read_mapping("/no/such/mapping.toml").error().code, errc::not_found);
}

}  // namespace

}  // namespace vouch::record
