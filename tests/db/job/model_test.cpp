// Random sequences of what can happen to short jobs, against a model of a few lines: three hands that take jobs, settle
// them or die, people who enqueue and cancel, and a clock that moves.
#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <map>
#include <random>
#include <set>

#include "db/job/workplace.h"
#include "db/support/bank.h"
#include "job/lanes.h"
#include "job/queries.h"

using namespace vouch;
using namespace std::chrono_literals;

namespace {

struct modelled {
    std::size_t tenant = 0;
    instant rank;
    instant run_at;
    bool ready = false;
    int failures = 0;
    std::optional<std::size_t> hand;  // that has it
    std::string unique_key;
};

constexpr std::size_t hands = 3;
constexpr std::size_t tenants = 3;
constexpr auto ageing = 60s;

class Model : public test::workplace {
protected:
    void SetUp() override {
        workplace::SetUp();
        if (IsSkipped()) return;
        name = queue_named("model");
        job::queue each{.settings = {.name = name}, .handler = test::leave_effects};
        job::worker maker(context, worker_named(), {each});
        ASSERT_TRUE(work(maker, [] { return true; }));
        queue_id = static_cast<int>(count("SELECT queue_id FROM job.queue WHERE name = $1", db::parameters::of(name)));
        for (auto& each_tenant : tenant_ids) each_tenant = random_uuid();
        on.emplace(session_as(db::role::worker));
        for (auto& hand : hand_sessions) hand.emplace(session_as(db::role::worker));
    }

    std::size_t draw(std::size_t below) { return std::uniform_int_distribution<std::size_t>(0, below - 1)(random); }
    db::text_rows ask_on(db::session& with, const db::statement& statement, const db::parameters& values) {
        return test::take(with.rows(statement.text, values));
    }

    void enqueue_one() {
        const auto tenant = draw(tenants);
        const auto priority = static_cast<int>(draw(5)) - 2;
        const auto run_at = now + (draw(3) == 0 ? std::chrono::seconds(draw(300)) : 0s);
        const auto key = draw(4) == 0 ? fmt::format("key {}", draw(3)) : std::string();
        const auto found = ask_on(
            *on,
            sql::job::enqueue,
            db::parameters::of(
                name,
                std::optional<std::string>(),
                tenant_ids.at(tenant),
                priority,
                run_at,
                std::optional<std::string>(),
                key.empty() ? std::nullopt : std::optional(key),
                "keep",
                std::optional<int>(),
                now
            )
        );
        const auto id = std::stoll(found.rows.front().front().value());
        const auto there = std::ranges::find_if(jobs, [&](const auto& each) {
            return !key.empty() && each.second.tenant == tenant && each.second.unique_key == key;
        });
        if (there != jobs.end()) {
            EXPECT_EQ(id, there->first) << "one of the key was there";
            return;
        }
        EXPECT_FALSE(jobs.contains(id));
        jobs[id] = {tenant, run_at - priority * ageing, run_at, run_at <= now, 0, std::nullopt, key};
    }

    /// What one claim may return: of each tenant its share, the first by rank of those that nobody has.
    void claim(std::size_t hand) {
        const auto share = 1 + draw(3);
        std::map<std::size_t, std::vector<instant>> free;
        for (const auto& [id, each] : jobs) {
            if (each.ready && !each.hand) free[each.tenant].push_back(each.rank);
        }
        auto turn = std::vector(tenant_ids.begin(), tenant_ids.end());
        std::ranges::shuffle(turn, random);
        test::take(hand_sessions.at(hand)->execute("BEGIN"));
        const auto taken = ask_on(
            *hand_sessions.at(hand),
            sql::job::claim_ready,
            db::parameters::of(
                queue_id,
                turn,
                std::vector(tenants, job::lane_begin.rank),
                job::ids(tenants, 0),
                static_cast<int>(share),
                static_cast<int>(share * tenants)
            )
        );
        const auto id_column = std::ranges::find(taken.columns, "id") - taken.columns.begin();
        std::map<std::size_t, std::vector<instant>> got;
        for (const auto& row : taken.rows) {
            const auto id = std::stoll(row.at(static_cast<std::size_t>(id_column)).value());
            ASSERT_TRUE(jobs.contains(id)) << id;
            auto& each = jobs[id];
            EXPECT_TRUE(each.ready) << id;
            EXPECT_FALSE(each.hand) << id << " is in two hands";
            each.hand = hand;
            got[each.tenant].push_back(each.rank);
        }
        for (auto& [tenant, ranks] : free) {
            std::ranges::sort(ranks);
            ranks.resize(std::min(ranks.size(), share));
            EXPECT_EQ(got[tenant], ranks) << "of tenant " << tenant;
        }
    }

