#include <fmt/format.h>
#include <signal.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

#include "db/db/scratch_database.h"
#include "db/migration.h"
#include "db/roles.h"

using namespace vouch;
using namespace std::chrono_literals;

namespace {

using names = std::vector<std::string>;

class Deploy : public test::scratch_database {
protected:
    result<names> deploy(std::vector<db::migration> known) { return db::deploy(conninfo(), known, settings); }

    std::string error_of(std::vector<db::migration> known, errc code) {
        const auto refused = deploy(std::move(known));
        if (refused) return "it was applied";
        EXPECT_EQ(refused.error().code, code) << describe(refused.error());
        return refused.error().detail;
    }

    db::deploy_settings settings{
        .lock_ms_max = 800ms,  // longer than it takes to look who holds a lock
        .tries_max = 3,
        .deploy_wait_ms_max = 500ms,
        .pause_ms_max = 100ms,
        .jitter_seed = 1,
        .tell = [this](std::string_view line) { told += std::string(line) + "\n"; }
    };
    std::string told;
};

const db::migration first{1, "0001_first", "CREATE SCHEMA shop; CREATE TABLE shop.item (id integer PRIMARY KEY);"};
const db::migration second{2, "0002_second", "-- more\nALTER TABLE shop.item ADD name text"};

}  // namespace

TEST_F(Deploy, AppliesWhatIsPendingOnceAsTheOwner) {
    EXPECT_EQ(test::take(deploy({first})), names{"0001_first"});
    EXPECT_EQ(test::take(deploy({first, second})), names{"0002_second"});
    EXPECT_EQ(test::take(deploy({first, second})), names{});
    EXPECT_EQ(cell("SELECT tableowner FROM pg_tables WHERE tablename = 'item'"), "vouch_owner");
    const auto found = test::take(db::status(conninfo(), std::vector{first, second}));
    EXPECT_EQ(found.applied.size(), 2u);
    EXPECT_TRUE(found.pending.empty());
    EXPECT_TRUE(db::check(conninfo(), std::vector{first, second}));
}

TEST_F(Deploy, EveryOtherCommandRefusesAnotherSchema) {
    const auto fresh = db::check(conninfo(), std::vector{first});
    ASSERT_FALSE(fresh);
    EXPECT_EQ(fresh.error().code, errc::schema_mismatch);
    EXPECT_NE(fresh.error().detail.find("vouch schema deploy"), std::string::npos);
    test::take(deploy({first, second}));
    const auto newer = db::check(conninfo(), std::vector{first});
    ASSERT_FALSE(newer);
    EXPECT_EQ(newer.error().code, errc::schema_mismatch);
    EXPECT_NE(newer.error().detail.find("0002_second"), std::string::npos);
}

TEST_F(Deploy, AFailureLeavesNothingOfItsMigration) {
    const db::migration broken{2, "0002_broken", "CREATE TABLE shop.half (); SELECT 1 / 0; CREATE TABLE shop.other ()"};
    const auto words = error_of({first, broken}, errc::migration_failed);
    EXPECT_NE(words.find("0002_broken"), std::string::npos) << words;
    EXPECT_NE(words.find("division by zero"), std::string::npos) << words;
    EXPECT_EQ(cell("SELECT to_regclass('shop.half') IS NULL"), "t");
    EXPECT_EQ(cell("SELECT count(*) FROM db.migration"), "1");
    EXPECT_EQ(test::take(deploy({first, second})), names{"0002_second"}) << "which can be corrected";
}

TEST_F(Deploy, RefusesAMigrationThatEndsItsTransactionItself) {
    const auto words =
        error_of({first, {2, "0002_commits", "CREATE TABLE shop.half ();\n  COMMIT;"}}, errc::migration_failed);
    EXPECT_NE(words.find("line 2"), std::string::npos) << words;
    EXPECT_EQ(cell("SELECT to_regclass('shop.half') IS NULL"), "t");
}

TEST_F(Deploy, RefusesAnEditedOne) {
    test::take(deploy({first}));
    auto edited = first;
    edited.text = "CREATE SCHEMA shop;";
    EXPECT_NE(error_of({edited, second}, errc::migration_failed).find("was edited"), std::string::npos);
    EXPECT_EQ(cell("SELECT count(*) FROM db.migration"), "1");
}

TEST_F(Deploy, SaysWhoHoldsTheLockItWaitsFor) {
    test::take(deploy({first}));
    auto holder = session();
    test::take(holder.execute("BEGIN; SELECT * FROM shop.item"));
    const auto words = error_of({first, second}, errc::db_busy);
    EXPECT_NE(words.find(fmt::format("process {} ", holder.backend_pid())), std::string::npos) << words;
    EXPECT_NE(words.find("SELECT * FROM shop.item"), std::string::npos) << words;
    EXPECT_NE(told.find("try 3 of 3"), std::string::npos) << told;

    std::thread ending([&] {
        std::this_thread::sleep_for(500ms);
        test::take(holder.execute("ROLLBACK"));
    });
    EXPECT_EQ(test::take(deploy({first, second})), names{"0002_second"}) << "a later try gets it";
    ending.join();
}

TEST_F(Deploy, WaitsForAnotherDeployAndNoLongerThanAllowed) {
    test::take(deploy({first}));
    // A migration that takes its time holds the lock of deploying.
    const db::migration slow{2, "0002_slow", "SELECT pg_sleep(1.5)"};
    std::thread other([&] { test::take(db::deploy(conninfo(), std::vector{first, slow}, {})); });
    std::this_thread::sleep_for(400ms);
    EXPECT_NE(error_of({first, slow}, errc::db_busy).find("deploys to this database"), std::string::npos);
    settings.deploy_wait_ms_max = 10s;
    EXPECT_EQ(test::take(deploy({first, slow})), names{}) << "the other one did it";
    other.join();
}

