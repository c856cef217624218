// vouch backup and vouch restore, run as a person runs them.
#include <filesystem>
#include <gtest/gtest.h>

#include "db/roles.h"
#include "embedded/cluster.h"
#include "process/first_value.h"
#include "process/scratch_folder.h"
#include "process/vouch_run.h"

namespace vouch::embedded {

namespace {

constexpr const char* tables = R"(
SET ROLE vouch_owner;
CREATE SCHEMA record;
GRANT USAGE ON SCHEMA record TO vouch_app;
CREATE TABLE record.observation (tenant_id int, title text, PRIMARY KEY (tenant_id, title));
ALTER TABLE record.observation ENABLE ROW LEVEL SECURITY;
ALTER TABLE record.observation FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON record.observation TO vouch_app USING (tenant_id = current_setting('app.tenant_id')::int);
GRANT SELECT ON record.observation TO vouch_app;
INSERT INTO record.observation SELECT n % 7, 'title ' || n || ' ₹' FROM generate_series(1, 1000) AS n;
)";

constexpr const char* contents =
    "SELECT count(*) || ' ' || sum(tenant_id) || ' ' || md5(string_agg(title, ',' ORDER BY title)) "
    "FROM record.observation";

class Backup : public testing::Test {
protected:
    test::scratch_folder folder;
    std::string file = folder / "vouch.backup";

    std::vector<std::string> in(const std::string& data) { return {"VOUCH_DATA_DIR=" + (folder / data).string()}; }

    cluster start(const std::string& data) {
        auto started = cluster::start(folder / data, durability::throw_away);
        if (!started) throw std::runtime_error(describe(started.error()));
        return *std::move(started);
    }

    /// Runs commands in the cluster of `data` as a superuser.
    void fill(const std::string& data, const std::string& commands) {
        auto running = start(data);
        auto session = db::session::open(running.admin_conninfo());
        ASSERT_TRUE(session) << describe(session.error());
        auto ran = session->execute(commands);
        ASSERT_TRUE(ran) << describe(ran.error());
    }

    /// Asks the cluster of `data` as a superuser, or as what the commands in `become` make of that.
    std::string ask(const std::string& data, const std::string& query, const std::string& become = "RESET ROLE") {
        auto running = start(data);
        return ask_at(running.admin_conninfo(), query, become);
    }

    std::string ask_at(
        const std::string& conninfo, const std::string& query, const std::string& become = "RESET ROLE"
    ) {
        auto session = db::session::open(conninfo);
        if (!session) return describe(session.error());
        if (auto became = session->execute(become); !became) return describe(became.error());
        auto answer = test::first_value(*session, query);
        return answer ? *answer : describe(answer.error());
    }
};

}  // namespace

TEST_F(Backup, ComesBackWithEveryRowRightAndPolicy) {
    fill("first", tables);
    auto before = ask("first", contents);
    auto backup = test::run_vouch({"backup", file}, in("first"));
    ASSERT_EQ(backup.status, 0) << backup.errors;
    EXPECT_NE(backup.output.find("bytes"), std::string::npos) << backup.output;
    EXPECT_FALSE(std::filesystem::exists(file + ".partial"));

    auto restored = test::run_vouch({"restore", file}, in("second"));
    ASSERT_EQ(restored.status, 0) << restored.errors;
    EXPECT_EQ(ask("second", contents), before);
    EXPECT_EQ(
        ask("second", "SELECT count(*) FROM record.observation", "SET ROLE vouch_app; SET app.tenant_id = 3"), "143"
    );
    EXPECT_EQ(ask("second", "SELECT tableowner FROM pg_tables WHERE schemaname = 'record'"), "vouch_owner");
}

TEST_F(Backup, IsRefusedWhereItWouldMix) {
    fill("first", tables);
    ASSERT_EQ(test::run_vouch({"backup", file}, in("first")).status, 0);
    auto refused = test::run_vouch({"restore", file}, in("first"));
    EXPECT_EQ(refused.status, 4);
    EXPECT_NE(refused.errors.find("not empty"), std::string::npos) << refused.errors;
    EXPECT_EQ(ask("first", "SELECT count(*) FROM record.observation"), "1000");
}

TEST_F(Backup, SaysWhatIsWrongWithAFile) {
    EXPECT_EQ(test::run_vouch({"restore", folder / "absent"}, in("first")).status, 4);
    test::write_file(folder / "letter", "Dear auditor");
    auto refused = test::run_vouch({"restore", folder / "letter"}, in("first"));
    EXPECT_EQ(refused.status, 4);
    EXPECT_NE(refused.errors.find("not a backup"), std::string::npos) << refused.errors;
    EXPECT_EQ(test::run_vouch({"backup", folder / "absent/file"}, in("first")).status, 3);
}