    void settle(std::size_t hand) {
        job::ids done, back, over;
        std::vector<instant> back_at;
        std::vector<std::optional<std::string>> why;
        std::vector<std::int16_t> back_failures, over_failures;
        for (auto& [id, each] : jobs) {
            if (each.hand != hand) continue;
            each.hand.reset();
            const auto fate = draw(10);
            if (fate < 6) {
                done.push_back(id);
            } else if (fate < 9) {
                back.push_back(id);
                back_at.push_back(now + std::chrono::seconds(draw(60)));
                why.emplace_back("it failed");
                back_failures.push_back(static_cast<std::int16_t>(each.failures));
                each.run_at = back_at.back();
                each.ready = each.run_at <= now;
                ++each.failures;
            } else {
                over.push_back(id);
                over_failures.push_back(static_cast<std::int16_t>(each.failures));
            }
        }
        auto& with = *hand_sessions.at(hand);
        ask_on(with, sql::job::finish, db::parameters::of(done, now, now, std::int64_t{1}, job::ids(), job::texts()));
        ask_on(with, sql::job::put_back, db::parameters::of(back, back_at, why, back_failures, now));
        ask_on(
            with,
            sql::job::bury,
            db::parameters::of(over, job::texts(over.size(), "enough"), "failed", now, over_failures, 1)
        );
        test::take(with.execute("COMMIT"));
        for (const auto id : done) jobs.erase(id);
        for (const auto id : over) jobs.erase(id);
        finished.insert(done.begin(), done.end());
        dead.insert(over.begin(), over.end());
    }

    void die(std::size_t hand) {
        const auto backend = hand_sessions.at(hand)->backend_pid();
        hand_sessions.at(hand).emplace(session_as(db::role::worker));
        // The old connection is gone, and its locks with it when the server has noticed.
        EXPECT_TRUE(wait_until([&] {
            return count("SELECT count(*) FROM pg_stat_activity WHERE pid = $1", db::parameters::of(backend)) == 0;
        }));
        for (auto& [id, each] : jobs) {
            if (each.hand == hand) each.hand.reset();
        }
    }

    void cancel_one() {
        for (const auto& [id, each] : jobs) {
            if (each.hand || draw(3) != 0) continue;
            ask_on(*on, sql::job::finish_cancelled, db::parameters::of(job::ids{id}, now, job::texts{"by the model"}));
            cancelled.insert(id);
            jobs.erase(id);
            return;
        }
    }

    void pass_time() {
        now += std::chrono::seconds(draw(120));
        ask_on(*on, sql::job::promote, db::parameters::of(now, 1'000));
        for (auto& [id, each] : jobs) each.ready = each.ready || each.run_at <= now;
    }

    void compare() {
        std::set<std::string> expected, found;
        for (const auto& [id, each] : jobs) {
            expected.insert(fmt::format(
                "{} {} {} {}", id, each.ready ? "ready" : "later", each.failures, to_string(each.run_at).substr(0, 19)
            ));
        }
        const auto rows = test::take(on->rows(
            "SELECT concat(id, ' ', stage, ' ', failures, ' ', to_char(run_at AT TIME ZONE 'UTC', "
            "'YYYY-MM-DD\"T\"HH24:MI:SS')) FROM job.job WHERE queue_id = $1",
            db::parameters::of(queue_id)
        ));
        for (const auto& row : rows.rows) found.insert(row.front().value());
        EXPECT_EQ(found, expected);
        EXPECT_EQ(
            count(
                "SELECT count(*) FROM job.finished WHERE queue_id = $1 AND outcome = 'done'",
                db::parameters::of(queue_id)
            ),
            static_cast<std::int64_t>(finished.size())
        );
        EXPECT_EQ(
            count(
                "SELECT count(*) FROM job.finished WHERE queue_id = $1 AND outcome = 'cancelled'",
                db::parameters::of(queue_id)
            ),
            static_cast<std::int64_t>(cancelled.size())
        );
        EXPECT_EQ(
            count("SELECT count(*) FROM job.dead WHERE queue_id = $1", db::parameters::of(queue_id)),
            static_cast<std::int64_t>(dead.size())
        );
    }

    bool busy(std::size_t hand) {
        return std::ranges::any_of(jobs, [&](const auto& each) { return each.second.hand == hand; });
    }

    std::mt19937_64 random;
    std::string name;
    int queue_id = 0;
    std::array<uuid, tenants> tenant_ids;
    std::optional<db::session> on;
    std::array<std::optional<db::session>, hands> hand_sessions;
    std::array<bool, hands> open{};
    std::map<std::int64_t, modelled> jobs;
    std::set<std::int64_t> finished, dead, cancelled;
};

TEST_F(Model, AgreesWithTheEngineWhateverHappens) {
    const auto seed = test::test_seed();
    SCOPED_TRACE(fmt::format("VOUCH_TEST_SEED={}", seed));
    random.seed(seed);
    for (int step = 0; step < 1'500 && !HasFailure(); ++step) {
        const auto hand = draw(hands);
        const auto what = draw(20);
        if (what < 9) {
            enqueue_one();
        } else if (what < 14) {
            if (open.at(hand))
                settle(hand);
            else
                claim(hand);
            open.at(hand) = !open.at(hand);
        } else if (what < 15) {
            if (open.at(hand)) die(hand);
            open.at(hand) = false;
        } else if (what < 16) {
            cancel_one();
        } else {
            pass_time();
        }
        if (step % 100 == 0) compare();
    }
    for (std::size_t hand = 0; hand < hands; ++hand) {
        if (open.at(hand)) settle(hand);
    }
    compare();
}

}  // namespace
