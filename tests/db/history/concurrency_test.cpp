// Writers of one tenant wait for one another, writers of two do not, and whoever commits late changes nothing that was
// known before.
#include <fmt/format.h>
#include <future>

#include "db/batch_tx.h"
#include "db/support/bank.h"
#include "metric/queries.h"

using namespace vouch;
using namespace std::chrono_literals;

namespace {

const db::author auditor{.actor = "auditor", .reason = "correction"};

task<std::string> metrics_at(db::pool& batch, uuid tenant, instant effective_before, std::int64_t known_seq) {
    CO_TRY(tx, co_await db::batch_tx::begin_read(batch, {tenant}));
    CO_TRY(
        found,
        co_await tx.one(
            metric::ask(metric::current_definition()),
            std::vector{tenant},
            std::vector<date>{floor<std::chrono::days>(effective_before)},
            std::vector{effective_before},
            std::vector{known_seq}
        )
    );
    CO_CHECK(co_await tx.commit());
    co_return found.metrics.value_or("null");
}

class Concurrency : public test::bank_database {
protected:
    void SetUp() override {
        bank_database::SetUp();
        if (IsSkipped()) return;
        all.emplace(admin());
        bank = found();
        other = found();
        pool.emplace(context, settings(db::role::batch));
    }

    std::int64_t head(const test::bank& of) {
        return std::stoll(test::cell(*all, "SELECT seq FROM seal.head WHERE tenant_id = $1", db::parameters::of(of.id))
        );
    }
    std::string metrics(instant effective_before, std::int64_t known_seq) {
        return test::take(run(metrics_at(*pool, bank.id, effective_before, known_seq)));
    }
    static void add(db::session& on, const test::bank& to, const uuid& id = random_uuid()) {
        for (const auto& each : test::add_observation(to.id, id)) test::take(on.rows(each.text, each.values));
    }

    std::optional<db::session> all;
    test::bank bank;
    test::bank other;
    std::optional<db::pool> pool;
};

const instant far_future = *parse_instant("2100-01-01T00:00:00Z");

}  // namespace

TEST_F(Concurrency, AWriterWaitsForTheOneBeforeItInItsTenantAndForNobodyElse) {
    auto first = session_as(db::role::app), second = session_as(db::role::app), elsewhere = session_as(db::role::app);
    const auto before = head(bank);
    test::take(test::begin_write(first, bank.id, {.actor = "first"}));
    add(first, bank);

    test::take(elsewhere.execute("SET statement_timeout = '10s'"));
    test::take(test::write(elsewhere, other.id, auditor, test::add_observation(other.id, random_uuid())));

    auto waiting = std::async(std::launch::async, [&] {
        return test::write(second, bank.id, {.actor = "second"}, test::add_observation(bank.id, random_uuid()));
    });
    EXPECT_TRUE(waits(second.backend_pid()));
    EXPECT_EQ(waiting.wait_for(0s), std::future_status::timeout);
    EXPECT_EQ(head(bank), before) << "nothing is recorded before it is committed";
    test::take(first.execute("COMMIT"));
    test::take(waiting.get());
    EXPECT_EQ(
        test::cell(
            *all,
            "SELECT string_agg(actor || ' ' || seq, ', ' ORDER BY recorded_at) FROM seal.change_set"
            " WHERE tenant_id = $1 AND seq > $2",
            db::parameters::of(bank.id, before)
        ),
        fmt::format("first {}, second {}", before + 1, before + 2)
    );
}

TEST_F(Concurrency, AWriterThatGivesUpLeavesItsNumberToTheNext) {
    auto first = session_as(db::role::app), second = session_as(db::role::app);
    const auto before = head(bank);
    test::take(test::begin_write(first, bank.id, auditor));
    add(first, bank);
    auto waiting = std::async(std::launch::async, [&] {
        return test::write(second, bank.id, auditor, test::add_observation(bank.id, random_uuid()));
    });
    EXPECT_TRUE(waits(second.backend_pid()));
    test::take(first.execute("ROLLBACK"));
    test::take(waiting.get());
    EXPECT_EQ(head(bank), before + 1);
}

TEST_F(Concurrency, ALateCommitChangesNothingThatWasKnownBefore) {
    auto writer = session_as(db::role::app);
    const auto old = random_uuid();
    test::take(test::write(writer, bank.id, auditor, test::add_observation(bank.id, old)));
    const auto known = head(bank);
    const auto a_while_ago = parse_instant("2021-01-01T00:00:00Z");

    // Begun before the reader asks, effective before it asks, committed after.
    test::take(test::begin_write(
        writer, bank.id, {.actor = "slow", .reason = "found late", .effective = "2020-06-01T00:00:00Z"}
    ));
    add(writer, bank);
    const auto now_before = metrics(far_future, known), past_before = metrics(*a_while_ago, known);
    const auto beyond_before = metrics(far_future, known + 5);
    EXPECT_EQ(head(bank), known);
    EXPECT_EQ(now_before, beyond_before);
    test::take(writer.execute("COMMIT"));

    EXPECT_EQ(head(bank), known + 1);
    EXPECT_EQ(metrics(far_future, known), now_before);
    EXPECT_EQ(metrics(*a_while_ago, known), past_before);
    EXPECT_NE(metrics(far_future, known + 1), now_before);
    EXPECT_NE(metrics(*a_while_ago, known + 1), past_before);
}