TEST_F(Deploy, RunsStepByStepWhatCannotRunInATransaction) {
    const db::migration index{
        2,
        "0002_index",
        "-- vouch: no transaction\n"
        "CREATE INDEX CONCURRENTLY a ON shop.item (id);\n"
        "CREATE INDEX CONCURRENTLY b ON shop.item (id)"
    };
    EXPECT_EQ(test::take(deploy({first, index})), (names{"0001_first", "0002_index"}));
    EXPECT_EQ(cell("SELECT count(*) FROM db.migration_statement WHERE applied_at IS NOT NULL"), "2");
    EXPECT_TRUE(db::check(conninfo(), std::vector{first, index}));
}

TEST_F(Deploy, GoesOnWhereAStepFailed) {
    test::take(session().execute("CREATE TABLE public.note (n integer)"));
    test::take(deploy({first}));
    test::take(session().execute("ALTER TABLE public.note OWNER TO vouch_owner; INSERT INTO shop.item VALUES (1), (2)")
    );
    const db::migration steps{
        2,
        "0002_steps",
        "-- vouch: no transaction\n"
        "INSERT INTO public.note VALUES (1);\n"
        "CREATE UNIQUE INDEX CONCURRENTLY parity ON shop.item ((id % 1));\n"
        "INSERT INTO public.note VALUES (3);"
    };
    EXPECT_NE(error_of({first, steps}, errc::migration_failed).find("parity"), std::string::npos);
    EXPECT_EQ(cell("SELECT count(*) FROM pg_index WHERE NOT indisvalid"), "1");
    const auto half = db::check(conninfo(), std::vector{first, steps});
    ASSERT_FALSE(half);
    EXPECT_EQ(half.error().code, errc::schema_mismatch);

    test::take(session().execute("DELETE FROM shop.item WHERE id = 2"));
    EXPECT_EQ(test::take(deploy({first, steps})), names{"0002_steps"});
    EXPECT_EQ(cell("SELECT string_agg(n::text, ',' ORDER BY n) FROM public.note"), "1,3") << "nothing twice";
    EXPECT_EQ(cell("SELECT count(*) FROM pg_index WHERE NOT indisvalid"), "0");
    EXPECT_EQ(cell("SELECT to_regclass('shop.parity') IS NOT NULL"), "t");
}

// Killed at many moments, it is either applied or not, and the next deploy completes it.
TEST_F(Deploy, SurvivesBeingKilled) {
    const db::migration slow{2, "0002_slow", "CREATE TABLE shop.a (); SELECT pg_sleep(0.1); CREATE TABLE shop.b ()"};
    const db::migration steps{
        3,
        "0003_steps",
        "-- vouch: no transaction\n"
        "CREATE INDEX CONCURRENTLY c ON shop.item (id);\n"
        "SELECT pg_sleep(0.1);\n"
        "CREATE INDEX CONCURRENTLY d ON shop.item (id)"
    };
    const std::vector all{first, slow, steps};
    settings.deploy_wait_ms_max = 20s;
    for (const auto life : {5ms, 20ms, 40ms, 80ms, 120ms, 160ms, 200ms, 240ms}) {
        const auto child = fork();
        ASSERT_GE(child, 0);
        if (child == 0) _exit(db::deploy(conninfo(), all, {}) ? 0 : 1);
        std::this_thread::sleep_for(life);
        kill(child, SIGKILL);
        waitpid(child, nullptr, 0);
        EXPECT_EQ(cell("SELECT (to_regclass('shop.a') IS NULL) = (to_regclass('shop.b') IS NULL)"), "t");
    }
    test::take(deploy(all));
    EXPECT_EQ(
        cell("SELECT count(*) FROM pg_class WHERE oid IN (to_regclass('shop.a'), to_regclass('shop.b'), "
             "to_regclass('shop.c'), to_regclass('shop.d'))"),
        "4"
    );
    EXPECT_EQ(cell("SELECT count(*) FROM db.migration WHERE applied_at IS NOT NULL"), "3");
    EXPECT_EQ(cell("SELECT count(*) FROM pg_index WHERE NOT indisvalid"), "0");
}

TEST_F(Deploy, PrintsTheSqlThatAnAdministratorHasToRun) {
    test::take(deploy({first}));
    const auto login = cell("SELECT current_database()") + "_login";
    test::take(session().execute("CREATE ROLE " + login + " LOGIN NOINHERIT"));
    const auto as_login = conninfo() + " user=" + login;
    const auto refused = db::deploy(as_login, std::vector{first, second}, settings);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, errc::not_permitted);
    EXPECT_NE(refused.error().detail.find("may not become vouch_owner"), std::string::npos) << refused.error().detail;
    auto by_login = test::take(db::session::open(as_login));
    test::take(session().execute(db::roles_sql(by_login)));
    EXPECT_EQ(test::take(db::deploy(as_login, std::vector{first, second}, settings)), names{"0002_second"});
    EXPECT_TRUE(db::check(as_login, std::vector{first, second}));
    test::take(session().execute("DROP OWNED BY " + login + "; DROP ROLE " + login));
}

TEST_F(Deploy, TheMigrationsOfThisProgramMakeItsSchema) {
    test::take(db::deploy(conninfo(), db::embedded_migrations(), settings));
    EXPECT_TRUE(db::check(conninfo(), db::embedded_migrations()));
}
