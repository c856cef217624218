// A private cluster: made, used, stopped, refused.
#include "embedded/cluster.h"

#include <grp.h>
#include <gtest/gtest.h>
#include <pwd.h>
#include <sys/stat.h>

#include "process/embedded/holder.h"
#include "process/first_value.h"
#include "process/scratch_folder.h"
#include "process/vouch_run.h"

namespace vouch::embedded {

namespace {

std::string ask(const std::string& conninfo, const std::string& query) {
    auto session = db::session::open(conninfo);
    if (!session) return describe(session.error());
    auto answer = test::first_value(*session, query);
    return answer ? *answer : describe(answer.error());
}

result<void> run(const std::string& conninfo, const std::string& commands) {
    TRY(session, db::session::open(conninfo));
    return session.execute(commands);
}

bool alive(pid_t id) {
    return kill(id, 0) == 0;
}

std::filesystem::path copy_of_vouch(const test::scratch_folder& folder) {
    std::filesystem::copy_file(VOUCH_BINARY, folder / "vouch");
    return folder / "vouch";
}

}  // namespace

TEST(Cluster, StartsFromNothingAndEndsWithNothingRunning) {
    test::scratch_folder folder;
    pid_t server = 0;
    {
        auto cluster = cluster::start(folder / "data");
        ASSERT_TRUE(cluster) << describe(cluster.error());
        server = cluster->server_id();
        EXPECT_EQ(ask(cluster->conninfo(), "SELECT current_user || '@' || current_database()"), "vouch@vouch");
        EXPECT_EQ(ask(cluster->admin_conninfo(), "SELECT current_user"), "vouch_admin");
        EXPECT_EQ(ask(cluster->conninfo(), "SHOW listen_addresses"), "");
        EXPECT_EQ(ask(cluster->conninfo(), "SHOW fsync"), "on");
        EXPECT_EQ(ask(cluster->conninfo(), "SHOW full_page_writes"), "on");
        EXPECT_EQ(ask(cluster->conninfo(), "SHOW data_checksums"), "on");
        EXPECT_EQ(ask(cluster->conninfo(), "SHOW jit"), "off");
        EXPECT_EQ(ask(cluster->conninfo(), "SHOW timezone"), "UTC");
        EXPECT_EQ(ask(cluster->conninfo(), "SHOW lc_collate"), "C.UTF-8");
    }
    EXPECT_FALSE(alive(server));
    EXPECT_FALSE(std::filesystem::exists(folder / "data/postgres/postmaster.pid"));
}

TEST(Cluster, GivesTheLoginRoleNothingButTheThreeRoles) {
    test::scratch_folder folder;
    auto cluster = cluster::start(folder / "data", durability::throw_away);
    ASSERT_TRUE(cluster) << describe(cluster.error());
    for (std::string role : {"vouch_owner", "vouch_app", "vouch_batch"}) {
        EXPECT_TRUE(run(cluster->conninfo(), "SET ROLE " + role)) << role;
    }
    EXPECT_FALSE(run(cluster->conninfo(), "SET ROLE vouch_admin"));
    EXPECT_FALSE(run(cluster->conninfo(), "CREATE SCHEMA mine")) << "NOINHERIT: the login has no right of its own";
    EXPECT_TRUE(run(cluster->conninfo(), "SET ROLE vouch_owner; CREATE SCHEMA ours"));
    EXPECT_EQ(
        ask(cluster->admin_conninfo(),
            "SELECT string_agg(rolname, ' ' ORDER BY rolname) FROM pg_roles WHERE rolbypassrls OR rolsuper"),
        "vouch_admin vouch_owner"
    );
}

TEST(Cluster, KeepsItsDataFromOneRunToTheNext) {
    test::scratch_folder folder;
    for (int run_number = 0; run_number < 3; ++run_number) {
        auto cluster = cluster::start(folder / "data");
        ASSERT_TRUE(cluster) << describe(cluster.error());
        if (run_number == 0) {
            ASSERT_TRUE(run(cluster->admin_conninfo(), "CREATE TABLE kept (run int)"));
        }
        ASSERT_TRUE(run(cluster->admin_conninfo(), "INSERT INTO kept VALUES (1)"));
        EXPECT_EQ(ask(cluster->admin_conninfo(), "SELECT count(*) FROM kept"), std::to_string(run_number + 1));
    }
}

TEST(Cluster, RefusesASecondVouchAndSaysWhoHoldsItAndHowToWorkBesideIt) {
    test::scratch_folder folder;
    test::holder first(folder / "data");
    auto second = cluster::start(folder / "data");
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, errc::data_directory);
    auto& detail = second.error().detail;
    EXPECT_NE(detail.find("process " + std::to_string(first.id())), std::string::npos) << detail;

    auto program = test::run_vouch({"backup", folder / "b"}, {"VOUCH_DATA_DIR=" + (folder / "data").string()});
    EXPECT_EQ(program.status, 3);
    EXPECT_NE(program.errors.find("is in use by"), std::string::npos) << program.errors;

    auto begins = detail.find("URL=\"") + 5;
    auto invited = detail.substr(begins, detail.find('"', begins) - begins);
    EXPECT_EQ(ask(invited, "SELECT 'welcome'"), "welcome") << invited;
    EXPECT_EQ(ask(first.admin_conninfo(), "SELECT 'undisturbed'"), "undisturbed");
}

