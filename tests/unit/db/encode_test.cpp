#include "db/encode.h"

#include <gtest/gtest.h>

using namespace vouch;

TEST(Encode, QuotesTheElementsOfAnArray) {
    EXPECT_EQ(
        db::encode_array(std::vector<std::string>{R"(plain)", R"(a "quote")", R"(back\slash)", "", "NULL", "{,}"}),
        R"({"plain","a \"quote\"","back\\slash","","NULL","{,}"})"
    );
    EXPECT_EQ(db::encode_array(std::vector<std::optional<int>>{1, std::nullopt}), R"({"1",NULL})");
    EXPECT_EQ(db::encode_array(std::vector<std::int64_t>{}), "{}");
    EXPECT_EQ(db::encode_array(std::vector<db::bytes>{{std::byte{0xde}, std::byte{0x01}}}), R"({"\\xde01"})");
}

TEST(Encode, WritesEachTypeAsPostgreSqlReadsIt) {
    using namespace std::chrono;
    const auto all = db::parameters::of(
        true,
        std::int64_t{-9223372036854775807 - 1},
        0.1,
        "text",
        date(2026y / 2 / 9),
        instant(microseconds(-1)),
        db::bytes{std::byte{255}},
        std::optional<int>(),
        std::optional<std::string>("x")
    );
    const std::vector<std::optional<std::string>> expected{
        "t",
        "-9223372036854775808",
        "0.1",
        "text",
        "2026-02-09",
        "1969-12-31T23:59:59.999999Z",
        R"(\xff)",
        std::nullopt,
        "x"
    };
    EXPECT_EQ(all.texts(), expected);
}

TEST(Encode, AZeroByteIsNoTextOfPostgreSql) {
    const auto checked = db::parameters::of(1, std::string("a\0b", 3)).check("some.statement");
    ASSERT_FALSE(checked);
    EXPECT_EQ(checked.error().code, errc::bad_input);
    EXPECT_NE(checked.error().detail.find("$2"), std::string::npos);
}
