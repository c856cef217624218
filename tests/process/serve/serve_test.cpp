// The real server over sockets: what it answers, what it withstands, how it ends. The clients are scripts of their own,
// which print "failed NAME" for whatever is wrong.
#include <csignal>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <regex>

#include "process/scratch_folder.h"
#include "process/serve/served.h"
#include "process/spine/demo_bank.h"

namespace vouch {

namespace {

using test::served;

/// Runs a script of this folder; each line that says "failed" is a failure.
std::string say(const std::string& script, std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {"python3", VOUCH_SOURCE_DIRECTORY "/tests/process/serve/" + script});
    const auto ran = test::run(arguments);
    EXPECT_EQ(ran.status, 0) << ran.errors;
    for (std::size_t at = 0; (at = ran.output.find("failed ", at)) != std::string::npos; ++at) {
        ADD_FAILURE() << ran.output.substr(at, ran.output.find('\n', at) - at);
    }
    return ran.output;
}

class Serve : public testing::Test {
protected:
    test::scratch_folder folder;
    test::home place{folder / "data"};

    void SetUp() override { test::made_demo().copy_to(place); }

    /// The database of the server, for a program beside it.
    std::string database() const {
        return fmt::format("host='{}' port=5432 user=vouch dbname=vouch", (place.data() / "socket").string());
    }
};

}  // namespace

TEST_F(Serve, AnswersAsTheDocumentSays) {
    const served server(place);
    say("contract.py", {server.url(), "demo", VOUCH_SOURCE_DIRECTORY "/api/openapi.json"});
}

TEST_F(Serve, AnswersOthersWhateverAClientDoes) {
    const served server(
        place,
        {"--header-ms-max", "1500", "--body-ms-max", "1500", "--idle-ms-max", "3000", "--connections-max", "9000"}
    );
    say("hostile.py", {"127.0.0.1", server.port(), "10000"});
}

TEST_F(Serve, AnswersFromMemoryAreRightAfterAFurtherSnapshot) {
    const served server(place);
    say("cached.py", {server.url(), VOUCH_BINARY, database()});
}

TEST_F(Serve, TrendsThatAreNotInMemoryAreWhatTheProgramPrints) {
    const served server(place, {"--cache-mb-max", "0"});
    say("frames.py", {server.url(), VOUCH_BINARY, database()});
}

TEST_F(Serve, RecoversWhenPostgreSqlIsKilledUnderLoad) {
    const served server(place, {"--cache-mb-max", "0"});
    const auto path = "/api/v1/tenants/demo/trends/severity";
    say("outage.py", {server.url(), path, std::to_string(place.server_id())});
}

TEST_F(Serve, EndsInOrderWithPostgreSql) {
    served server(place);
    const auto postmaster = place.server_id();
    ASSERT_GT(postmaster, 0);
    server.signal(SIGTERM);
    const auto& said = server.end();
    EXPECT_EQ(said.status, 0) << said.errors;
    EXPECT_NE(said.errors.find("ended in order"), std::string::npos) << said.errors;
    EXPECT_NE(kill(postmaster, 0), 0) << "PostgreSQL outlived it";
}

TEST_F(Serve, RefusesToBeReachedFromOtherMachines) {
    for (const auto* address : {"0.0.0.0:8080", "[::]:8080", "192.168.1.1:80"}) {
        const auto said = place.vouch({"serve", "--listen", address});
        EXPECT_EQ(said.status, 4) << said.output << said.errors;
    }
    EXPECT_EQ(place.vouch({"serve", "--listen", "nonsense"}).status, 2);
}

TEST_F(Serve, TakesFlagsBeforeVariablesBeforeTheFile) {
    test::write_file(folder / "vouch.toml", "listen = \"127.0.0.1:1\"\nthreads = 3\nrequest_ms_max = 900\n");
    auto variables = place.variables();
    variables.insert(variables.end(), {"VOUCH_THREADS=2", "VOUCH_LISTEN=127.0.0.1:2"});
    const auto said = test::run_vouch(
        {"config", "check", "--config", (folder / "vouch.toml").string(), "--listen", "[::1]:3"}, variables
    );
    EXPECT_EQ(said.status, 0) << said.errors;
    for (const auto* pattern : {"listen +\\[::1\\]:3 +flag", "threads +2 +environment", "request_ms_max +900 +file"}) {
        EXPECT_TRUE(std::regex_search(said.output, std::regex(pattern))) << pattern << "\n" << said.output;
    }
    test::write_file(folder / "bad.toml", "listen = \"127.0.0.1:1\"\nnonsense = 3\n");
    const auto refused = place.vouch({"config", "check", "--config", (folder / "bad.toml").string()});
    EXPECT_EQ(refused.status, 2);
    EXPECT_NE(refused.errors.find("bad.toml:2"), std::string::npos) << refused.errors;
}

}  // namespace vouch