TEST_F(Concurrency, AChangeThatWaitedIsRecordedAfterTheOneItWaitedFor) {
    auto first = session_as(db::role::app), second = session_as(db::role::app);
    const auto id = random_uuid();
    test::take(test::write(first, bank.id, auditor, test::add_observation(bank.id, id)));
    const auto severity = [&](std::string value) {
        return test::sql{
            "UPDATE record.observation SET severity = $3 WHERE tenant_id = $1 AND id = $2",
            db::parameters::of(bank.id, id, value)
        };
    };
    // The second began, and has its now(), before the first wrote.
    test::take(test::begin_write(second, bank.id, auditor));
    test::take(test::begin_write(first, bank.id, auditor));
    const auto low = severity("LOW"), critical = severity("CRITICAL");
    test::take(first.rows(low.text, low.values));
    auto waiting = std::async(std::launch::async, [&]() -> result<> {
        if (auto done = second.rows(critical.text, critical.values); !done) return std::unexpected(done.error());
        return second.execute("COMMIT");
    });
    EXPECT_TRUE(waits(second.backend_pid()));
    const auto before_commit = test::cell(*all, "SELECT clock_timestamp()");
    test::take(first.execute("COMMIT"));
    test::take(waiting.get());
    EXPECT_EQ(
        test::cell(
            *all,
            "SELECT string_agg(severity, ' ' ORDER BY seq) || ' ' || string_agg(severity, ' ' ORDER BY effective_at)"
            "  FROM history.observation_version WHERE tenant_id = $1 AND id = $2",
            db::parameters::of(bank.id, id)
        ),
        "HIGH LOW CRITICAL HIGH LOW CRITICAL"
    );
    EXPECT_EQ(
        test::cell(
            *all,
            "SELECT recorded_at > $2 FROM seal.head WHERE tenant_id = $1",
            db::parameters::of(bank.id, before_commit)
        ),
        "t"
    ) << "when it could write, not when it began";
    EXPECT_EQ(test::cell(*all, "SELECT count(*) FROM history.differences($1)", db::parameters::of(bank.id)), "0");
}

TEST_F(Concurrency, ManyWritersOfATenantMakeAChainWithoutGaps) {
    constexpr int writers = 4, writes = 12;
    const auto before = head(bank);
    std::vector<std::future<int>> all_of_them;
    for (int i = 0; i < writers; ++i) {
        all_of_them.push_back(std::async(std::launch::async, [this, i] {
            auto app = session_as(db::role::app);
            int written = 0;
            for (int n = 0; n < writes; ++n) {
                const auto outcome = test::write(
                    app, bank.id, {.actor = fmt::format("writer {}", i)}, test::add_observation(bank.id, random_uuid())
                );
                written += outcome.has_value();
            }
            return written;
        }));
    }
    for (auto& each : all_of_them) EXPECT_EQ(each.get(), writes);
    EXPECT_EQ(head(bank), before + writers * writes);
    EXPECT_EQ(
        test::cell(
            *all,
            "SELECT concat_ws(' ', count(*), max(seq), bool_and(follows), bool_and(linked))"
            "  FROM (SELECT seq, recorded_at > coalesce(lag(recorded_at) OVER earlier, '-infinity') AS follows,"
            "               previous_hash = coalesce(lag(hash) OVER earlier, decode(repeat('00', 32), 'hex')) AS linked"
            "          FROM seal.change_set WHERE tenant_id = $1 WINDOW earlier AS (ORDER BY seq)) AS link",
            db::parameters::of(bank.id)
        ),
        fmt::format("{0} {0} t t", before + writers * writes)
    );
}

TEST_F(Concurrency, TwoWritersOfOneRowLoseNothing) {
    constexpr int writes = 15;
    auto first = session_as(db::role::app);
    const auto id = random_uuid();
    test::take(test::write(first, bank.id, auditor, test::add_observation(bank.id, id)));
    const auto add_to_recovered = [&] {
        auto app = session_as(db::role::app);
        for (int n = 0; n < writes; ++n) {
            test::take(test::write(
                app,
                bank.id,
                auditor,
                {{"UPDATE record.observation SET recovered_minor = coalesce(recovered_minor, 0) + 1"
                  " WHERE tenant_id = $1 AND id = $2",
                  db::parameters::of(bank.id, id)}}
            ));
        }
        return true;
    };
    auto one = std::async(std::launch::async, add_to_recovered), two = std::async(std::launch::async, add_to_recovered);
    EXPECT_TRUE(one.get() && two.get());
    EXPECT_EQ(
        test::cell(
            *all,
            "SELECT string_agg(coalesce(recovered_minor, 0)::text, ' ' ORDER BY effective_at, seq) ="
            "       (SELECT string_agg(n::text, ' ' ORDER BY n) FROM generate_series(0, $3::integer) AS n)"
            "  FROM history.observation_version WHERE tenant_id = $1 AND id = $2",
            db::parameters::of(bank.id, id, 2 * writes)
        ),
        "t"
    ) << "each version follows the one before it";
}