TEST(Cluster, RefusesAClusterOfAnotherVersionAndNamesBoth) {
    test::scratch_folder folder;
    std::filesystem::create_directories(folder / "data/postgres");
    test::write_file(folder / "data/postgres/PG_VERSION", "13\n");
    auto refused = cluster::start(folder / "data");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, errc::data_directory);
    auto& detail = refused.error().detail;
    EXPECT_NE(detail.find("PostgreSQL 13"), std::string::npos) << detail;
    EXPECT_NE(detail.find("installed is 1"), std::string::npos) << detail;
    EXPECT_NE(detail.find("VOUCH_DATA_DIR"), std::string::npos) << detail;
    EXPECT_EQ(test::read_file(folder / "data/postgres/PG_VERSION"), "13\n");
}

TEST(Cluster, RefusesAFolderThatIsNoCluster) {
    test::scratch_folder folder;
    std::filesystem::create_directories(folder / "data/postgres");
    test::write_file(folder / "data/postgres/letter.txt", "keep me");
    auto refused = cluster::start(folder / "data");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, errc::data_directory);
    EXPECT_EQ(test::read_file(folder / "data/postgres/letter.txt"), "keep me");
}

TEST(Cluster, WorksInPathsThatSocketsAndConnectionStringsCannotHold) {
    test::scratch_folder folder;
    for (auto& name : {std::string(150, 'x'), std::string("it's, a \\ path; with \"all\" of it")}) {
        auto cluster = cluster::start(folder / name / "deeper", durability::throw_away);
        ASSERT_TRUE(cluster) << describe(cluster.error());
        EXPECT_EQ(ask(cluster->conninfo(), "SELECT 'in'"), "in") << cluster->conninfo();
        EXPECT_EQ(test::run({"psql", "-XAtc", "SELECT 'in'", cluster->conninfo()}).output, "in\n");
    }
}

TEST(Cluster, AsRootRunsTheServerAsAnotherUserEvenWhereThatUserMayNotGo) {
    if (geteuid() != 0) GTEST_SKIP() << "needs root";
    test::scratch_folder folder;
    auto cluster = cluster::start(folder / "data");
    ASSERT_TRUE(cluster) << describe(cluster.error());
    struct stat server{};
    ASSERT_EQ(stat(("/proc/" + std::to_string(cluster->server_id())).c_str(), &server), 0);
    EXPECT_NE(server.st_uid, 0u);
    struct stat parent{};
    ASSERT_EQ(stat(folder.path().c_str(), &parent), 0);
    EXPECT_EQ(parent.st_mode & 07777, 0700u);
    EXPECT_EQ(parent.st_uid, 0u);
}

TEST(Cluster, WorksForAnOrdinaryUserAndIsClosedToOthers) {
    if (geteuid() != 0) GTEST_SKIP() << "needs root, to become somebody else";
    test::scratch_folder folder;
    auto* nobody = getpwnam("nobody");
    ASSERT_TRUE(nobody);
    ASSERT_EQ(chown(folder.path().c_str(), nobody->pw_uid, nobody->pw_gid), 0);
    auto vouch = copy_of_vouch(folder).string();
    std::vector<std::string> as_nobody{"setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", vouch};
    auto run_as_nobody = [&](std::vector<std::string> arguments, const std::string& data) {
        arguments.insert(arguments.begin(), as_nobody.begin(), as_nobody.end());
        return test::run(arguments, {"VOUCH_DATA_DIR=" + data});
    };

    auto made = run_as_nobody({"schema", "deploy"}, folder / "data");
    EXPECT_EQ(made.status, 0) << made.errors;
    struct stat cluster{};
    ASSERT_EQ(stat((folder / "data/postgres").c_str(), &cluster), 0);
    EXPECT_EQ(cluster.st_uid, nobody->pw_uid);
    EXPECT_EQ(cluster.st_mode & 07777, 0700u);

    auto ours = cluster::start(folder / "data");  // root may: the server then runs as nobody
    EXPECT_TRUE(ours) << describe(ours.error());

    auto elsewhere = run_as_nobody({"schema", "deploy"}, "/proc/no-such-place");
    EXPECT_EQ(elsewhere.status, 3);
    EXPECT_NE(elsewhere.errors.find("VOUCH_DATA_DIR"), std::string::npos) << elsewhere.errors;
}

TEST(Cluster, TellsAnOrdinaryUserWhoseDirectoryItIs) {
    if (geteuid() != 0) GTEST_SKIP() << "needs root, to become somebody else";
    test::scratch_folder folder;
    ASSERT_EQ(chmod(folder.path().c_str(), 0755), 0);
    ASSERT_TRUE(cluster::start(folder / "data", durability::throw_away));
    auto vouch = copy_of_vouch(folder).string();
    auto refused = test::run(
        {"setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", vouch, "schema", "deploy"},
        {"VOUCH_DATA_DIR=" + (folder / "data").string()}
    );
    EXPECT_EQ(refused.status, 3);
    EXPECT_NE(refused.errors.find("owner"), std::string::npos) << refused.errors;
}

}  // namespace vouch::embedded
