// vouch work through the death of its database: it waits, finds it again by itself, and goes on.
#include <chrono>
#include <csignal>
#include <gtest/gtest.h>
#include <memory>
#include <string>
#include <thread>

#include "process/embedded/holder.h"
#include "process/scratch_folder.h"
#include "process/spine/home.h"

using namespace vouch;
using namespace std::chrono_literals;

namespace {

/// Enqueues a job and waits until it is done, at most so long.
bool does_a_job(const test::home& place, std::chrono::seconds longest) {
    const auto id = place.ask("SELECT job.enqueue('upkeep')");
    const auto done = "SELECT count(*) FROM job.finished WHERE outcome = 'done' AND id = " + id;
    const auto until = std::chrono::steady_clock::now() + longest;
    while (std::chrono::steady_clock::now() < until) {
        if (place.ask(done) == "1") return true;
        std::this_thread::sleep_for(50ms);
    }
    return false;
}

TEST(RestartedDatabase, IsFoundAgainByWhoeverWorks) {
    const test::scratch_folder folder;
    auto database = std::make_unique<test::holder>(folder / "data");
    const test::home place(*database, folder / "lists");
    place.done({"schema", "deploy"});
    test::running_vouch worker({"work"}, place.variables());
    for (int tries = 0; tries < 200 && place.ask("SELECT count(*) FROM job.queue WHERE name = 'upkeep'") != "1";
         ++tries)
        std::this_thread::sleep_for(50ms);
    ASSERT_TRUE(does_a_job(place, 20s));

    database->kill_hard();
    std::this_thread::sleep_for(7s);  // longer than a worker may be silent
    ASSERT_TRUE(worker.works()) << worker.end().errors;
    database.reset();
    database = std::make_unique<test::holder>(folder / "data");
    ASSERT_TRUE(does_a_job(place, 30s));
    EXPECT_EQ(
        place.ask("SELECT concat((SELECT count(*) FROM job.worker), ' ', (SELECT count(*) FROM job.dead), ' ',"
                  "  (SELECT coalesce(sum(crashes), 0) FROM job.finished))"),
        "1 0 0"
    );
    worker.signal(SIGTERM);
    EXPECT_EQ(worker.end().status, 0) << worker.end().errors;
}

}  // namespace
