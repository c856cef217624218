#include <gtest/gtest.h>

#include "trend/changes.h"

namespace vouch::trend {

namespace {

std::optional<observation_then> with(const char* status, const char* severity = "HIGH") {
    return observation_then{status, severity, {}, {}};
}

TEST(Movement, IsCalledAsInTheRollForward) {
    EXPECT_EQ(movement_between({}, with("DRAFT")), "recorded");
    EXPECT_EQ(movement_between({}, with("ISSUED")), "issued");
    EXPECT_EQ(movement_between(with("REVIEWED"), with("RESPONSE")), "issued");
    EXPECT_EQ(movement_between(with("CLOSED"), with("ISSUED")), "reopened");
    EXPECT_EQ(movement_between(with("RISK_ACCEPTED"), with("ISSUED")), "returned");
    EXPECT_EQ(movement_between(with("ISSUED"), with("RESPONSE", "LOW")), "reclassified");
    EXPECT_EQ(movement_between(with("ISSUED"), with("COMPLIANCE")), "moved");
    EXPECT_EQ(movement_between({}, with("CLOSED")), "closed");
    EXPECT_EQ(movement_between(with("COMPLIANCE"), with("NO_LONGER_VALID")), "no_longer_valid");
    EXPECT_EQ(movement_between(with("ISSUED"), with("RISK_ACCEPTED")), "risk_accepted");
    EXPECT_EQ(movement_between(with("DRAFT"), with("WITHDRAWN")), "withdrawn");
    EXPECT_EQ(movement_between(with("ISSUED"), {}), "deleted");
}

}  // namespace

}  // namespace vouch::trend
