// vouch capture: its exit code says whether the snapshots that were asked for are there.
#include <chrono>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/values.h"
#include "process/scratch_folder.h"
#include "process/spine/home.h"

namespace vouch {

namespace {

constexpr int refused = 4;
constexpr const char* snapshots = "SELECT count(*) FROM snapshot.dashboard_snapshot";

/// "atoll" is the first to end a day, "reef" the last, 25 hours later; "demo" has a past that ends in February 2026.
class Capture : public testing::Test {
protected:
    static void SetUpTestSuite() {
        folder = std::make_unique<test::scratch_folder>();
        server = std::make_unique<test::holder>(*folder / "server");
        place = std::make_unique<test::home>(*server, *folder / "data");
        place->done({"schema", "deploy"});
        found("atoll", "Pacific/Kiritimati");
        found("reef", "Pacific/Pago_Pago");
    }
    static void TearDownTestSuite() {
        place.reset();
        server.reset();
        folder.reset();
    }

    static void found(const std::string& slug, const std::string& zone) {
        place->done({"tenant", "create", "--slug", slug, "--name", "Bank of the " + slug, "--zone", zone});
    }

    /// The last date that has ended on the atoll; on the reef it has not.
    static std::string ended_on_the_atoll() {
        constexpr auto ahead_of_utc = std::chrono::hours(14);
        const auto there = std::chrono::system_clock::now() + ahead_of_utc;
        return to_string(std::chrono::floor<std::chrono::days>(there) - std::chrono::days(1));
    }

    static test::ended capture(const std::vector<std::string>& options) {
        std::vector<std::string> words{"capture"};
        words.insert(words.end(), options.begin(), options.end());
        return place->vouch(words);
    }

    static void expect_says(const std::string& text, const std::vector<std::string>& parts) {
        for (const auto& part : parts) EXPECT_NE(text.find(part), std::string::npos) << part << " in " << text;
    }

    static inline std::unique_ptr<test::scratch_folder> folder;
    static inline std::unique_ptr<test::holder> server;
    static inline std::unique_ptr<test::home> place;
};

}  // namespace

TEST_F(Capture, OfADayThatHasNotEndedForTheTenantIsRefused) {
    const auto day = ended_on_the_atoll();
    const auto said = capture({"--tenant", "reef", "--date", day});
    EXPECT_EQ(said.status, refused) << said.output << said.errors;
    EXPECT_EQ(said.output, "");
    expect_says(said.errors, {"vouch: ", day, "reef", "is due for reef at ", "leave --date out"});
    EXPECT_EQ(place->ask(snapshots), "0");
}

TEST_F(Capture, OfADayBeforeAnythingWasRecordedIsRefused) {
    for (const std::vector<std::string>& date : {std::vector<std::string>{}, {"--date", "2025-06-30"}}) {
        auto options = date;
        options.insert(options.end(), {"--tenant", "atoll"});
        const auto said = capture(options);
        EXPECT_EQ(said.status, refused) << said.output << said.errors;
        expect_says(said.errors, {"nothing of atoll was recorded before", "vouch replay"});
    }
    EXPECT_EQ(place->ask(snapshots), "0");
}

TEST_F(Capture, OfEveryTenantNamesThoseThatAreLeftWithout) {
    const auto day = ended_on_the_atoll();
    const auto none = capture({"--date", day});
    EXPECT_EQ(none.status, refused) << none.output << none.errors;
    expect_says(none.output, {"0 of 2 tenants captured\n", "reef", "is due"});
    expect_says(none.errors, {"no tenant has a snapshot of " + day});

    const auto whatever_is_due = capture({});
    EXPECT_EQ(whatever_is_due.status, 0) << whatever_is_due.errors;
    expect_says(whatever_is_due.output, {"0 of 2 tenants captured\n", "nothing of atoll", "nothing of reef"});

    place->done({"demo", "--until", "2023-04-12"});
    const auto one = capture({"--date", "2026-03-31"});
    EXPECT_EQ(one.status, 0) << one.errors;
    expect_says(one.output, {"1 of 3 tenants captured\n", "nothing of atoll", "nothing of reef"});
    EXPECT_EQ(one.output.find("of demo"), std::string::npos) << one.output;
}

TEST_F(Capture, OfADayThatWasCapturedIsDone) {
    place->done({"demo", "--until", "2023-04-12"});
    const std::vector<std::string> options{"--tenant", "demo", "--date", "2026-04-30"};
    EXPECT_EQ(capture(options).output, "1 of 1 tenants captured: 2026-04-30\n");
    const auto again = capture(options);
    EXPECT_EQ(again.status, 0) << again.errors;
    EXPECT_EQ(again.output, "0 of 1 tenants captured: 2026-04-30\n1 had that snapshot already\n");
}

}  // namespace vouch
