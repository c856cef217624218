// What kill -9 and the years do to a cluster, and that the next run works.
#include <chrono>
#include <csignal>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

#include "embedded/cluster.h"
#include "process/embedded/holder.h"
#include "process/first_value.h"
#include "process/scratch_folder.h"
#include "process/vouch_run.h"

namespace vouch::embedded {

namespace {

using namespace std::chrono_literals;

void write_row(const std::string& conninfo) {
    auto session = db::session::open(conninfo);
    ASSERT_TRUE(session) << describe(session.error());
    auto written = session->execute("CREATE TABLE IF NOT EXISTS kept (n int); INSERT INTO kept VALUES (1)");
    ASSERT_TRUE(written) << describe(written.error());
}

void expect_rows(const std::filesystem::path& data, const std::string& count) {
    auto cluster = cluster::start(data, durability::throw_away);
    ASSERT_TRUE(cluster) << describe(cluster.error());
    auto session = db::session::open(cluster->admin_conninfo());
    ASSERT_TRUE(session) << describe(session.error());
    EXPECT_EQ(test::first_value(*session, "SELECT count(*) FROM kept").value(), count);
}

/// A process that ended but was not yet waited for is gone as well.
bool works(pid_t id) {
    auto status = test::read_file("/proc/" + std::to_string(id) + "/stat");  // "4711 (postgres) S 1 ..."
    return !status.empty() && status.substr(status.rfind(')')).find(" Z ") == std::string::npos;
}

bool gone_within(pid_t id, std::chrono::milliseconds patience) {
    auto deadline = std::chrono::steady_clock::now() + patience;
    while (works(id)) {
        if (std::chrono::steady_clock::now() > deadline) return false;
        std::this_thread::sleep_for(10ms);
    }
    return true;
}

/// A program that runs until the end of the test and has nothing to do with PostgreSQL.
class bystander {
public:
    bystander() : id_(fork()) {
        if (id_ == 0) {
            execlp("sleep", "sleep", "600", nullptr);
            _exit(127);
        }
    }
    ~bystander() {
        kill(id_, SIGKILL);
        waitpid(id_, nullptr, 0);
    }
    pid_t id() const { return id_; }

private:
    pid_t id_;
};

}  // namespace

TEST(Recovery, TheServerEndsSoonAfterKillNineOfVouch) {
    test::scratch_folder folder;
    test::holder killed(folder / "data");
    killed.kill_hard();
    EXPECT_TRUE(gone_within(killed.server_id(), 5s));
}

TEST(Recovery, TheNextRunDoesNotWaitForThatAndLosesNothing) {
    test::scratch_folder folder;
    for (int killed = 1; killed <= 5; ++killed) {
        test::holder holder(folder / "data");
        write_row(holder.admin_conninfo());
        holder.kill_hard();
    }
    expect_rows(folder / "data", "5");
}

TEST(Recovery, AServerThatSurvivesItsVouchIsReplaced) {
    test::scratch_folder folder;
    test::holder holder(folder / "data");
    write_row(holder.admin_conninfo());
    kill(holder.server_id(), SIGSTOP);  // so that it cannot hear that we are gone
    holder.kill_hard();
    std::thread later([&] {
        std::this_thread::sleep_for(300ms);
        kill(holder.server_id(), SIGCONT);
    });
    expect_rows(folder / "data", "1");
    later.join();
    EXPECT_TRUE(gone_within(holder.server_id(), 1s));
}

TEST(Recovery, KillNineOfTheServerLosesNothing) {
    test::scratch_folder folder;
    {
        test::holder holder(folder / "data");
        write_row(holder.admin_conninfo());
        kill(holder.server_id(), SIGKILL);
        auto session = db::session::open(holder.admin_conninfo());
        EXPECT_FALSE(session) << "the server is gone";
    }
    expect_rows(folder / "data", "1");
}

TEST(Recovery, SessionsThatOutliveAKilledServerAreEnded) {
    test::scratch_folder folder;
    {
        test::holder holder(folder / "data");
        write_row(holder.admin_conninfo());
        std::thread busy([conninfo = holder.admin_conninfo()] {
            auto session = db::session::open(conninfo);
            if (session) (void)test::first_value(*session, "SELECT count(*) FROM generate_series(1, 1000000000)");
        });
        std::this_thread::sleep_for(200ms);
        kill(holder.server_id(), SIGKILL);
        holder.kill_hard();
        expect_rows(folder / "data", "1");
        busy.join();
    }
}

TEST(Recovery, KillNineWhileTheClusterIsMadeLeavesNothingInTheWay) {
    for (int delay_ms : {20, 100, 250, 400, 600}) {
        test::scratch_folder folder;
        std::string data = "VOUCH_DATA_DIR=" + (folder / "data").string();
        test::kill_vouch_after(delay_ms, {"schema", "deploy"}, {data});
        auto next = test::run_vouch({"schema", "deploy"}, {data});
        EXPECT_EQ(next.status, 0) << "killed after " << delay_ms << " ms: " << next.errors;
        for (auto& entry : std::filesystem::directory_iterator(folder / "data")) {
            EXPECT_EQ(entry.path().filename().string().find("unfinished"), std::string::npos) << entry.path();
        }
    }
}

TEST(Recovery, AProcessIdThatIsAnotherProgramsByNowIsNoObstacle) {
    test::scratch_folder folder;
    {
        test::holder holder(folder / "data");
    }
    bystander sleeper;
    for (pid_t id : {pid_t{1}, getpid(), sleeper.id()}) {
        ASSERT_TRUE(cluster::start(folder / "data", durability::throw_away));
        test::write_file(folder / "data/postgres/postmaster.pid", std::to_string(id) + "\n/data\n1\n5432\n\n\n\n");
        auto started = cluster::start(folder / "data", durability::throw_away);
        ASSERT_TRUE(started) << id << ": " << describe(started.error());
    }
    EXPECT_EQ(kill(sleeper.id(), 0), 0) << "the other program goes on";
}

TEST(Recovery, AServerThatVouchDidNotStartIsLeftAlone) {
    test::scratch_folder folder;
    std::string programs;
    {
        auto made = cluster::start(folder / "data", durability::throw_away);
        ASSERT_TRUE(made);
        programs = made->programs().programs;
    }
    auto data = (folder / "data/postgres").string();
    if (geteuid() == 0) {
        for (auto& part : {folder.path(), folder / "data"}) {
            std::filesystem::permissions(part, std::filesystem::perms(0755));
        }
    }
    std::vector<std::string> by_hand{programs + "/pg_ctl", "-D", data, "-w", "-o", "-c listen_addresses= -k " + data};
    if (geteuid() == 0)
        by_hand.insert(by_hand.begin(), {"setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"});
    auto start = by_hand;
    start.insert(start.end(), {"-l", data + "/by_hand.log", "start"});
    auto started = test::run(start);
    ASSERT_EQ(started.status, 0) << started.output << started.errors;

    auto refused = cluster::start(folder / "data", durability::throw_away);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, errc::data_directory);
    EXPECT_NE(refused.error().detail.find("did not start"), std::string::npos) << refused.error().detail;

    by_hand.insert(by_hand.end(), {"-m", "fast", "stop"});
    EXPECT_EQ(test::run(by_hand).status, 0);
    EXPECT_TRUE(cluster::start(folder / "data", durability::throw_away));
}

}  // namespace vouch::embedded
