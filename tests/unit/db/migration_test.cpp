#include "db/migration.h"

#include <fstream>
#include <gtest/gtest.h>
#include <stdlib.h>

#include "base/sha256.h"

using namespace vouch;
using namespace vouch::db;

namespace {

const std::vector<migration> three{
    {1, "0001_one", "SELECT 1"}, {2, "0002_two", "SELECT 2"}, {3, "0003_three", "SELECT 3"}
};

applied_migration applied(const migration& one) {
    return {one.number, std::string(one.name), to_string(sha256_of(one.text)), "2026-02-09 00:00:00 UTC"};
}

std::string refusal(std::vector<applied_migration> ledger, std::vector<migration> known) {
    const auto compared = compare(std::move(ledger), known);
    if (compared) return "";
    EXPECT_EQ(compared.error().code, errc::migration_failed);
    return compared.error().detail;
}

}  // namespace

TEST(Migration, WhatIsNotInTheLedgerIsPending) {
    const auto fresh = compare({}, three);
    ASSERT_TRUE(fresh);
    EXPECT_EQ(fresh->pending.size(), 3u);
    const auto half = compare({applied(three[0]), applied(three[1])}, three);
    ASSERT_TRUE(half);
    ASSERT_EQ(half->pending.size(), 1u);
    EXPECT_EQ(half->pending[0].name, "0003_three");
    EXPECT_EQ(half->applied.size(), 2u);
}

TEST(Migration, WhatStoppedHalfWayIsPending) {
    auto stopped = applied(three[1]);
    stopped.applied_at.clear();
    const auto compared = compare({applied(three[0]), stopped}, three);
    ASSERT_TRUE(compared);
    ASSERT_EQ(compared->pending.size(), 2u);
    EXPECT_EQ(compared->pending[0].name, "0002_two");
}

TEST(Migration, RefusesOneThatWasEdited) {
    auto edited = three;
    edited[0].text = "SELECT 1 ";
    EXPECT_NE(refusal({applied(three[0])}, edited).find("0001_one was edited after it was applied"), std::string::npos);
}

TEST(Migration, RefusesOneThatIsMissingOrRenamed) {
    EXPECT_NE(
        refusal({applied(three[0]), applied(three[1]), applied(three[2])}, {three[0], three[1]})
            .find("0003_three was applied to this database but is not part of this program"),
        std::string::npos
    );
    auto renamed = three;
    renamed[0].name = "0001_uno";
    EXPECT_NE(refusal({applied(three[0])}, renamed).find("0001_uno"), std::string::npos);
    EXPECT_NE(refusal({}, {three[0], three[2]}).find("0002 is missing"), std::string::npos);
}

TEST(Migration, RefusesOneOutOfOrder) {
    EXPECT_NE(
        refusal({applied(three[0]), applied(three[2])}, three).find("0002_two is not applied but 0003"),
        std::string::npos
    );
}

class CreateMigration : public ::testing::Test {
protected:
    void SetUp() override {
        auto folder = (std::filesystem::temp_directory_path() / "vouch-migration.XXXXXX").string();
        ASSERT_TRUE(mkdtemp(folder.data()));
        source = folder;
    }
    void TearDown() override { std::filesystem::remove_all(source); }

    std::filesystem::path source;
};

TEST_F(CreateMigration, TakesTheNextNumberAndWritesAHead) {
    std::filesystem::create_directories(source / "sql" / "migrations");
    const auto first = create_migration(source, "branch_regions");
    ASSERT_TRUE(first);
    EXPECT_EQ(first->filename(), "0001_branch_regions.sql");
    std::string head;
    std::getline(std::ifstream(*first), head);
    EXPECT_EQ(head, "-- branch regions: what it changes, and why.");
    std::ofstream(source / "sql" / "migrations" / "0041_later.sql");
    EXPECT_EQ(create_migration(source, "more")->filename(), "0042_more.sql");
}

TEST_F(CreateMigration, SaysWhatIsWrong) {
    const auto nowhere = create_migration(source, "more");
    ASSERT_FALSE(nowhere);
    EXPECT_EQ(nowhere.error().code, errc::data_directory);
    for (const char* name : {"", "With Space", "up/../down", "Grösse"}) {
        const auto bad = create_migration(source, name);
        ASSERT_FALSE(bad) << name;
        EXPECT_EQ(bad.error().code, errc::bad_input);
    }
}
