// The made-up bank from outside: its whole life, as a person sees it.
#include <gtest/gtest.h>
#include <iomanip>
#include <sstream>

#include "process/embedded/holder.h"
#include "process/scratch_folder.h"
#include "process/spine/demo_bank.h"

namespace vouch {

namespace {

class Demo : public testing::Test {
protected:
    Demo() { place.done({"schema", "deploy"}); }

    test::scratch_folder folder;
    test::holder server{folder / "server"};
    test::home place{server, folder / "data"};
};

/// The commands that the summary says are worth trying, in words.
std::vector<std::vector<std::string>> commands_in(const std::string& summary) {
    std::vector<std::vector<std::string>> all;
    std::istringstream lines(summary);
    for (std::string line; std::getline(lines, line);) {
        if (!line.starts_with("  vouch ")) continue;
        std::istringstream words(line);
        std::string word;
        words >> word;
        auto& command = all.emplace_back();
        while (words >> std::quoted(word)) command.push_back(word);
    }
    return all;
}

bool contains(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST(MadeDemo, IsVerifiedAndShowsWhatItSays) {
    const auto& place = test::made_demo().place();
    const auto& summary = test::made_demo().summary();
    EXPECT_TRUE(contains(summary, "(made up)")) << summary;
    EXPECT_TRUE(contains(summary, "24 branches and departments")) << summary;

    const auto commands = commands_in(summary);
    EXPECT_GE(commands.size(), 3U);
    for (const auto& each : commands) {
        const auto ended = place.vouch(each);
        EXPECT_EQ(ended.status, 0) << each.front() << ": " << ended.errors;
        EXPECT_FALSE(ended.output.empty()) << each.front();
    }
    const auto days = place.done(
        {"trend",
         "severity",
         "--tenant",
         "demo",
         "--grain",
         "day",
         "--from",
         "2025-08-14",
         "--to",
         "2025-08-26",
         "--json"}
    );
    const auto count = [&](std::string_view part) {
        int found = 0;
        for (auto at = days.find(part); at != std::string::npos; at = days.find(part, at + 1)) ++found;
        return found;
    };
    EXPECT_EQ(count(R"("origin":"observed")"), 3) << days;
    EXPECT_EQ(count(R"("origin":"replayed")"), 3) << days;
    EXPECT_EQ(count(R"("origin":null)"), 7) << days;

    EXPECT_TRUE(contains(place.done({"demo"}), "recorded before"));
    EXPECT_EQ(
        place.ask("SELECT count(*) FROM seal.change_set AS c JOIN snapshot.sealed_snapshot AS s USING (tenant_id, seq) "
                  "WHERE s.captured_at <> c.recorded_at OR s.known_seq >= c.seq"),
        "0"
    );
}

TEST_F(Demo, WritesIntoNoRealBankAndSaysWhenSomebodyElseDid) {
    place.done({"demo", "--until", "2023-04-05"});
    place.done({"capture", "--tenant", "demo", "--date", "2023-05-01"});
    const auto spoilt = place.vouch({"demo"});
    EXPECT_EQ(spoilt.status, 4) << spoilt.errors;
    EXPECT_TRUE(contains(spoilt.errors, "somebody wrote into the tenant \"demo\"")) << spoilt.errors;

    test::holder other(folder / "other");
    test::home real(other, folder / "real");
    real.done({"schema", "deploy"});
    real.done({"tenant", "create", "--slug", "demo", "--name", "A real bank"});
    const auto refused = real.vouch({"demo"});
    EXPECT_EQ(refused.status, 4) << refused.errors;
    EXPECT_TRUE(contains(refused.errors, "not made up")) << refused.errors;
}

}  // namespace vouch
