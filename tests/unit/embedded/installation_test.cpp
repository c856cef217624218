// Which of the installed PostgreSQL opens a cluster.
#include "embedded/installation.h"

#include <gtest/gtest.h>

namespace vouch::embedded {

TEST(Installation, IsTheNewestForANewClusterAndTheSameForAnOldOne) {
    std::vector<installation> found{{15, "/fifteen"}, {17, "/seventeen"}};
    EXPECT_EQ(choose_installation(found, std::nullopt, "/data")->programs, "/seventeen");
    EXPECT_EQ(choose_installation(found, 15, "/data")->programs, "/fifteen");
}

TEST(Installation, OfAnotherVersionIsRefusedWithBothVersionsAndTheRemedy) {
    std::vector<installation> found{{15, "/fifteen"}, {17, "/seventeen"}};
    auto newer = choose_installation(found, 16, "/data");
    ASSERT_FALSE(newer);
    EXPECT_EQ(newer.error().code, errc::data_directory);
    EXPECT_EQ(
        newer.error().detail,
        "/data belongs to PostgreSQL 16, and installed is 15, 17; install the package postgresql-16, or set "
        "VOUCH_DATA_DIR to another directory"
    );
    auto older = choose_installation(found, 14, "/data");
    ASSERT_FALSE(older);
    EXPECT_NE(older.error().detail.find("vouch needs 15 or newer"), std::string::npos) << older.error().detail;
}

TEST(Installation, OfNothingNamesThePackage) {
    auto nothing = choose_installation({}, std::nullopt, "/data");
    ASSERT_FALSE(nothing);
    EXPECT_NE(nothing.error().detail.find("postgresql-15"), std::string::npos) << nothing.error().detail;
}

TEST(Installation, IsFoundOnlyWithEveryProgramThatIsNeeded) {
    EXPECT_FALSE(find_installations({"initdb", "postgres"}).empty());
    EXPECT_TRUE(find_installations({"initdb", "no_such_program"}).empty());
}

}  // namespace vouch::embedded
