#include "db/pool.h"

#include <boost/asio/detached.hpp>
#include <boost/describe.hpp>
#include <thread>

#include "db/db/scratch_database.h"
#include "db/tenant_tx.h"

using namespace vouch;
using namespace std::chrono_literals;

namespace {

struct number {
    std::int64_t found;
};
BOOST_DESCRIBE_STRUCT(number, (), (found))

constexpr db::query<number, std::int64_t> same{{"test.same", "SELECT $1::bigint AS found"}};
constexpr db::query<number, std::int64_t> divided{{"test.divided", "SELECT 100 / $1::bigint AS found"}};
constexpr db::query<number, double> nap{{"test.nap", "SELECT 1::bigint AS found FROM pg_sleep($1::float8)"}};
constexpr db::query<number> all_things{{"test.all_things", "SELECT * FROM test.thing"}};

const uuid bank = *parse_uuid("11111111-1111-4111-8111-111111111111");

class Pool : public test::tenant_database {
protected:
    template <class T>
    result<T> run(task<T> work) {
        return run_to_end(context, std::move(work));
    }

    void run_for(std::chrono::milliseconds how_long) {
        context.restart();
        context.run_for(how_long);
    }

    /// Sessions that were closed may still be seen for a moment.
    int connections_at_server(int expected) {
        int seen = -1;
        for (int look = 0; look < 40 && seen != expected; ++look) {
            if (look > 0) std::this_thread::sleep_for(50ms);
            seen =
                std::stoi(cell("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
                               "AND application_name = 'vouch' AND pid <> pg_backend_pid()"));
        }
        return seen;
    }

    void kill_connections() {
        test::take(
            session().execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = "
                              "current_database() AND pid <> pg_backend_pid()")
        );
    }

    asio::io_context context;
};

/// Reads in both ways until `rounds` are done; what it gets back must be what it asked for.
task<> ask_repeatedly(db::pool& pool, std::int64_t who, int rounds, int& right) {
    for (int round = 0; round < rounds; ++round) {
        const auto sought = who * 1000 + round;
        CO_TRY(once, co_await db::tenant_tx::read_once(pool, bank, same, sought));
        right += once.at(0).found == sought;
        const auto failed = co_await db::tenant_tx::read_once(pool, bank, divided, 0);
        right += !failed && failed.error().sqlstate == "22012";
        if (round % 4 == 0) {
            CO_TRY(tx, co_await db::tenant_tx::begin_read(pool, bank));
            CO_TRY(alone, co_await tx.one(same, sought + 1));
            right += alone.found == sought + 1;
            if (who % 2 == 0) CO_CHECK(co_await tx.commit());
        }
    }
    co_return result<>();
}

task<number> read_before_and_after(db::pool& pool, std::function<void()> happening) {
    CO_TRY(tx, co_await db::tenant_tx::begin_read(pool, bank));
    CO_CHECK(co_await tx.one(same, 2));
    happening();
    co_return co_await tx.one(same, 3);
}

}  // namespace

TEST_F(Pool, AHundredCoroutinesShareTwoConnections) {
    auto wanted = settings();
    wanted.connections_max = 2;
    db::pool pool(context, wanted);
    constexpr int coroutines = 100, rounds = 20;
    int right = 0, ended = 0;
    for (int who = 0; who < coroutines; ++who) {
        asio::co_spawn(
            context,
            ask_repeatedly(pool, who, rounds, right),
            [&](std::exception_ptr bug, result<> outcome) {
                EXPECT_FALSE(bug);
                EXPECT_TRUE(outcome) << describe(outcome.error());
                if (++ended == coroutines) context.stop();
            }
        );
    }
    context.run_for(60s);
    EXPECT_EQ(ended, coroutines);
    EXPECT_EQ(right, coroutines * (2 * rounds + rounds / 4));
    EXPECT_EQ(connections_at_server(2), 2);
    run_for(50ms);
    EXPECT_EQ(pool.counts().exclusive, 0);
    EXPECT_EQ(pool.counts().shared_in_flight, 0);
}

