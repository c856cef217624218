#include "db/statement_splitter.h"

#include <gtest/gtest.h>

using namespace vouch;

namespace {

std::vector<std::string> split(std::string_view text) {
    const auto found = db::split_statements(text);
    EXPECT_TRUE(found) << describe(found.error());
    std::vector<std::string> texts;
    if (found) {
        for (const auto& one : *found) texts.emplace_back(one.text);
    }
    return texts;
}

using texts = std::vector<std::string>;

}  // namespace

TEST(StatementSplitter, EndsStatementsAtSemicolons) {
    EXPECT_EQ(split("SELECT 1; SELECT 2\n;\nSELECT 3"), (texts{"SELECT 1", "SELECT 2\n", "SELECT 3"}));
    EXPECT_EQ(split(""), texts{});
    EXPECT_EQ(split(" ; -- nothing\n /* nor here; */ ;;"), texts{});
}

TEST(StatementSplitter, LeavesQuotesAlone) {
    for (const char* whole :
         {"SELECT 'a;b'",
          "SELECT 'it''s; so'",
          "SELECT \"a;\"\"b\"",
          R"(SELECT E'\';')",
          R"(SELECT '\', ';')",
          "SELECT $$a;b$$",
          "SELECT $body$ $$;$$ ; $bod$ ; $body$",
          "SELECT a$b$c FROM t",
          "SELECT $1 + $2",
          "SELECT 1e5, 0x1f",
          "SELECT (1; 2)"})
        EXPECT_EQ(split(std::string(whole) + ";"), texts{whole});
}

TEST(StatementSplitter, LeavesCommentsAlone) {
    EXPECT_EQ(
        split("SELECT 1 -- one; and ' a quote\n + 2; SELECT 3"),
        (texts{"SELECT 1 -- one; and ' a quote\n + 2", "SELECT 3"})
    );
    EXPECT_EQ(split("/* a /* nested; */ ' ; */ SELECT 1;"), texts{"SELECT 1"});
}

TEST(StatementSplitter, LeavesTheBodiesOfFunctionsAlone) {
    const std::string body =
        "CREATE OR REPLACE FUNCTION f(a integer) RETURNS integer BEGIN ATOMIC SELECT 1; SELECT CASE WHEN true THEN 2 "
        "END; END";
    EXPECT_EQ(split(body + "; SELECT 3;"), (texts{body, "SELECT 3"}));
    EXPECT_EQ(split("BEGIN; SELECT 1; END;"), (texts{"BEGIN", "SELECT 1", "END"}));
}

TEST(StatementSplitter, TellsTheFirstWordAndTheLine) {
    const auto found = db::split_statements("-- head\n\nCREATE TABLE a();\n/* x */ Commit;");
    ASSERT_TRUE(found);
    ASSERT_EQ(found->size(), 2u);
    EXPECT_EQ((*found)[0].first_word, "create");
    EXPECT_EQ((*found)[0].line, 3);
    EXPECT_EQ((*found)[1].first_word, "commit");
    EXPECT_EQ((*found)[1].line, 4);
}

TEST(StatementSplitter, RefusesWhatIsNotClosed) {
    for (const char* text :
         {"\nSELECT 'a",
          "\nSELECT \"a",
          "\n/* a",
          "\nSELECT $x$ a $$",
          "\nSELECT (1",
          "\nCREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1;",
          "\nSELECT E'a\\'"}) {
        const auto found = db::split_statements(text);
        ASSERT_FALSE(found) << text;
        EXPECT_EQ(found.error().code, errc::bad_input);
        EXPECT_NE(found.error().detail.find("line 2"), std::string::npos) << found.error().detail;
    }
}
