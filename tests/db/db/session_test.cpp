#include "db/session.h"

#include "db/db/scratch_database.h"

using namespace vouch;

namespace {

class Session : public test::scratch_database {};

}  // namespace

TEST_F(Session, ReadsRowsAsText) {
    auto on = session();
    const auto found =
        test::take(on.rows("SELECT $1::integer AS n, NULL AS nothing, 'x' AS word", db::parameters::of(4)));
    EXPECT_EQ(found.columns, (std::vector<std::string>{"n", "nothing", "word"}));
    EXPECT_EQ(found.rows, (std::vector<db::text_row>{{"4", std::nullopt, "x"}}));
}

TEST_F(Session, KeepsNoticesAndTheWordsOfTheServer) {
    auto on = session();
    test::take(on.execute("DO $$ BEGIN RAISE NOTICE 'first'; RAISE WARNING 'second'; END $$"));
    const auto notices = on.take_notices();
    ASSERT_EQ(notices.size(), 2u);
    EXPECT_NE(notices[1].find("WARNING:  second"), std::string::npos);
    EXPECT_TRUE(on.take_notices().empty());
    const auto wrong = on.execute("SELECT 1; SELECT nonsense FROM nowhere");
    ASSERT_FALSE(wrong);
    EXPECT_EQ(wrong.error().sqlstate, "42P01");
    EXPECT_NE(on.server_words().find("nowhere"), std::string::npos);
    EXPECT_EQ(wrong.error().detail.find("nowhere"), std::string::npos) << "server text is for the log";
}

TEST_F(Session, ItsOwnConditionsSpeakForThemselves) {
    auto on = session();
    const std::pair<const char*, errc> cases[] = {
        {"VO001", errc::refused}, {"VO002", errc::not_permitted}, {"VO003", errc::refused}, {"VO004", errc::bad_input}
    };
    for (const auto& [sqlstate, code] : cases) {
        const auto refused = on.execute(
            std::string("DO $$ BEGIN RAISE 'the rule is named here' USING ERRCODE = '") + sqlstate + "'; END $$"
        );
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().code, code);
        EXPECT_EQ(refused.error().sqlstate, sqlstate);
        EXPECT_EQ(refused.error().detail, "the rule is named here");
    }
}

TEST_F(Session, CopiesInAndOut) {
    auto on = session();
    test::take(on.execute("CREATE TABLE thing (n integer, word text)"));
    int left = 1000;
    EXPECT_EQ(
        test::take(on.copy_in(
            "COPY thing FROM STDIN",
            [&](std::string& into) -> result<bool> {
                if (left == 0) return false;
                into = std::to_string(left--) + "\tword\n";
                return true;
            }
        )),
        1000
    );
    std::string text;
    EXPECT_EQ(
        test::take(on.copy_out(
            "COPY (SELECT * FROM thing ORDER BY n LIMIT 2) TO STDOUT",
            [&](std::string_view row) -> result<> {
                text += row;
                return {};
            }
        )),
        2
    );
    EXPECT_EQ(text, "1\tword\n2\tword\n");
}

TEST_F(Session, ACopyThatStopsCopiesNothing) {
    auto on = session();
    test::take(on.execute("CREATE TABLE thing (n integer)"));
    int sent = 0;
    const auto stopped = on.copy_in("COPY thing FROM STDIN", [&](std::string& into) -> result<bool> {
        if (++sent == 3) return fail(errc::io, "the disk is gone");
        into = "1\n";
        return true;
    });
    ASSERT_FALSE(stopped);
    EXPECT_EQ(stopped.error().code, errc::io);
    const auto bad = on.copy_in("COPY thing FROM STDIN", [done = false](std::string& into) mutable -> result<bool> {
        into = "no number\n";
        return !std::exchange(done, true);
    });
    ASSERT_FALSE(bad);
    EXPECT_EQ(bad.error().code, errc::bad_input);
    EXPECT_EQ(test::take(on.rows("SELECT count(*) FROM thing")).rows[0][0], "0");
}
