// kill -9 of PostgreSQL in the middle of an import and of a replay: vouch says so and ends, the next run recovers and
// completes.
#include <csignal>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "process/scratch_folder.h"
#include "process/spine/home.h"
#include "process/spine/undisturbed.h"

namespace vouch {

namespace {

constexpr const char* rows_imported = "SELECT coalesce(sum(rows_in), 0) FROM record.import_file";
constexpr const char* days_replayed = "SELECT count(*) FROM snapshot.dashboard_snapshot";
constexpr const char* a_backend = "SELECT max(pid) FROM pg_stat_activity WHERE usename = 'vouch' AND query <> ''";

enum class victim { postmaster, backend };

class ServerKilled : public testing::TestWithParam<victim> {
protected:
    test::scratch_folder folder;
    test::home place{folder / "data"};

    pid_t id_of_victim(test::onlooker& beside) const {
        return GetParam() == victim::postmaster ? place.server_id() : beside.see(a_backend);
    }

    /// Runs `words` and kills the victim when `query` answers at least `reached`. What vouch ends with is an error of
    /// its surroundings, in words.
    void kill_during(const std::vector<std::string>& words, const std::string& query, int reached) {
        SCOPED_TRACE(fmt::format("{} at {}", words.front(), reached));
        test::running_vouch running(words, place.variables());
        test::onlooker beside(place);
        pid_t killed = 0;
        while (killed == 0 && running.works()) {
            if (beside.see(query) < reached) continue;
            killed = id_of_victim(beside);
            if (killed > 0) kill(killed, SIGKILL);
        }
        ASSERT_GT(killed, 0) << "it ended before";
        auto& said = running.end();
        // A session that is busy outlives its postmaster, and may complete the whole work.
        if (GetParam() == victim::postmaster && said.status == 0) return;
        EXPECT_EQ(said.status, 3) << said.output << said.errors;
        EXPECT_NE(said.errors.find("vouch: "), std::string::npos) << said.errors;
    }
};

INSTANTIATE_TEST_SUITE_P(Each, ServerKilled, testing::Values(victim::postmaster, victim::backend), [](auto& info) {
    return info.param == victim::postmaster ? "Postmaster" : "Backend";
});

}  // namespace

TEST_P(ServerKilled, DuringAnImportAndAReplayLosesNothing) {
    auto list = folder / "exceptions.csv";
    auto import = test::undisturbed().source().import_words(list);
    std::vector<std::string> replay{"replay", "--tenant", "river"};
    place.done({"schema", "deploy"});
    kill_during(import, rows_imported, 1);
    kill_during(import, rows_imported, 6'000);
    place.done(import);
    kill_during(replay, days_replayed, 1);
    place.done(replay);
    expect_same(test::outcome_of(place, "river", list), test::undisturbed().result());
}

}  // namespace vouch