TEST_F(Backup, OfWhichThePartIsMissingChangesNothing) {
    fill("first", tables);
    ASSERT_EQ(test::run_vouch({"backup", file}, in("first")).status, 0);
    std::filesystem::resize_file(file, std::filesystem::file_size(file) * 3 / 4);
    auto refused = test::run_vouch({"restore", file}, in("second"));
    EXPECT_NE(refused.status, 0);
    EXPECT_EQ(ask("second", "SELECT to_regclass('record.observation') IS NULL"), "t");
}

TEST_F(Backup, KilledAtAnyTimeLeavesTheLastWholeFile) {
    fill("first", tables);
    ASSERT_EQ(test::run_vouch({"backup", file}, in("first")).status, 0);
    auto whole = test::read_file(file);
    fill("first", "INSERT INTO record.observation SELECT 8, md5(n::text) FROM generate_series(1, 300000) AS n");
    int killed = 0;
    for (int delay_ms : {50, 150, 250, 350, 450}) {
        killed += test::kill_vouch_after(delay_ms, {"backup", file}, in("first"));
        auto now = test::read_file(file);
        EXPECT_TRUE(now == whole || now.size() > 2 * whole.size()) << "killed after " << delay_ms << " ms";
    }
    EXPECT_GT(killed, 0);
    test::write_file(file + ".partial", std::string(100'000'000, 'x'));
    ASSERT_EQ(test::run_vouch({"backup", file}, in("first")).status, 0);
    ASSERT_EQ(test::run_vouch({"restore", file}, in("second")).status, 0);
    EXPECT_EQ(ask("second", "SELECT count(*) FROM record.observation"), "301000");
}

TEST_F(Backup, RestoreKilledAtAnyTimeRestoresAllOrNothing) {
    fill("first", tables);
    fill("first", "INSERT INTO record.observation SELECT 8, md5(n::text) FROM generate_series(1, 300000) AS n");
    ASSERT_EQ(test::run_vouch({"backup", file}, in("first")).status, 0);
    start("second");
    for (int delay_ms : {150, 400, 800}) {
        test::kill_vouch_after(delay_ms, {"restore", file}, in("second"));
        auto count =
            ask("second", "SELECT CASE WHEN to_regclass('record.observation') IS NULL THEN 'none' ELSE 'all' END");
        if (count == "all") break;
    }
    auto last = test::run_vouch({"restore", file}, in("second"));
    EXPECT_TRUE(last.status == 0 || last.status == 4) << last.errors;
    EXPECT_EQ(ask("second", "SELECT count(*) FROM record.observation"), "301000");
}

TEST_F(Backup, WorksThroughVouchDatabaseUrlWithTheLoginRoleOnly) {
    auto first = start("first");
    auto session = db::session::open(first.admin_conninfo());
    ASSERT_TRUE(session);
    ASSERT_TRUE(session->execute(tables));
    auto backup = test::run_vouch({"backup", file}, {"VOUCH_DATABASE_URL=" + first.conninfo()});
    ASSERT_EQ(backup.status, 0) << backup.errors;

    auto second = start("second");
    auto restored = test::run_vouch({"restore", file}, {"VOUCH_DATABASE_URL=" + second.conninfo()});
    ASSERT_EQ(restored.status, 0) << restored.errors;
    EXPECT_EQ(ask_at(second.admin_conninfo(), contents), ask_at(first.admin_conninfo(), contents));
    EXPECT_EQ(test::run_vouch({"restore", file}, {"VOUCH_DATABASE_URL=" + second.conninfo()}).status, 4);
}

