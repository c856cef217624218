// Several processes on one database at once, as with VOUCH_DATABASE_URL: nothing is doubled, whoever wins.
#include <gtest/gtest.h>

#include "process/embedded/holder.h"
#include "process/scratch_folder.h"
#include "process/spine/home.h"
#include "process/spine/undisturbed.h"

namespace vouch {

namespace {

class SideBySide : public testing::Test {
protected:
    SideBySide() { place.done({"schema", "deploy"}); }

    test::scratch_folder folder;
    test::holder server{folder / "server"};
    test::home place{server, folder / "data"};
};

}  // namespace

TEST_F(SideBySide, TwoImportsOfTheSameFilesLoadThemOnce) {
    auto first_words = test::undisturbed().source().import_words(folder / "first.csv");
    auto second_words = test::undisturbed().source().import_words(folder / "second.csv");
    int completed = 0;
    {
        test::running_vouch first(first_words, place.variables());
        test::running_vouch second(second_words, place.variables());
        for (auto* each : {&first, &second}) {
            auto& said = each->end();
            completed += said.status == 0;
            if (said.status == 0) continue;
            EXPECT_EQ(said.status, 4) << said.errors;
            bool says_why = said.errors.find("another import of the same files is running") != std::string::npos ||
                            said.errors.find("river") != std::string::npos;  // both founded the tenant
            EXPECT_TRUE(says_why) << said.errors;
        }
    }
    EXPECT_GE(completed, 1);
    place.done(first_words);
    place.done({"replay", "--tenant", "river"});
    expect_same(test::outcome_of(place, "river", folder / "first.csv"), test::undisturbed().result());
}

TEST_F(SideBySide, TwoImportsThatListInOneFileLeaveTheListOfOne) {
    const auto list = folder / "exceptions.csv";
    auto words = test::undisturbed().source().import_words(list);
    test::running_vouch first(words, place.variables());
    test::onlooker onlooker(place);
    while (first.works() && onlooker.see("SELECT count(*) FROM record.observation") == 0) continue;
    auto second = place.vouch(words);
    EXPECT_TRUE(first.works()) << "the first was too fast for this test";
    EXPECT_FALSE(std::filesystem::exists(list));
    EXPECT_EQ(second.status, 4) << second.output << second.errors;
    EXPECT_NE(second.errors.find("exceptions.csv.partial is being written"), std::string::npos) << second.errors;
    EXPECT_EQ(first.end().status, 0) << first.end().errors;
    EXPECT_EQ(test::read_file(list), test::undisturbed().result().exceptions);
    EXPECT_FALSE(std::filesystem::exists(list.string() + ".partial"));
}

TEST_F(SideBySide, TwoDeploysMakeOneSchema) {
    test::holder empty(folder / "empty");
    test::home fresh(empty, folder / "data");
    test::running_vouch first({"schema", "deploy"}, fresh.variables());
    test::running_vouch second({"schema", "deploy"}, fresh.variables());
    EXPECT_EQ(first.end().status, 0) << first.end().errors;
    EXPECT_EQ(second.end().status, 0) << second.end().errors;
    EXPECT_EQ(fresh.vouch({"schema", "status"}).status, 0);
}

TEST_F(SideBySide, CapturesOfOneDayLeaveOneSnapshot) {
    place.done({"demo", "--until", "2023-04-20"});
    auto before = std::stoi(place.ask("SELECT count(*) FROM snapshot.dashboard_snapshot"));
    for (auto day : {"2023-06-30", "2023-09-30", "2025-03-31"}) {
        test::running_vouch first({"capture", "--tenant", "demo", "--date", day}, place.variables());
        test::running_vouch second({"capture", "--tenant", "demo", "--date", day}, place.variables());
        test::running_vouch third({"capture", "--date", day}, place.variables());
        int taken = 0;
        for (auto* each : {&first, &second, &third}) {
            EXPECT_EQ(each->end().status, 0) << each->end().errors;
            taken += each->end().output.starts_with("1 of 1 tenants captured");
        }
        EXPECT_EQ(taken, 1) << day;
    }
    EXPECT_EQ(
        place.ask("SELECT count(*) || ' ' || max(revision) FROM snapshot.dashboard_snapshot"),
        std::to_string(before + 3) + " 1"
    );
    place.done({"verify"});
}

TEST_F(SideBySide, AReplayWhileAnImportRunsIsTrueOfWhatItKnew) {
    auto words = test::undisturbed().source().import_words(folder / "exceptions.csv");
    test::running_vouch import(words, place.variables());
    std::vector<std::string> replay{"replay", "--tenant", "river"};
    test::onlooker onlooker(place);
    int beside = 0;
    while (import.works()) {
        if (onlooker.see("SELECT count(*) FROM record.observation") == 0) continue;
        ++beside;
        place.done(replay);
    }
    EXPECT_GT(beside, 0);
    EXPECT_EQ(import.end().status, 0) << import.end().errors;
    place.done(replay);
    place.done({"verify", "--tenant", "river"});
    EXPECT_EQ(place.ask("SELECT count(*) - count(DISTINCT business_date) FROM snapshot.dashboard_snapshot"), "0");
    EXPECT_EQ(test::read_file(folder / "exceptions.csv"), test::undisturbed().result().exceptions);
}

}  // namespace vouch
