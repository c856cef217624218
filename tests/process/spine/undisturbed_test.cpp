// The run that the disturbed ones are compared with is itself what its files were made to hold.
#include "process/spine/undisturbed.h"

#include <algorithm>
#include <fmt/format.h>
#include <gtest/gtest.h>

namespace vouch {

TEST(Undisturbed, LoadsOrListsEveryRow) {
    using source = test::made_up_source;
    auto& result = test::undisturbed().result();
    constexpr int loaded = source::findings - source::findings_colliding - source::findings_after_the_extract;
    constexpr int listed = source::visits_colliding + source::findings_colliding + source::findings_after_the_extract +
                           source::closings_refused;
    EXPECT_NE(result.contents.find(fmt::format("observation: {} rows", loaded)), std::string::npos) << result.contents;
    EXPECT_NE(result.contents.find(fmt::format("branch: {} rows", source::branches)), std::string::npos);
    EXPECT_NE(result.contents.find(fmt::format("import_exception: {} rows", listed)), std::string::npos)
        << result.contents;
    EXPECT_EQ(std::ranges::count(result.exceptions, '\n'), listed + 1);
    EXPECT_NE(result.verified.find("everything is as it was sealed"), std::string::npos) << result.verified;
}

}  // namespace vouch
