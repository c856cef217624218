// kill -9 of vouch in the middle of its work: the next run of the same command completes, with nothing lost and nothing
// doubled. Where it is killed is decided by what it has done already, and by chance.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <random>

#include "process/scratch_folder.h"
#include "process/spine/home.h"
#include "process/spine/made_up_source.h"
#include "process/spine/undisturbed.h"

namespace vouch {

namespace {

constexpr const char* rows_imported = "SELECT coalesce(sum(rows_in), 0) FROM record.import_file";
constexpr const char* days_replayed = "SELECT count(*) FROM snapshot.dashboard_snapshot";
constexpr const char* migrations_applied = "SELECT count(*) FROM db.migration WHERE applied_at IS NOT NULL";
constexpr const char* change_sets = "SELECT count(*) FROM seal.change_set";

class Killed : public testing::Test {
protected:
    test::scratch_folder folder;
    unsigned seed = test::seed_of_chance();
    std::mt19937 chance{seed};
    testing::ScopedTrace trace{__FILE__, __LINE__, fmt::format("VOUCH_TEST_SEED={} repeats this", seed)};

    int between(int least, int most) { return std::uniform_int_distribution(least, most)(chance); }
};

}  // namespace

TEST_F(Killed, ImportGoesOnBehindTheLastCompleteChunk) {
    test::home place(folder / "data");
    test::made_up_source source(folder / "source");
    auto words = source.import_words(folder / "exceptions.csv");
    place.done({"schema", "deploy"});
    const std::string before = "the list of an earlier import\n";
    test::write_file(folder / "exceptions.csv", before);
    const auto whole = test::read_file(test::undisturbed().exceptions());
    for (int rows : {1, 4'000, 8'000}) {
        EXPECT_TRUE(test::kill_when(place, words, rows_imported, rows)) << rows;
        EXPECT_EQ(test::read_file(folder / "exceptions.csv"), before);
        test::kill_vouch_after(between(150, 1'000), words, place.variables());
        // A fast machine may have come to the end: then the list is the whole one.
        const auto list = test::read_file(folder / "exceptions.csv");
        EXPECT_TRUE(list == before || list == whole) << list;
    }
    place.done(words);
    EXPECT_FALSE(std::filesystem::exists(folder / "exceptions.csv.partial"));
    place.done({"replay", "--tenant", "river"});
    expect_same(test::outcome_of(place, "river", folder / "exceptions.csv"), test::undisturbed().result());
}

TEST_F(Killed, ReplayWritesTheMissingDaysOnly) {
    test::home place(folder / "data");
    test::undisturbed().copy_imported(place);
    std::vector<std::string> words{"replay", "--tenant", "river"};
    for (int days : {1, 1'000}) {
        EXPECT_TRUE(test::kill_when(place, words, days_replayed, days)) << days;
        test::kill_vouch_after(between(100, 500), words, place.variables());
    }
    place.done(words);
    expect_same(test::outcome_of(place, "river", test::undisturbed().exceptions()), test::undisturbed().result());
}

TEST_F(Killed, DeployLeavesACleanLedgerAndCompletesNextTime) {
    test::home place(folder / "data");
    std::vector<std::string> words{"schema", "deploy"};
    auto expect_clean = [&] {
        auto status = place.vouch({"schema", "status"});
        EXPECT_TRUE(status.status == 0 || status.status == 1) << status.output << status.errors;
        EXPECT_EQ(status.errors, "");
    };
    expect_clean();
    for (int applied : {1, 3}) {
        EXPECT_TRUE(test::kill_when(place, words, migrations_applied, applied)) << applied;
        expect_clean();
        test::kill_vouch_after(between(150, 350), words, place.variables());
        expect_clean();
    }
    place.done(words);
    EXPECT_EQ(place.vouch({"schema", "status"}).status, 0);
    EXPECT_NE(place.done(words).find("nothing to do"), std::string::npos);
    EXPECT_EQ(place.ask(migrations_applied), place.ask("SELECT max(number) FROM db.migration"));
}

TEST_F(Killed, DemoIsContinuedAndNotDoubled) {
    test::home place(folder / "data");
    test::holder server(folder / "server");
    test::home calm(server, folder / "calm");
    for (auto* each : {&place, &calm}) each->done({"schema", "deploy"});
    const std::vector<std::string> words{"demo", "--until", "2023-06-15"};
    for (int made : {1, 150}) {
        EXPECT_TRUE(test::kill_when(place, words, change_sets, made)) << made;
        test::kill_vouch_after(between(100, 700), words, place.variables());
    }
    for (auto* each : {&place, &calm}) each->done(words);
    expect_same(
        test::outcome_of(place, "demo", folder / "no-list"), test::outcome_of(calm, "demo", folder / "no-list")
    );
    EXPECT_EQ(place.done({"anchor"}), calm.done({"anchor"}));  // the same hash: everything is
}

TEST_F(Killed, BackupLeavesTheLastWholeFileWhichVerifiesWhenRestored) {
    test::home place(folder / "data");
    test::undisturbed().copy_imported(place);
    place.done({"anchor", "--output", folder / "anchor.json"});
    std::string file = folder / "vouch.backup";
    std::vector<std::string> words{"backup", file};
    test::kill_vouch_after(between(100, 400), words, place.variables());
    place.done(words);
    auto whole = test::read_file(file);
    for (int delay_ms : {between(50, 250), between(250, 450), between(450, 650)}) {
        test::kill_vouch_after(delay_ms, words, place.variables());
        EXPECT_GE(std::filesystem::file_size(file), whole.size() / 10 * 9) << "killed after " << delay_ms << " ms";
    }
    place.done(words);
    EXPECT_FALSE(std::filesystem::exists(file + ".partial"));

    test::home restored(folder / "restored");
    restored.done({"restore", file});
    restored.done({"verify", "--anchor", folder / "anchor.json"});
    restored.done({"replay", "--tenant", "river"});
    expect_same(test::outcome_of(restored, "river", test::undisturbed().exceptions()), test::undisturbed().result());
    auto refused = place.vouch({"restore", file});
    EXPECT_EQ(refused.status, 4);
    EXPECT_NE(refused.errors.find("not empty"), std::string::npos) << refused.errors;
}

}  // namespace vouch
