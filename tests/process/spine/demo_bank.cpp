#include "process/spine/demo_bank.h"

#include <gtest/gtest.h>

namespace vouch::test {

demo_bank::demo_bank() {
    place_.done({"schema", "deploy"});
    summary_ = place_.done({"demo"});
}

void demo_bank::copy_to(const home& place) const {
    const auto copied = run({"cp", "-a", place_.data(), place.data()});
    ASSERT_EQ(copied.status, 0) << copied.errors;
}

const demo_bank& made_demo() {
    static const demo_bank made;
    return made;
}

}  // namespace vouch::test
