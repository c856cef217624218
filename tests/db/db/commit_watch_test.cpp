// Whether anybody has committed: one question shared by those who ask together, and never an answer from before they
// asked.
#include "db/commit_watch.h"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <optional>
#include <set>
#include <vector>

#include "db/db/scratch_database.h"

using namespace vouch;
using namespace std::chrono_literals;

namespace {

class CommitWatch : public test::tenant_database {
protected:
    void SetUp() override {
        test::tenant_database::SetUp();
        if (IsSkipped()) return;
        pool.emplace(context, settings());
        watch.emplace(context, *pool);
    }

    std::string now() { return test::take(run_to_end(context, watch->now())); }

    /// Asks, and lets `ended` know the answer when there is one.
    void ask(std::optional<result<std::string>>& ended) {
        asio::co_spawn(context, watch->now(), [&ended](std::exception_ptr bug, result<std::string> answer) {
            EXPECT_FALSE(bug);
            ended = std::move(answer);
        });
    }

    /// Of two questions in a row; the server cleans up now and then, which is a commit too.
    bool says_the_same_again() {
        for (int attempt = 0; attempt < 5; ++attempt) {
            if (const auto before = now(); now() == before) return true;
        }
        return false;
    }

    /// Until the last of them has its answer, or ten seconds are over.
    template <class Answers>
    void run_until_answered(const Answers& all) {
        for (int look = 0; look < 1'000; ++look) {
            if (std::ranges::all_of(all, [](const auto& each) { return each.has_value(); })) return;
            context.restart();
            context.run_for(10ms);
        }
    }

    asio::io_context context;
    std::optional<db::pool> pool;
    std::optional<db::commit_watch> watch;
};

}  // namespace

TEST_F(CommitWatch, SaysTheSameUntilSomebodyCommits) {
    EXPECT_TRUE(says_the_same_again());
    const auto before = now();
    auto writer = session();
    test::take(writer.execute("BEGIN; CREATE TABLE test.other (n int)"));
    EXPECT_TRUE(says_the_same_again()) << "begun is not committed";
    test::take(writer.execute("COMMIT"));
    EXPECT_NE(now(), before);
    EXPECT_TRUE(says_the_same_again());
}

TEST_F(CommitWatch, AnswersNobodyWithAQuestionFromBeforeTheyCame) {
    const auto before = now();
    std::vector<std::optional<result<std::string>>> all(2);
    ask(all[0]);
    context.restart();
    while (context.poll_one() != 0 && !all[0]) {
    }
    test::take(session().execute("CREATE TABLE test.other (n int)"));  // while the first is under way, or was answered
    ask(all[1]);
    run_until_answered(all);
    for (const auto& each : all) ASSERT_TRUE(each && *each);
    EXPECT_NE(**all[1], before);
}

TEST_F(CommitWatch, AnswersHundredsAtOnce) {
    (void)now();  // connected
    std::vector<std::optional<result<std::string>>> all(500);
    for (auto& each : all) ask(each);
    run_until_answered(all);
    std::set<std::string> answers;
    for (const auto& each : all) {
        ASSERT_TRUE(each && *each);
        answers.insert(**each);
    }
    EXPECT_LE(answers.size(), 3U);
}

TEST_F(CommitWatch, TellsEverybodyThatTheDatabaseIsGone) {
    auto unreachable = settings();
    unreachable.conninfo = "host=/nowhere dbname=none";
    unreachable.acquire_ms_max = 300ms;
    db::pool none(context, unreachable);
    watch.emplace(context, none);
    std::vector<std::optional<result<std::string>>> all(10);
    for (auto& each : all) ask(each);
    run_until_answered(all);
    for (const auto& each : all) {
        ASSERT_TRUE(each);
        ASSERT_FALSE(*each);
        EXPECT_EQ(each->error().code, errc::db_unavailable);
    }
    watch.reset();
}

TEST_F(CommitWatch, MayGoWhileItIsAsked) {
    std::optional<result<std::string>> first, second;
    ask(first);
    ask(second);
    context.restart();
    context.poll_one();
    pool->close();
    context.run_for(1s);
    ASSERT_TRUE(first && second) << "those who ask are told that the pool was closed";
    EXPECT_FALSE(*second);

    pool.emplace(context, settings());
    watch.emplace(context, *pool);
    std::optional<result<std::string>> never;
    ask(never);
    context.restart();
    context.poll_one();
    watch.reset();
    pool.reset();
    context.restart();
    context.run_for(200ms);
    EXPECT_FALSE(never) << "who asked what is gone is gone with it";
}
