#include "db/connection.h"

#include <boost/asio/detached.hpp>
#include <chrono>
#include <signal.h>

#include "db/db/scratch_database.h"
#include "db/decode.h"

using namespace vouch;
using namespace std::chrono_literals;

namespace {

constexpr db::statement echo{"test.echo", "SELECT $1::integer"};
constexpr db::statement divide{"test.divide", "SELECT 1 / $1::integer"};
constexpr db::statement nap{"test.nap", "SELECT pg_sleep($1::float8)"};

std::int32_t number_in(const db::answer& from) {
    std::int32_t number = 0;
    const auto read = db::decode(from.column_type(0), *from.value(0, 0), number);
    EXPECT_TRUE(read);
    return number;
}

class Connection : public test::scratch_database {
protected:
    task<std::shared_ptr<db::connection>> open() {
        auto opened = co_await db::connection::open(context, {.conninfo = conninfo(), .session_options = ""});
        if (!opened) co_return std::unexpected(opened.error().cause);
        co_return *opened;
    }

    std::shared_ptr<db::connection> connected() { return test::take(run_to_end(context, open())); }

    result<std::vector<db::answer>> run(db::connection& on, db::round_trip work) {
        return run_to_end(context, on.run(std::move(work)));
    }

    asio::io_context context;
};

db::command say(int number) {
    return {echo, db::parameters::of(number)};
}

}  // namespace

TEST_F(Connection, AnswersInTheOrderOfTheCommands) {
    auto connection = connected();
    const auto answers = test::take(run(*connection, {.segments = {{say(1), say(2)}, {say(3)}}}));
    ASSERT_EQ(answers.size(), 3u);
    for (int i = 0; i < 3; ++i) EXPECT_EQ(number_in(answers[static_cast<std::size_t>(i)]), i + 1);
}

TEST_F(Connection, AnErrorSkipsTheRestOfItsSegmentAndNotTheNext) {
    auto connection = connected();
    test::take(session().execute("CREATE TABLE mark (n integer)"));
    constexpr db::statement mark{"test.mark", "INSERT INTO mark VALUES ($1::integer)"};
    const auto failed =
        run(*connection,
            {.segments = {
                 {{mark, db::parameters::of(1)}, {divide, db::parameters::of(0)}, {mark, db::parameters::of(2)}},
                 {{mark, db::parameters::of(3)}}
             }});
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().sqlstate, "22012");
    EXPECT_EQ(failed.error().code, errc::bad_input);
    EXPECT_EQ(failed.error().where, "test.divide");
    EXPECT_EQ(cell("SELECT string_agg(n::text, ',') FROM mark"), "3");

    EXPECT_EQ(number_in(test::take(run(*connection, {.segments = {{say(7)}}})).front()), 7);
}

TEST_F(Connection, AStatementThatCannotBePreparedFailsAloneAndCanBePreparedLater) {
    auto connection = connected();
    constexpr db::statement missing{"test.missing", "SELECT n FROM not_yet_there"};
    const auto failed = run(*connection, {.segments = {{{missing, {}}}}});
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().sqlstate, "42P01");
    EXPECT_EQ(failed.error().where, "test.missing");

    test::take(session().execute("CREATE TABLE not_yet_there AS SELECT 5 AS n"));
    EXPECT_EQ(number_in(test::take(run(*connection, {.segments = {{{missing, {}}}}})).front()), 5);
}

TEST_F(Connection, PreparesAgainAfterTheSchemaChanged) {
    auto connection = connected();
    test::take(session().execute("CREATE TABLE thing AS SELECT 1 AS n"));
    constexpr db::statement all{"test.all", "SELECT * FROM thing"};
    EXPECT_EQ(test::take(run(*connection, {.segments = {{{all, {}}}}})).front().column_count(), 1);
    test::take(session().execute("ALTER TABLE thing ADD m text"));

    const auto stale = run(*connection, {.segments = {{{all, {}}}}});
    ASSERT_FALSE(stale);
    EXPECT_EQ(stale.error().code, errc::db_busy);
    EXPECT_EQ(stale.error().sqlstate, "0A000");
    EXPECT_EQ(test::take(run(*connection, {.segments = {{{all, {}}}}})).front().column_count(), 2);
}

TEST_F(Connection, PreparesAgainWhatTheServerForgot) {
    auto connection = connected();
    test::take(run(*connection, {.segments = {{say(1)}}}));
    test::take(run(*connection, {.segments = {{{{"", "DEALLOCATE ALL"}, {}}}}}));
    const auto forgotten = run(*connection, {.segments = {{say(2)}}});
    ASSERT_FALSE(forgotten);
    EXPECT_EQ(forgotten.error().code, errc::db_busy);
    EXPECT_EQ(number_in(test::take(run(*connection, {.segments = {{say(3)}}})).front()), 3);
}

TEST_F(Connection, ACommitThatRollsBackIsAFailure) {
    auto connection = connected();
    constexpr db::statement begin{"begin", "BEGIN"}, commit{"commit", "COMMIT"};
    test::take(run(*connection, {.segments = {{{begin, {}}}}}));
    EXPECT_FALSE(run(*connection, {.segments = {{{divide, db::parameters::of(0)}}}}));
    const auto committed = run(*connection, {.segments = {{{commit, {}}}}});
    ASSERT_FALSE(committed);
    EXPECT_EQ(committed.error().code, errc::db_error);
}

