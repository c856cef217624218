// What becomes of what a command prints when it cannot be printed: a script must not take silence for an answer.
#include <gtest/gtest.h>

#include "process/vouch_run.h"

namespace vouch {

namespace {

/// Runs the vouch of this build in a shell, with its output as `redirected`.
test::ended run_redirected(const std::string& redirected) {
    return test::run({"/bin/sh", "-c", "exec \"$0\" --help " + redirected, VOUCH_BINARY});
}

}  // namespace

TEST(Output, ThatMeetsAFullDiskIsAnError) {
    auto lost = run_redirected(">/dev/full");
    EXPECT_EQ(lost.status, 3);
    EXPECT_NE(lost.errors.find("standard output cannot be written"), std::string::npos) << lost.errors;
}

TEST(Output, ThatIsClosedIsAnErrorAndGoesIntoNoFile) {
    auto lost = run_redirected(">&-");
    EXPECT_EQ(lost.status, 3);
    EXPECT_NE(lost.errors.find("standard output cannot be written"), std::string::npos) << lost.errors;
}

}  // namespace vouch
