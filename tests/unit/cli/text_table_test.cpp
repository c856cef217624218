#include "cli/text_table.h"

#include <gtest/gtest.h>

#include "cli/in_words.h"

namespace vouch::cli {

TEST(TextTable, IsAsWideAsWhatStandsInIt) {
    text_table table({{"title"}, {"n", side::right}, {"end"}});
    table.add({"Key lost", "1", "x"});
    table.add({"Vault", "1,000", ""});
    EXPECT_EQ(
        table.drawn(80, true),
        "title         n  end\n"
        "Key lost      1  x\n"
        "Vault     1,000\n"
    );
}

TEST(TextTable, CutsElasticColumnsWhereALineHasNoRoom) {
    text_table table({{"title", side::left, 6}, {"branch", side::left, 4}, {"fixed"}});
    table.add({"Cash not counted", "Pandharpur", "as it is"});
    EXPECT_EQ(
        table.drawn(30, true),
        "title      branch     fixed\n"
        "Cash not…  Pandharp…  as it is\n"
    );
    EXPECT_EQ(
        table.drawn(10, false),
        "title   br..  fixed\n"
        "Cash..  Pa..  as it is\n"
    ) << "no narrower than it may be";
}

TEST(TextTable, CountsLettersAndNotBytes) {
    text_table table({{"name"}, {"n"}});
    table.add({"पुणे", "1"});
    table.add({"Pune", "2"});
    EXPECT_EQ(table.drawn(80, true), "name  n\nपुणे  1\nPune  2\n");
    EXPECT_EQ(fitted("पुणे शाखा", 5, true), "पुणे…");
    EXPECT_EQ(fitted("Pune", 4, true), "Pune");
    EXPECT_EQ(fitted("Pune", 1, false), "..");
}

TEST(TextTable, LeavesOutADispensableColumnThatSaysNothing) {
    text_table table({{"branch"}, {"area", side::left, 4, true}, {"n"}});
    table.add({"Pune", "-", "1"});
    EXPECT_EQ(table.drawn(80, true), "branch  n\nPune    1\n");
    table.add({"Pune", "Cash", "2"});
    EXPECT_EQ(table.drawn(80, true), "branch  area  n\nPune    -     1\nPune    Cash  2\n");
}

TEST(TextTable, PutsAHeadlineOnALineOfItsOwn) {
    text_table table({{"n"}, {"status"}});
    table.add({"1", "closed"}, "Cash not counted jointly");
    EXPECT_EQ(table.drawn(12, true), "  n  status\nCash not co…\n  1  closed\n");
}

TEST(InWords, TellsWhatIsUnknownFromWhatIsKnown) {
    EXPECT_EQ(in_words(std::string("NO_LONGER_VALID")), "no longer valid");
    EXPECT_EQ(in_words(std::optional(parse_date("2015-03-02").value())), "02 Mar 2015");
    EXPECT_EQ(in_words(std::optional<bool>(false)), "no");
    EXPECT_EQ(in_words(std::optional<bool>()), "-");
    EXPECT_EQ(in_words(std::optional<date>()), "-");
    EXPECT_EQ(in_words(std::optional<std::string>()), "-");
}

}  // namespace vouch::cli
