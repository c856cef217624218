// What every command promises: --help with an example, and exit codes that scripts can use.
#include <gtest/gtest.h>
#include <sstream>

#include "process/vouch_run.h"

namespace vouch {

namespace {

/// The names listed under "Subcommands:" by the --help of `words`.
std::vector<std::string> commands_of(std::vector<std::string> words) {
    words.push_back("--help");
    std::istringstream lines(test::run_vouch(words).output);
    std::vector<std::string> found;
    bool listed = false;
    for (std::string line; std::getline(lines, line);) {
        if (line.empty()) listed = false;
        if (listed && line.starts_with("  ") && line[2] != ' ') found.push_back(line.substr(2, line.find(' ', 2) - 2));
        if (line == "Subcommands:") listed = true;
    }
    return found;
}

void expect_help(std::vector<std::string> words) {
    auto inner = commands_of(words);
    for (auto& name : inner) {
        auto longer = words;
        longer.push_back(name);
        expect_help(longer);
    }
    auto asked = words;
    asked.push_back("--help");
    auto help = test::run_vouch(asked);
    auto name = words.empty() ? "" : words.back();
    EXPECT_EQ(help.status, 0) << name;
    EXPECT_EQ(help.errors, "") << name;
    if (inner.empty()) {
        EXPECT_NE(help.output.find("Example"), std::string::npos) << name << ": " << help.output;
    }

    words.push_back("--no-such-option");
    auto mistaken = test::run_vouch(words);
    EXPECT_EQ(mistaken.status, 2) << name;
    EXPECT_EQ(mistaken.output, "") << name;
    EXPECT_TRUE(mistaken.errors.starts_with("vouch: ")) << name << ": " << mistaken.errors;
    EXPECT_NE(mistaken.errors.find("--help"), std::string::npos) << name << ": " << mistaken.errors;
}

}  // namespace

TEST(EveryCommand, HasHelpWithAnExampleAndKnowsAMistake) {
    EXPECT_GE(commands_of({}).size(), 2u);
    expect_help({});
}

TEST(EveryCommand, IsNamedInTheAnswerToAWordThatIsNone) {
    auto mistaken = test::run_vouch({"bakcup", "file"});
    EXPECT_EQ(mistaken.status, 2);
    EXPECT_TRUE(mistaken.errors.starts_with("vouch: \"bakcup\" is not a command; there are tenant, "));
    EXPECT_TRUE(mistaken.errors.ends_with(", backup, restore\nRun vouch --help for usage.\n")) << mistaken.errors;
}

TEST(EveryCommand, AndTheVersionArePrintedOnStandardOutput) {
    auto asked = test::run_vouch({"--version"});
    EXPECT_EQ(asked.status, 0);
    EXPECT_TRUE(asked.output.starts_with("vouch 0.")) << asked.output;
}

}  // namespace vouch
