// Options of a command, from words to the members of a struct.
#include "cli/command_line.h"

#include <gtest/gtest.h>

namespace vouch::cli {

namespace {

enum class grain { day, month };

struct options {
    std::string tenant;
    std::optional<date> from;
    int workers = 3;
    bool json = false;
    grain by = grain::day;
    std::vector<std::string> labels;
    std::vector<std::filesystem::path> files;
};

options received;
result<exit_code> outcome = exit_code::ok;

result<exit_code> receive(const options& given, const environment&) {
    received = given;
    return outcome;
}

/// Runs "vouch trend show" with the words, and returns the exit code.
int run(std::vector<const char*> words) {
    received = {};
    command_line line;
    line.group("trend", "Trends");
    line.add<options>("trend show", "Show one", "vouch trend show --tenant bank a.csv", receive)
        .required("--tenant SLUG", &options::tenant, "The tenant")
        .optional("--from DATE", &options::from, "First day")
        .optional("--workers N", &options::workers, "How many at once")
        .flag("--json", &options::json, "Print JSON")
        .choice("--grain GRAIN", &options::by, {{"day", grain::day}, {"month", grain::month}}, "Period")
        .optional("--label WORD", &options::labels, "Labels")
        .optional("FILE", &options::files, "Files");
    words.insert(words.begin(), {"vouch", "trend", "show"});
    return line.run(static_cast<int>(words.size()), words.data());
}

}  // namespace

TEST(CommandLine, FillsTheMembersAndKeepsTheDefaults) {
    EXPECT_EQ(run({"--tenant", "bank"}), 0);
    EXPECT_EQ(received.tenant, "bank");
    EXPECT_EQ(received.from, std::nullopt);
    EXPECT_EQ(received.workers, 3);
    EXPECT_FALSE(received.json);
    EXPECT_EQ(received.by, grain::day);
    EXPECT_TRUE(received.labels.empty());
    EXPECT_TRUE(received.files.empty());

    EXPECT_EQ(
        run({"a.csv", "--tenant", "bank", "--json", "--from=2026-02-09", "--grain", "month", "--workers", "8", "b.csv"}
        ),
        0
    );
    EXPECT_EQ(received.from, date(std::chrono::year{2026} / 2 / 9));
    EXPECT_EQ(received.workers, 8);
    EXPECT_TRUE(received.json);
    EXPECT_EQ(received.by, grain::month);
    EXPECT_EQ(received.files, (std::vector<std::filesystem::path>{"a.csv", "b.csv"}));
}

TEST(CommandLine, TakesARepeatedOptionOncePerValueAndARepeatedOperandToTheEnd) {
    EXPECT_EQ(run({"--tenant", "bank", "--label", "x", "a.csv", "b.csv", "--label", "y"}), 0);
    EXPECT_EQ(received.labels, (std::vector<std::string>{"x", "y"}));
    EXPECT_EQ(received.files, (std::vector<std::filesystem::path>{"a.csv", "b.csv"}));
}

TEST(CommandLine, RefusesWhatItCannotRead) {
    EXPECT_EQ(run({}), 2) << "--tenant is required";
    EXPECT_EQ(run({"--tenant"}), 2);
    EXPECT_EQ(run({"--tenant", ""}), 2);
    EXPECT_EQ(run({"--tenant", "a", "--tenant", "b"}), 2) << "said twice";
    EXPECT_EQ(run({"--tenant", "a", "--from", "2026-02-30"}), 2);
    EXPECT_EQ(run({"--tenant", "a", "--workers", "8.5"}), 2);
    EXPECT_EQ(run({"--tenant", "a", "--workers", "99999999999"}), 2);
    EXPECT_EQ(run({"--tenant", "a", "--workers", "-x"}), 2);
    EXPECT_EQ(run({"--tenant", "a", "--grain", "fortnight"}), 2);
    EXPECT_EQ(run({"--tenant", "a", "--from", ""}), 2);
}

TEST(CommandLine, TurnsAnErrorIntoItsExitCode) {
    struct expectation {
        errc code;
        int exit;
    };
    for (auto [code, exit] : {
             expectation{errc::verification_failed, 1},
             expectation{errc::usage, 2},
             expectation{errc::data_directory, 3},
             expectation{errc::db_timeout, 3},
             expectation{errc::refused, 4},
             expectation{errc::not_found, 4},
             expectation{errc::internal, 5},
         }) {
        outcome = fail(code, "a sentence");
        testing::internal::CaptureStderr();
        EXPECT_EQ(run({"--tenant", "bank"}), exit) << name_of(code);
        EXPECT_EQ(testing::internal::GetCapturedStderr(), "vouch: a sentence\n");
    }
    outcome = exit_code::no;
    EXPECT_EQ(run({"--tenant", "bank"}), 1);
    outcome = exit_code::ok;
}

}  // namespace vouch::cli
