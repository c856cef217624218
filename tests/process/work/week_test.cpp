// Three servers on one database through a week that takes a minute, with clocks apart and one of them killed: every
// slot of every institution is captured once.
#include <chrono>
#include <csignal>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <memory>
#include <thread>

#include "process/embedded/holder.h"
#include "process/scratch_folder.h"
#include "process/spine/home.h"

using namespace vouch;
using namespace std::chrono_literals;

namespace {

constexpr int times_as_fast = 12'000;
constexpr auto week = std::chrono::hours(7 * 24);
constexpr const char* zones[] = {
    "Asia/Kolkata", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "UTC"
};

class Week : public ::testing::Test {
protected:
    /// A server whose clock stands where ours would by now, and `apart` from it, and runs so fast. Waits for nothing.
    std::unique_ptr<test::running_vouch> server(std::chrono::minutes apart, int times = times_as_fast) {
        const auto passed = std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - begun) *
                            (times_as_fast - 1);
        auto variables = place->variables();
        variables.push_back(fmt::format("LD_PRELOAD={}", VOUCH_MOVED_CLOCK_LIBRARY));
        variables.push_back(fmt::format("VOUCH_MOVED_CLOCK={} {}", std::chrono::seconds(passed + apart).count(), times)
        );
        return std::make_unique<test::running_vouch>(
            std::vector<std::string>{"serve", "--listen", "127.0.0.1:0"}, variables
        );
    }
    std::string ask(const std::string& query) { return place->ask(query); }

    test::scratch_folder folder;
    std::unique_ptr<test::holder> database;
    std::unique_ptr<test::home> place;
    std::chrono::steady_clock::time_point begun;
};

TEST_F(Week, OfThreeServersIsEverySlotOfEveryBankOnce) {
    database = std::make_unique<test::holder>(folder / "data");
    place = std::make_unique<test::home>(*database, folder / "lists");
    place->done({"schema", "deploy"});
    int number = 0;
    for (const auto* zone : zones) {
        place->done({"tenant", "create", "--slug", fmt::format("bank-{}", ++number), "--name", zone, "--zone", zone});
    }
    begun = std::chrono::steady_clock::now();
    auto one = server(-10min);
    auto two = server(0min);
    auto three = server(25min);
    const auto until = begun + std::chrono::duration_cast<std::chrono::milliseconds>(week) / times_as_fast;
    std::this_thread::sleep_for((until - begun) / 3);
    two->kill_hard();
    std::this_thread::sleep_for((until - begun) / 6);
    two = server(0min);
    std::this_thread::sleep_until(until);
    for (auto* each : {&one, &two, &three}) (*each)->signal(SIGTERM);
    for (auto* each : {&one, &two, &three}) EXPECT_EQ((*each)->end().status, 0) << (*each)->end().errors;

    // What was begun when they were told to end, and the spread of the last slots, is done by one that comes later.
    // Its clock runs as clocks do, so that no further slot comes meanwhile.
    auto last = server(40min, 1);
    for (int tries = 0; tries < 200 && last->works() && last->output_so_far().find("http://") == std::string::npos;
         ++tries)
        std::this_thread::sleep_for(50ms);
    // Nothing is left for a second: it has had its look at the clock by then.
    int quiet = 0;
    for (int tries = 0; tries < 400 && quiet < 20; ++tries) {
        const auto waiting = ask("SELECT count(*) FROM job.job JOIN job.queue USING (queue_id) WHERE name = 'capture'");
        quiet = waiting == "0" ? quiet + 1 : 0;
        std::this_thread::sleep_for(50ms);
    }
    last->signal(SIGTERM);
    EXPECT_EQ(last->end().status, 0) << last->end().errors;

    EXPECT_EQ(ask("SELECT count(*) FROM job.schedule WHERE name = 'daily-capture'"), "6");
    EXPECT_EQ(ask("SELECT count(*) FROM job.dead"), "0");
    // Of each bank: the slots of its own calendar from its first to its last in the ledger, a job of each that is done,
    // once, and a snapshot of each day, once, of origin observed.
    EXPECT_EQ(
        ask("WITH own AS (SELECT s.tenant_id, min(l.slot_at) AS first, max(l.slot_at) AS last FROM job.schedule AS s"
            "               JOIN job.slot AS l USING (schedule_id) WHERE s.name = 'daily-capture' GROUP BY 1),"
            " calendar AS (SELECT own.tenant_id, d.business_date, d.slot_at FROM own CROSS JOIN LATERAL"
            "    tenant.days(own.tenant_id, own.first::date - 3, own.last::date + 3) AS d WHERE d.slot_at BETWEEN "
            "own.first AND own.last),"
            " ran AS (SELECT f.tenant_id, f.slot_at, count(*) AS times FROM job.finished AS f JOIN job.queue AS q "
            "USING (queue_id)"
            "          WHERE q.name = 'capture' AND f.outcome = 'done' GROUP BY 1, 2),"
            " taken AS (SELECT tenant_id, business_date, count(*) AS times FROM snapshot.dashboard_snapshot WHERE "
            "origin = 'observed' GROUP BY 1, 2)"
            " SELECT concat((SELECT count(*) FROM calendar) >= 6 * 6, ' ',"
            "   (SELECT count(*) FROM calendar FULL JOIN ran USING (tenant_id, slot_at) WHERE times IS DISTINCT FROM "
            "1), ' ',"
            "   (SELECT count(*) FROM calendar LEFT JOIN taken USING (tenant_id, business_date) WHERE times IS "
            "DISTINCT FROM 1), ' ',"
            "   (SELECT count(*) FROM job.slot AS l JOIN job.schedule AS s USING (schedule_id) WHERE s.name = "
            "'daily-capture' AND job_id IS NULL))"),
        "t 0 0 0"
    );
}

}  // namespace
