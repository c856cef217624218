// Which route, which tag, how often, from where: what the server decides without a socket.
#include <gtest/gtest.h>

#include "api/answer_cache.h"
#include "http/assets.h"
#include "http/entity_tag.h"
#include "http/header_rules.h"
#include "http/rate_limit.h"
#include "http/route_table.h"
#include "http/settings.h"

namespace vouch::http {

namespace {

request asking(method by, std::string_view text) {
    request made;
    made.by = by;
    made.to = parse_target(text).value();
    return made;
}

route_table some_routes() {
    const auto nobody = [](request&) -> task<reply> { co_return reply(); };
    return route_table(
        {{method::get, "/a", nobody},
         {method::get, "/a/{one}/b/{two}", nobody},
         {method::post, "/a/{one}", nobody},
         {method::get, "/*", nobody}}
    );
}

TEST(RouteTable, FindsTheRouteAndCapturesItsNames) {
    const auto table = some_routes();
    auto wanted = asking(method::get, "/a/x%2Fy/b/z");
    EXPECT_EQ(table.match(wanted).place, 1);
    EXPECT_EQ(wanted.captured, (std::vector<std::string>{"x/y", "z"}));
    auto headed = asking(method::head, "/a");
    EXPECT_EQ(table.match(headed).place, 0);
    auto elsewhere = asking(method::get, "/a/x/b/");
    EXPECT_EQ(table.match(elsewhere).place, 3);
    auto root = asking(method::get, "/");
    EXPECT_EQ(table.match(root).place, 3);
}

TEST(RouteTable, SaysWhichMethodsThereAre) {
    const auto table = some_routes();
    auto read = asking(method::get, "/a/x");
    EXPECT_EQ(table.match(read).found, nullptr);
    EXPECT_EQ(table.match(read).allowed, "POST");
    auto written = asking(method::post, "/a");
    EXPECT_EQ(table.match(written).allowed, "GET, HEAD");
}

TEST(EntityTag, IsNamedByAListByAStarAndWeakly) {
    const auto tag = entity_tag("what it was made from");
    EXPECT_EQ(tag, entity_tag("what it was made from"));
    EXPECT_NE(tag, entity_tag("something else"));
    EXPECT_TRUE(none_match_names("*", tag));
    EXPECT_TRUE(none_match_names("\"a\", W/" + tag, tag));
    EXPECT_FALSE(none_match_names("", tag));
    EXPECT_FALSE(none_match_names("\"a\", \"b", tag));
}

TEST(RateLimit, LetsTwoSecondsWorthThroughAndFillsAgain) {
    rate_limit limit(10);
    const auto begin = rate_limit::time();
    for (int i = 0; i < 20; ++i) EXPECT_TRUE(limit.allows("a", begin));
    EXPECT_FALSE(limit.allows("a", begin));
    EXPECT_TRUE(limit.allows("b", begin));
    EXPECT_TRUE(limit.allows("a", begin + std::chrono::milliseconds(101)));
    EXPECT_FALSE(limit.allows("a", begin + std::chrono::milliseconds(102)));
    rate_limit none(0);
    for (int i = 0; i < 1'000; ++i) EXPECT_TRUE(none.allows("a", begin));
}

TEST(RateLimit, RemembersAsManyAddressesAsItMay) {
    rate_limit limit(1);
    const auto begin = rate_limit::time();
    for (std::size_t i = 0; i < rate_limit::addresses_max; ++i) limit.allows(std::to_string(i), begin);
    EXPECT_FALSE(limit.allows("one more", begin));
    EXPECT_TRUE(limit.allows("one more", begin + std::chrono::seconds(2)));
}

TEST(ListenAddress, IsOfTheLoopback) {
    EXPECT_EQ(to_string(parse_listen_address("localhost:80").value()), "127.0.0.1:80");
    EXPECT_EQ(to_string(parse_listen_address("[::1]:0").value()), "[::1]:0");
    EXPECT_EQ(parse_listen_address("0.0.0.0:80").error().code, errc::refused);
    EXPECT_EQ(parse_listen_address("[::ffff:10.0.0.1]:80").error().code, errc::refused);
    for (const auto* text :
         {"", "80", "127.0.0.1", "127.0.0.1:", "127.0.0.1:x", "127.0.0.1:70000", "bank.example:80"}) {
        EXPECT_EQ(parse_listen_address(text).error().code, errc::usage) << text;
    }
}

TEST(HeaderRules, KnowsTheHostsOfThisServer) {
    const std::vector<std::string> names{"vouch.bank.example"};
    for (const auto* host :
         {"localhost", "LOCALHOST:80", "127.0.0.1:8080", "[::1]", "[::1]:80", "vouch.bank.example:443"}) {
        EXPECT_TRUE(is_host_of(host, names)) << host;
    }
    for (const auto* host :
         {"", "bank.example", "localhost.bank.example", "127.0.0.2", "localhost:80@bank.example", "localhost:999999"})
        EXPECT_FALSE(is_host_of(host, names)) << host;
    EXPECT_TRUE(is_same_origin("", "localhost:1"));
    EXPECT_TRUE(is_same_origin("http://localhost:1", "localhost:1"));
    EXPECT_FALSE(is_same_origin("null", "localhost:1"));
    EXPECT_FALSE(is_same_origin("http://localhost:2", "localhost:1"));
    EXPECT_FALSE(is_same_origin("x://localhost:1", "localhost:1"));
    EXPECT_FALSE(is_same_origin("http://", ""));
}

TEST(HeaderRules, ReadsWhichCodingsAreTaken) {
    EXPECT_TRUE(accepts_coding("gzip, br;q=0.5", "br"));
    EXPECT_TRUE(accepts_coding("*", "br"));
    EXPECT_FALSE(accepts_coding("*, br;q=0", "br"));
    EXPECT_FALSE(accepts_coding("gzip", "br"));
    EXPECT_FALSE(accepts_coding("", "gzip"));
    EXPECT_EQ(accepted_id("abc-1.X_"), "abc-1.X_");
    EXPECT_EQ(accepted_id("a b"), "");
    EXPECT_EQ(accepted_id(std::string(65, 'a')), "");
}

const std::vector<embedded_file> page{
    {"/index.html", "<p nonce=\"__CSP_NONCE__\">", "d0"},
    {"/assets/a.js", "0123456789", "d1"},
    {"/assets/a.js.br", "smaller", "d2"},
};

TEST(Assets, AreCompressedForWhoTakesThatAndKeptForEver) {
    auto wanted = asking(method::get, "/assets/a.js");
    EXPECT_EQ(asset_reply(wanted, page).content.bytes(), "0123456789");
    wanted.accept_encoding = "br";
    const auto made = asset_reply(wanted, page);
    EXPECT_EQ(made.content.bytes(), "smaller");
    EXPECT_EQ(made.etag, "\"d2\"");
    EXPECT_TRUE(made.cache_control.contains("immutable"));
    wanted.if_none_match = "\"d2\"";
    EXPECT_EQ(asset_reply(wanted, page).status, 304);
    EXPECT_EQ(asset_reply(asking(method::get, "/assets/a.js.br"), page).status, 404);
}

TEST(Assets, AreServedInPart) {
    const auto part = [](std::string range, std::string if_range = "") {
        auto wanted = asking(method::get, "/assets/a.js");
        wanted.range = std::move(range);
        wanted.if_range = std::move(if_range);
        const auto made = asset_reply(wanted, page);
        return std::to_string(made.status) + " " + std::string(made.content.bytes());
    };
    EXPECT_EQ(part("bytes=2-4"), "206 234");
    EXPECT_EQ(part("bytes=8-"), "206 89");
    EXPECT_EQ(part("bytes=-3"), "206 789");
    EXPECT_EQ(part("bytes=0-99"), "206 0123456789");
    EXPECT_EQ(part("bytes=10-"), "416 ");
    for (const auto* other : {"bytes=4-2", "bytes=0-1,3-4", "lines=1-2", "bytes=a-b"})
        EXPECT_EQ(part(other), "200 0123456789") << other;
    EXPECT_EQ(part("bytes=2-4", "\"old\""), "200 0123456789");
    EXPECT_EQ(part("bytes=2-4", "\"d1\""), "206 234");
}

TEST(Assets, ThePageIsMadeAnewForEachPlaceWithinIt) {
    const auto made = asset_reply(asking(method::get, "/tenants/demo"), page);
    EXPECT_EQ(made.cache_control, "no-store");
    EXPECT_FALSE(made.content.bytes().contains(nonce_mark));
    EXPECT_NE(made.content.bytes(), asset_reply(asking(method::get, "/"), page).content.bytes());
    EXPECT_EQ(asset_reply(asking(method::get, "/api/v1/nothing"), page).status, 404);
    EXPECT_EQ(asset_reply(asking(method::get, "/gone.js"), page).status, 404);
    EXPECT_EQ(asset_reply(asking(method::get, "/"), {}).status, 200);
}

TEST(AnswerCache, KeepsWhatWasAskedForLast) {
    api::answer_cache cache(10'000);
    for (int i = 0; i < 8; ++i) cache.keep(std::to_string(i), {"", body(std::string(1'000, 'a'))});
    ASSERT_TRUE(cache.find("0"));
    cache.keep("8", {"", body(std::string(1'000, 'b'))});
    EXPECT_TRUE(cache.find("0"));
    EXPECT_FALSE(cache.find("1"));
    EXPECT_LE(cache.bytes(), 10'000);
    cache.keep("large", {"", body(std::string(5'000, 'c'))});
    EXPECT_FALSE(cache.find("large"));
}

}  // namespace

}  // namespace vouch::http