TEST_F(Pool, OpensOneConnectionForOneCaller) {
    db::pool pool(context, settings());
    EXPECT_EQ(pool.counts().open, 0);
    for (int i = 0; i < 5; ++i) test::take(run(db::tenant_tx::read_once(pool, bank, same, i)));
    EXPECT_EQ(connections_at_server(1), 1);
}

TEST_F(Pool, BecomesItsRole) {
    constexpr db::query<number> right{{"test.right", R"(
        SELECT count(*) AS found FROM pg_settings WHERE current_user = 'vouch_app'
           AND (name, setting) IN (('TimeZone', 'UTC'), ('client_encoding', 'UTF8'), ('application_name', 'vouch'),
                                   ('statement_timeout', '35000'), ('lock_timeout', '5000')))"}};
    db::pool pool(context, settings());
    EXPECT_EQ(test::take(run(db::tenant_tx::read_once(pool, bank, right))).at(0).found, 5);
}

TEST_F(Pool, ADeadlineEndsOneStatementAndTheConnectionIsReplaced) {
    auto wanted = settings();
    wanted.round_trip_ms_max = 200ms;
    db::pool pool(context, wanted);
    static constexpr auto sleep = [](db::pool& pool) -> task<> {
        CO_TRY(tx, co_await db::tenant_tx::begin_read(pool, bank));
        CO_CHECK(co_await tx.one(nap, 20.0));
        co_return co_await tx.commit();
    };
    const auto late = run(sleep(pool));
    ASSERT_FALSE(late);
    EXPECT_EQ(late.error().code, errc::db_timeout);
    EXPECT_EQ(test::take(run(db::tenant_tx::read_once(pool, bank, same, 3))).at(0).found, 3);
    run_for(50ms);
    EXPECT_EQ(pool.counts().open, 1);
    EXPECT_EQ(connections_at_server(1), 1);
}

TEST_F(Pool, ALateReadTakesItsConnectionWithIt) {
    auto wanted = settings();
    wanted.connections_max = 1;
    wanted.round_trip_ms_max = 300ms;
    db::pool pool(context, wanted);
    std::vector<errc> codes;
    for (int i = 0; i < 2; ++i) {
        asio::co_spawn(
            context,
            db::tenant_tx::read_once(pool, bank, nap, 20.0),
            [&](std::exception_ptr, result<std::vector<number>> outcome) {
                codes.push_back(outcome ? errc::internal : outcome.error().code);
            }
        );
    }
    run_for(3s);
    // The second began a little later: its own deadline passes in the same look, or it loses the connection it shares.
    ASSERT_EQ(codes.size(), 2);
    EXPECT_EQ(codes[0], errc::db_timeout);
    EXPECT_TRUE(codes[1] == errc::db_timeout || codes[1] == errc::db_unavailable) << name_of(codes[1]);
    EXPECT_EQ(test::take(run(db::tenant_tx::read_once(pool, bank, same, 4))).at(0).found, 4);
}

TEST_F(Pool, WhoWaitsForAConnectionWaitsNoLongerThanAllowed) {
    auto wanted = settings();
    wanted.connections_max = 1;
    wanted.acquire_ms_max = 150ms;
    db::pool pool(context, wanted);
    const auto held = test::take(run(pool.acquire_exclusive()));
    const auto begun = std::chrono::steady_clock::now();
    const auto late = run(pool.acquire_exclusive());
    ASSERT_FALSE(late);
    EXPECT_EQ(late.error().code, errc::db_timeout);
    EXPECT_LT(std::chrono::steady_clock::now() - begun, 1s);
}

TEST_F(Pool, RecoversAfterTheServerKilledItsConnections) {
    db::pool pool(context, settings());
    test::take(run(db::tenant_tx::read_once(pool, bank, same, 1)));
    const auto gone = run(read_before_and_after(pool, [this] { kill_connections(); }));
    ASSERT_FALSE(gone);
    EXPECT_EQ(gone.error().code, errc::db_unavailable);
    EXPECT_EQ(test::take(run(db::tenant_tx::read_once(pool, bank, same, 4))).at(0).found, 4);
}

// A caller that goes on at once must not meet the dead connection again and again: it never let the event loop turn.
TEST_F(Pool, ALostConnectionIsNotGivenToTheNextCaller) {
    static constexpr auto failures_after = [](db::pool& pool, std::function<void()> happening) -> task<int> {
        CO_CHECK(co_await db::tenant_tx::read_once(pool, bank, same, 1));
        happening();
        int failures = 0;
        for (int i = 0; i < 50; ++i) failures += !co_await db::tenant_tx::read_once(pool, bank, same, i);
        co_return failures;
    };
    db::pool pool(context, settings());
    const auto failures = test::take(run(failures_after(pool, [this] {
        kill_connections();
        std::this_thread::sleep_for(100ms);
    })));
    EXPECT_LE(failures, 1);
}

TEST_F(Pool, WhileTheServerIsAwayNobodyHangsAndThenItGoesOn) {
    auto wanted = settings();
    wanted.acquire_ms_max = 400ms;
    wanted.back_off_ms_max = 100ms;
    db::pool pool(context, wanted);
    test::take(run(db::tenant_tx::read_once(pool, bank, same, 1)));
    const auto database = cell("SELECT current_database()");
    auto administrator = test::take(db::session::open(std::getenv("VOUCH_TEST_DATABASE_URL")));
    test::take(administrator.execute("ALTER DATABASE " + database + " CONNECTION LIMIT 0"));
    test::take(administrator.execute("CREATE ROLE " + database + " LOGIN; GRANT vouch_app TO " + database));
    // The limit does not hold for superusers, so the pool logs in as somebody else.
    wanted.conninfo = conninfo() + " user=" + database;
    {
        db::pool kept_out(context, wanted);
        const auto begun = std::chrono::steady_clock::now();
        const auto away = run(db::tenant_tx::read_once(kept_out, bank, same, 2));
        ASSERT_FALSE(away);
        EXPECT_EQ(away.error().code, errc::db_unavailable);
        EXPECT_LT(std::chrono::steady_clock::now() - begun, 2s);
        test::take(administrator.execute("ALTER DATABASE " + database + " CONNECTION LIMIT -1"));
        EXPECT_EQ(test::take(run(db::tenant_tx::read_once(kept_out, bank, same, 3))).at(0).found, 3);
    }
    test::take(administrator.execute("DROP ROLE " + database));
}

TEST_F(Pool, AReadIsRunAgainWhenTheSchemaChanged) {
    auto owner = session();
    test::take(
        owner.execute("CREATE TABLE test.thing AS SELECT 1::bigint AS found;"
                      "GRANT SELECT ON test.thing TO vouch_app")
    );
    db::pool pool(context, settings());
    EXPECT_EQ(test::take(run(db::tenant_tx::read_once(pool, bank, all_things))).at(0).found, 1);
    test::take(owner.execute("ALTER TABLE test.thing ALTER found TYPE integer"));
    EXPECT_EQ(test::take(run(db::tenant_tx::read_once(pool, bank, all_things))).at(0).found, 1);
}

TEST_F(Pool, ClosingFailsWhatIsInFlight) {
    auto pool = std::make_unique<db::pool>(context, settings());
    std::optional<errc> code;
    asio::co_spawn(
        context,
        db::tenant_tx::read_once(*pool, bank, nap, 20.0),
        [&](std::exception_ptr, result<std::vector<number>> outcome) { code = outcome.error().code; }
    );
    run_for(300ms);
    pool.reset();
    run_for(100ms);
    EXPECT_EQ(code, errc::db_unavailable);
}

TEST_F(Pool, ACallerThatIsAbandonedLeavesNothingBehind) {
    auto own_context = std::make_unique<asio::io_context>();
    {
        db::pool pool(*own_context, settings());
        asio::co_spawn(*own_context, db::tenant_tx::read_once(pool, bank, nap, 20.0), asio::detached);
        own_context->run_for(300ms);
    }
    own_context.reset();
}