// On a server of somebody else's the login has the name that its administrator chose.
TEST_F(Backup, IsRestoredByAnyLoginThatWasGrantedTheRoles) {
    auto first = start("first");
    auto source = db::session::open(first.admin_conninfo());
    ASSERT_TRUE(source);
    ASSERT_TRUE(source->execute(tables));
    ASSERT_EQ(test::run_vouch({"backup", file}, {"VOUCH_DATABASE_URL=" + first.conninfo()}).status, 0);

    auto second = start("second");
    auto administrator = db::session::open(second.admin_conninfo());
    ASSERT_TRUE(administrator);
    ASSERT_TRUE(administrator->execute("DROP OWNED BY vouch; DROP ROLE vouch; CREATE ROLE bank_login LOGIN NOINHERIT"));
    auto url = second.admin_conninfo();
    url.replace(url.find("vouch_admin"), 11, "bank_login");
    const auto refused = test::run_vouch({"restore", file}, {"VOUCH_DATABASE_URL=" + url});
    EXPECT_EQ(refused.status, 4) << refused.errors;
    EXPECT_NE(refused.errors.find("TO \"bank_login\""), std::string::npos) << refused.errors;
    auto login = db::session::open(url);
    ASSERT_TRUE(login);
    ASSERT_TRUE(administrator->execute(db::roles_sql(*login)));
    const auto restored = test::run_vouch({"restore", file}, {"VOUCH_DATABASE_URL=" + url});
    ASSERT_EQ(restored.status, 0) << restored.errors;
    EXPECT_EQ(ask_at(second.admin_conninfo(), contents), ask_at(first.admin_conninfo(), contents));
    EXPECT_EQ(ask_at(second.admin_conninfo(), "SELECT to_regrole('vouch') IS NULL"), "t");
}

TEST_F(Backup, SaysWhatAnAdministratorMustDoWhereRolesAreMissing) {
    auto first = start("first");
    auto session = db::session::open(first.admin_conninfo());
    ASSERT_TRUE(session->execute(tables));
    ASSERT_EQ(test::run_vouch({"backup", file}, {"VOUCH_DATABASE_URL=" + first.conninfo()}).status, 0);
    ASSERT_TRUE(session->execute("RESET ROLE; DROP SCHEMA record CASCADE"));
    ASSERT_TRUE(session->execute("CREATE ROLE stranger LOGIN; DROP OWNED BY vouch_batch; DROP ROLE vouch_batch"));
    auto url = first.admin_conninfo();
    url.replace(url.find("vouch_admin"), 11, "stranger");
    auto refused = test::run_vouch({"restore", file}, {"VOUCH_DATABASE_URL=" + url});
    EXPECT_EQ(refused.status, 4) << refused.errors;
    EXPECT_NE(refused.errors.find("CREATE ROLE vouch_batch"), std::string::npos) << refused.errors;
}

TEST_F(Backup, OfNothingIsRefused) {
    auto refused = test::run_vouch({"backup", file}, in("not-the-one-that-is-meant"));
    EXPECT_EQ(refused.status, 4);
    EXPECT_NE(refused.errors.find("VOUCH_DATA_DIR"), std::string::npos) << refused.errors;
    EXPECT_FALSE(std::filesystem::exists(file));
}

TEST_F(Backup, OfAnotherDatabaseIsNotRestored) {
    fill("first", "SET ROLE vouch_owner; CREATE SCHEMA ledger; CREATE TABLE ledger.page (n int)");
    ASSERT_EQ(test::run_vouch({"backup", file}, in("first")).status, 0);
    auto refused = test::run_vouch({"restore", file}, in("second"));
    EXPECT_EQ(refused.status, 4);
    EXPECT_NE(refused.errors.find("another database"), std::string::npos) << refused.errors;
    EXPECT_EQ(ask("second", "SELECT count(*) FROM pg_namespace WHERE nspname = 'ledger'"), "0");
}

TEST_F(Backup, IsRestoredIntoADatabaseThatAnAdministratorJustMade) {
    fill("first", tables);
    ASSERT_EQ(test::run_vouch({"backup", file}, in("first")).status, 0);
    auto second = start("second");
    auto session = db::session::open(second.admin_conninfo());
    ASSERT_TRUE(session->execute("CREATE DATABASE empty"));
    auto with = [](std::string url) {
        url.replace(url.find("dbname="), std::string::npos, "dbname=empty");
        return std::vector<std::string>{"VOUCH_DATABASE_URL=" + url};
    };
    auto refused = test::run_vouch({"restore", file}, with(second.conninfo()));
    EXPECT_EQ(refused.status, 4) << refused.errors;
    EXPECT_NE(refused.errors.find("may not create schemas in the database empty"), std::string::npos) << refused.errors;
    auto restored = test::run_vouch({"restore", file}, with(second.admin_conninfo()));
    EXPECT_EQ(restored.status, 0) << restored.errors;
}

TEST_F(Backup, SaysThatADatabaseCannotBeReachedAndHidesThePassword) {
    auto failed = test::run_vouch({"backup", file}, {"VOUCH_DATABASE_URL=postgresql://vouch:sesame@127.0.0.1:1/vouch"});
    EXPECT_EQ(failed.status, 3);
    EXPECT_NE(failed.errors.find("VOUCH_DATABASE_URL"), std::string::npos) << failed.errors;
    EXPECT_EQ(failed.errors.find("sesame"), std::string::npos) << failed.errors;
}

}  // namespace vouch::embedded
