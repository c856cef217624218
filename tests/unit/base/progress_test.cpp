// The line that says how far long work has come.
#include "base/progress.h"

#include <gtest/gtest.h>

namespace vouch {

TEST(Progress, DrawsTheFirstStepAndWipesTheLineAtTheEnd) {
    testing::internal::CaptureStderr();
    {
        progress line(true, "importing", "rows", 39006);
        line.at(9751);
        line.at(9752);  // within a tenth of a second of the last
    }
    auto drawn = testing::internal::GetCapturedStderr();
    EXPECT_EQ(drawn, "\rimporting: [#####...................]  25 % 9,751 of 39,006 rows\x1b[K\r\x1b[K");
}

TEST(Progress, WithoutATotalCountsOnly) {
    testing::internal::CaptureStderr();
    {
        progress(true, "backing up", "bytes written").at(1234567);
    }
    EXPECT_EQ(testing::internal::GetCapturedStderr(), "\rbacking up: 1,234,567 bytes written\x1b[K\r\x1b[K");
}

TEST(Progress, DrawsNothingWhereNobodyLooks) {
    testing::internal::CaptureStderr();
    {
        progress(false, "importing", "rows", 10).at(5);
    }
    EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

}  // namespace vouch
