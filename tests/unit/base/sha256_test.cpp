#include "base/sha256.h"

#include <gtest/gtest.h>

namespace vouch {

namespace {

TEST(Sha256, GivesTheDigestsOfTheStandard) {
    EXPECT_EQ(to_string(sha256_of("")), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(to_string(sha256_of("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Sha256, DoesNotDependOnHowTheBytesArrive) {
    sha256 pieces;
    pieces.add("a");
    pieces.add("");
    pieces.add("bc");
    EXPECT_EQ(pieces.finish(), sha256_of("abc"));
}

TEST(Sha256, BeginsANewDigestAfterEachOne) {
    sha256 hash;
    hash.add("first");
    hash.finish();
    hash.add("abc");
    EXPECT_EQ(hash.finish(), sha256_of("abc"));
}

}  // namespace

}  // namespace vouch