TEST_F(Connection, RefusesAZeroByteBeforeSendingAnything) {
    auto connection = connected();
    constexpr db::statement text{"test.text", "SELECT $1::text"};
    const auto refused = run(*connection, {.segments = {{{text, db::parameters::of(std::string("a\0b", 3))}}}});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, errc::bad_input);
    EXPECT_EQ(number_in(test::take(run(*connection, {.segments = {{say(1)}}})).front()), 1);
}

TEST_F(Connection, RefusesCopyWithoutHanging) {
    auto connection = connected();
    const auto refused = run(*connection, {.segments = {{{{"", "COPY (SELECT 1) TO STDOUT"}, {}}}}, .ms_max = 5s});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, errc::db_unavailable);
    EXPECT_TRUE(connection->lost());
}

TEST_F(Connection, AnswersLargeInBothDirections) {
    auto connection = connected();
    constexpr db::statement twice{"test.twice", "SELECT $1::text || $1::text"};
    const std::string large(8'000'000, 'x');
    std::vector<db::command> commands;
    for (int i = 0; i < 4; ++i) commands.push_back({twice, db::parameters::of(large)});
    const auto answers = test::take(run(*connection, {.segments = {commands}}));
    for (const auto& one : answers) EXPECT_EQ(one.value(0, 0)->size(), 2 * large.size());
}

TEST_F(Connection, CancelsWhatPassesItsDeadline) {
    auto connection = connected();
    const auto pid = connection->backend_pid();
    const auto begun = std::chrono::steady_clock::now();
    const auto late = run(*connection, {.segments = {{{nap, db::parameters::of(30.0)}}}, .ms_max = 200ms});
    ASSERT_FALSE(late);
    EXPECT_EQ(late.error().code, errc::db_timeout);
    EXPECT_EQ(late.error().where, "test.nap");
    EXPECT_LT(std::chrono::steady_clock::now() - begun, 2s);
    EXPECT_TRUE(connection->lost());
    EXPECT_EQ(
        cell("SELECT count(*) FROM pg_stat_activity WHERE pid = $1 AND state = 'active'", db::parameters::of(pid)), "0"
    );
}

TEST_F(Connection, GivesUpAServerThatDoesNotAnswerTheCancel) {
    auto connection = connected();
    const auto pid = connection->backend_pid();
    if (kill(pid, SIGSTOP) != 0) GTEST_SKIP() << "needs the right to stop a server process";
    const auto late = run(*connection, {.segments = {{say(1)}}, .ms_max = 100ms});
    kill(pid, SIGCONT);
    ASSERT_FALSE(late);
    EXPECT_EQ(late.error().code, errc::db_timeout);
    EXPECT_TRUE(connection->lost());
}

TEST_F(Connection, LosesWhatIsInFlightWhenTheServerProcessDies) {
    auto connection = connected();
    auto killer = session();
    bool told = false;
    connection->when_lost([&] { told = true; });
    std::vector<std::optional<error>> ended(3);
    for (auto& one : ended) {
        asio::co_spawn(
            context,
            connection->run({.segments = {{{nap, db::parameters::of(30.0)}}}}),
            [&one](std::exception_ptr, result<std::vector<db::answer>> outcome) {
                if (!outcome) one = outcome.error();
            }
        );
    }
    context.restart();
    context.run_for(100ms);
    test::take(killer.rows("SELECT pg_terminate_backend($1)", db::parameters::of(connection->backend_pid())));
    context.run_for(500ms);
    for (const auto& one : ended) {
        ASSERT_TRUE(one);
        EXPECT_EQ(one->code, errc::db_unavailable);
    }
    EXPECT_TRUE(told);
    const auto after = run(*connection, {.segments = {{say(1)}}});
    ASSERT_FALSE(after);
    EXPECT_EQ(after.error().code, errc::db_unavailable);
}

TEST_F(Connection, NoticesThatAnIdleServerProcessDied) {
    auto connection = connected();
    test::take(session().rows("SELECT pg_terminate_backend($1)", db::parameters::of(connection->backend_pid())));
    context.restart();
    context.run_for(200ms);
    EXPECT_TRUE(connection->lost());
}

TEST_F(Connection, SaysWhyItCannotBeOpened) {
    auto refused = [&](std::string conninfo, std::string options) {
        std::optional<db::connect_failure> failure;
        asio::co_spawn(
            context,
            db::connection::open(context, {conninfo, options, 2s}),
            [&](std::exception_ptr, db::connection::opened opened) {
                if (!opened) failure = opened.error();
            }
        );
        context.restart();
        context.run_for(3s);
        return failure;
    };
    const auto nowhere = refused("host=/nowhere dbname=x", "");
    ASSERT_TRUE(nowhere);
    EXPECT_FALSE(nowhere->permanent);
    EXPECT_EQ(nowhere->cause.code, errc::db_unavailable);

    const auto no_role = refused(conninfo(), "-c role=nobody_of_this_name");
    ASSERT_TRUE(no_role);
    EXPECT_TRUE(no_role->permanent);
    EXPECT_NE(no_role->cause.detail.find("nobody_of_this_name"), std::string::npos) << no_role->cause.detail;
    EXPECT_EQ(no_role->cause.detail.find("LOCATION"), std::string::npos) << no_role->cause.detail;
}
