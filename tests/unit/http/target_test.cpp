#include "http/target.h"

#include <gtest/gtest.h>

namespace vouch::http {

namespace {

using pairs = std::vector<std::pair<std::string, std::string>>;

TEST(Target, TakesAPathAndItsParametersApart) {
    const auto found = parse_target("/api/v1/tenants/a%20b?period=FY+2025-26%20Q3&json&x=1=2");
    ASSERT_TRUE(found);
    EXPECT_EQ(found->path, "/api/v1/tenants/a%20b");
    EXPECT_EQ(found->segments, (std::vector<std::string>{"api", "v1", "tenants", "a b"}));
    EXPECT_EQ(found->parameters, (pairs{{"period", "FY 2025-26 Q3"}, {"json", ""}, {"x", "1=2"}}));
}

TEST(Target, KnowsASlashAtTheEndFromNone) {
    EXPECT_TRUE(parse_target("/")->segments.empty());
    EXPECT_EQ(parse_target("/a")->segments, (std::vector<std::string>{"a"}));
    EXPECT_EQ(parse_target("/a/")->segments, (std::vector<std::string>{"a", ""}));
    EXPECT_EQ(parse_target("/a%2Fb")->segments, (std::vector<std::string>{"a/b"}));
}

TEST(Target, TakesTheFormThatProxiesSend) {
    EXPECT_EQ(parse_target("http://localhost:80/a?b=c")->path, "/a");
    EXPECT_EQ(parse_target("http://localhost")->path, "/");
}

TEST(Target, RefusesWhatIsNoAddress) {
    for (const auto* text :
         {"",
          "a",
          "*",
          "?a=b",
          "/%",
          "/%4",
          "/%zz",
          "/a%00",
          "/%0d%0a",
          "/%ff",
          "/%c0%80",
          "/%ed%a0%80",
          "/..",
          "/a/%2e%2e/b",
          "/a/./b",
          "/?a=1&a=2",
          "/?a=%ff"}) {
        const auto found = parse_target(text);
        ASSERT_FALSE(found) << text;
        EXPECT_EQ(found.error().code, errc::bad_input);
    }
    std::string many = "/?";
    for (std::size_t i = 0; i <= parameters_max; ++i) many += "p" + std::to_string(i) + "=1&";
    EXPECT_FALSE(parse_target(many));
    std::string deep;
    for (std::size_t i = 0; i <= segments_max; ++i) deep += "/a";
    EXPECT_FALSE(parse_target(deep));
}

TEST(Target, ReadsWhatItWrote) {
    const std::string text = "FY 2025-26 Q3/रुपया&=?#%";
    EXPECT_EQ(parse_target("/" + percent_encoded(text))->segments.front(), text);
}

}  // namespace

}  // namespace vouch::http
