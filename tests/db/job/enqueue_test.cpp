// What enqueueing promises: with the transaction or not at all, unique, throttled, debounced, in a tenant's name alone.
#include <fmt/format.h>

#include "db/job/workplace.h"

using namespace vouch;
using namespace std::chrono_literals;

namespace {

class Enqueue : public test::workplace {
protected:
    void SetUp() override {
        workplace::SetUp();
        if (IsSkipped()) return;
        name = queue_named("enqueue");
        each = {.settings = {.name = name, .batch_max = 100}, .handler = test::leave_effects};
        job::worker maker(context, worker_named(), {each});
        ASSERT_TRUE(work(maker, [] { return true; }));
    }
    std::string payload_of(std::int64_t id) {
        return ask(
            "SELECT concat(payload, ' at ', run_at - $2::timestamptz) FROM job.job WHERE id = $1",
            db::parameters::of(id, now)
        );
    }
    void drain_queue() {
        job::worker worker(context, worker_named(), {each});
        EXPECT_TRUE(work(worker, [&] { return standing_of(name).starts_with("0 waiting"); }));
    }

    std::string name;
    job::queue each;
};

TEST_F(Enqueue, IsPartOfTheTransaction) {
    auto on = session_as(db::role::worker);
    const auto before = standing_of(name);
    test::take(on.execute("BEGIN"));
    test::take(on.rows("SELECT job.enqueue($1)", db::parameters::of(name)));
    EXPECT_EQ(standing_of(name), before);
    test::take(on.execute("ROLLBACK"));
    EXPECT_EQ(standing_of(name), before);
    test::take(on.execute("BEGIN"));
    test::take(on.rows("SELECT job.enqueue($1)", db::parameters::of(name)));
    test::take(on.execute("COMMIT"));
    EXPECT_EQ(standing_of(name), "1 waiting, 0 done, 0 dead");
}

TEST_F(Enqueue, OfAUniqueKeyFindsTheJobThatIsThere) {
    const job::new_job wanted{.queue = name, .payload = "1", .unique_key = "one"};
    const auto first = enqueue(wanted);
    EXPECT_EQ(enqueue(wanted), first);
    EXPECT_NE(enqueue({.queue = name, .tenant_id = random_uuid(), .unique_key = "one"}), first)
        << "a key is a tenant's own";
    drain_queue();
    EXPECT_NE(enqueue(wanted), first) << "a job that has ended holds no key";
}

TEST_F(Enqueue, ThatReplacesWritesTheOneThatWaitsOver) {
    const auto first = enqueue({.queue = name, .payload = "1", .unique_key = "one", .replace = true});
    EXPECT_EQ(
        enqueue({.queue = name, .payload = "2", .run_at = now + 5min, .unique_key = "one", .replace = true}), first
    );
    EXPECT_EQ(payload_of(first), "2 at 00:05:00");
    EXPECT_EQ(
        count("SELECT count(*) FROM job.job JOIN job.queue USING (queue_id) WHERE name = $1", db::parameters::of(name)),
        1
    );
}

TEST_F(Enqueue, AtMostOnceInSoMuchTimePassesOthersOver) {
    const job::new_job wanted{.queue = name, .unique_key = "digest", .at_most_every = 60'000ms};
    EXPECT_NE(enqueue(wanted), 0);
    drain_queue();
    EXPECT_EQ(enqueue(wanted), 0) << "passed over, although none waits";
    now += 59s;
    EXPECT_EQ(enqueue(wanted), 0);
    now += 1s;
    EXPECT_NE(enqueue(wanted), 0);
}

TEST_F(Enqueue, SaysWhatIsWrong) {
    db::pool pool(context, settings(db::role::worker));
    struct wrong {
        job::new_job wanted;
        std::string_view words;
    };
    const wrong all[] = {
        {{.queue = "no-such-queue"}, "no-such-queue"},
        {{.queue = name, .payload = "{"}, "JSON"},
        {{.queue = name, .priority = 1001}, "priority"},
        {{.queue = name, .key = std::string(201, 'k')}, "key"},
    };
    for (const auto& each_wrong : all) {
        const auto refused = run(test::enqueue_alone(pool, each_wrong.wanted, now));
        ASSERT_FALSE(refused) << each_wrong.words;
        EXPECT_NE(describe(refused.error()).find(each_wrong.words), std::string::npos) << describe(refused.error());
    }
}

TEST_F(Enqueue, ForAnotherTenantIsRefused) {
    const auto mine = found();
    const auto other = found();
    auto on = session_as(db::role::app);
    test::take(test::begin_write(on, mine.id, {.actor = "anybody"}));
    const auto allowed = on.rows("SELECT job.enqueue($1, p_tenant_id => $2)", db::parameters::of(name, mine.id));
    EXPECT_TRUE(allowed) << describe(allowed.error());
    const auto refused = on.rows("SELECT job.enqueue($1, p_tenant_id => $2)", db::parameters::of(name, other.id));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().sqlstate, "42501");
    test::take(on.execute("ROLLBACK"));
    auto tables = admin();
    const auto all = test::take(tables.rows(
        "SELECT oid::regclass FROM pg_class WHERE relnamespace = 'job'::regnamespace AND relkind IN ('r', 'p')"
    ));
    EXPECT_GT(all.rows.size(), 11u);
    for (const auto role : {db::role::app, db::role::batch}) {
        auto stranger = session_as(role);
        for (const auto& table : all.rows) {
            for (const auto* text : {"SELECT 1 FROM {}", "DELETE FROM {}", "TABLE {}"}) {
                const auto seen = stranger.rows(fmt::format(fmt::runtime(text), *table.front()));
                ASSERT_FALSE(seen) << *table.front();
                EXPECT_EQ(seen.error().sqlstate, "42501") << *table.front();
            }
        }
    }
}

TEST_F(Enqueue, OfManyByCopyIsAsOfOne) {
    auto on = session_as(db::role::worker);
    const auto tenant = random_uuid();
    const std::string words = "{\"words\":\n\t\"a \\\\ and \\\"quotes\\\"\"}";  // all that COPY would take for its own
    int left = 1'000;
    const auto copied = job::enqueue_many(
        on,
        {.queue = name,
         .now = now,
         .next =
             [&](uuid& tenant_id, int& priority, std::string& payload) {
                 tenant_id = tenant;
                 priority = left % 3;
                 payload = words;
                 return left-- > 0;
             }}
    );
    ASSERT_TRUE(copied) << describe(copied.error());
    EXPECT_EQ(*copied, 1'000);
    const auto one = enqueue({.queue = name, .tenant_id = tenant, .payload = words, .priority = 2});
    EXPECT_EQ(
        count(
            "SELECT count(*) FROM job.job AS j, job.job AS one WHERE one.id = $1 AND j.queue_id = one.queue_id AND "
            "j.id <> one.id"
            " AND j.priority = 2 AND (to_jsonb(j) - 'id') = (to_jsonb(one) - 'id')",
            db::parameters::of(one)
        ),
        333
    );
    drain_queue();
    EXPECT_EQ(standing_of(name), "0 waiting, 1001 done, 0 dead");
}

}  // namespace
