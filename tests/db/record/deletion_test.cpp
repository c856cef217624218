// Deleting lets go of what pointed to the deleted, in the same transaction and as recorded changes, and loses nothing
// else.
#include "record/deletion.h"

#include <fmt/format.h>
#include <future>

#include "db/repeat/repeated_bank.h"

using namespace vouch;

namespace {

using removal = task<std::int64_t> (*)(db::tenant_tx&, uuid);

task<std::int64_t> removed(db::pool& from, uuid tenant, removal remove, uuid id, db::author by) {
    CO_TRY(tx, co_await db::tenant_tx::begin_write(from, tenant, by));
    CO_TRY(cleared, co_await remove(tx, id));
    CO_CHECK(co_await tx.commit());
    co_return cleared;
}

const db::author cae{.actor = "the CAE", .reason = "entered twice"};

class Deletion : public test::repeated_bank {
protected:
    void SetUp() override {
        repeated_bank::SetUp();
        if (IsSkipped()) return;
        engagement = random_uuid();
        test::take(test::write(
            *app,
            whose.id,
            cae,
            {{"INSERT INTO record.engagement (tenant_id, id, status, auditor) VALUES ($1, $2, 'IN_PROGRESS', 'R. Rao')",
              db::parameters::of(whose.id, engagement)}}
        ));
        first = add({.reference = "FIRST", .found_on = "2024-02-01", .engagement = engagement});
        prior = add({.reference = "PRIOR", .found_on = "2024-03-01", .repeat_of = first, .engagement = engagement});
        one = add({.reference = "ONE", .found_on = "2024-05-01", .repeat_of = prior, .engagement = engagement});
        two = add({.reference = "TWO", .found_on = "2024-06-01", .repeat_of = prior});
    }

    result<std::int64_t> remove(removal which, const uuid& id, const db::author& by = cae) {
        return run(removed(*pool, whose.id, which, id, by));
    }

    /// Everything recorded of the bank but what a deletion may change: each row of the present that is not one of
    /// `deleted`, without its links and its version.
    std::string kept(const std::vector<uuid>& deleted) {
        std::string everything;
        for (const auto* table : {"engagement", "observation", "observation_text"}) {
            everything += test::cell(
                *all,
                fmt::format(
                    "SELECT '{0} ' || string_agg((to_jsonb(t) - "
                    "'{{engagement_id,repeat_of_id,version}}'::text[])::text,"
                    " E'\\n' ORDER BY id) FROM record.{0} AS t WHERE tenant_id = $1 AND id <> ALL ($2)",
                    table
                ),
                db::parameters::of(whose.id, deleted)
            );
        }
        return everything;
    }

    /// The versions of a row: "repeats PRIOR in an engagement, ...".
    std::string versions_of(const uuid& id) {
        return test::cell(
            *all,
            "SELECT string_agg(CASE WHEN deleted THEN 'deleted' ELSE concat_ws(' ',"
            "           CASE WHEN repeat_of_id = $3 THEN 'repeats PRIOR' WHEN repeat_of_id = $4 THEN 'repeats FIRST'"
            "                ELSE 'repeats nothing' END, CASE WHEN engagement_id IS NOT NULL THEN 'in an engagement' "
            "END)"
            "       END, ', ' ORDER BY seq, ordinal)"
            "  FROM history.observation_version WHERE tenant_id = $1 AND id = $2",
            db::parameters::of(whose.id, id, prior, first)
        );
    }

    uuid engagement, first, prior, one, two;
};

}  // namespace

TEST_F(Deletion, OfAPriorClearsTheLinksToItAndLosesNothingElse) {
    const auto before = kept({prior});
    EXPECT_EQ(test::take(remove(record::delete_observation, prior)), 2);
    EXPECT_EQ(kept({}), before);
    EXPECT_EQ(prior_of(one), "null");
    EXPECT_EQ(versions_of(one), "repeats PRIOR in an engagement, repeats nothing in an engagement");
    EXPECT_EQ(versions_of(two), "repeats PRIOR, repeats nothing");
    EXPECT_EQ(versions_of(prior), "repeats FIRST in an engagement, deleted");
    EXPECT_EQ(versions_of(first), "repeats nothing in an engagement");
    EXPECT_EQ(
        test::cell(
            *all,
            "SELECT format('%s (%s): %s', actor, reason, kinds) FROM seal.change_set WHERE tenant_id = $1"
            " ORDER BY seq DESC LIMIT 1",
            db::parameters::of(whose.id)
        ),
        "the CAE (entered twice): {observation,observation,observation_text,observation}"
    ) << "one change set with all of it";
    EXPECT_EQ(problems(), std::vector<std::string>());
}

TEST_F(Deletion, OfAnEngagementTakesItsObservationsOutOfItAndLosesNothingElse) {
    const auto before = kept({engagement});
    EXPECT_EQ(test::take(remove(record::delete_engagement, engagement)), 3);
    EXPECT_EQ(kept({}), before);
    EXPECT_EQ(versions_of(one), "repeats PRIOR in an engagement, repeats PRIOR");
    EXPECT_EQ(versions_of(two), "repeats PRIOR");
    EXPECT_EQ(
        test::cell(
            *all,
            "SELECT string_agg(coalesce(auditor, '-') || CASE WHEN deleted THEN ' deleted' ELSE '' END, ', ' ORDER BY "
            "seq)"
            "  FROM history.engagement_version WHERE tenant_id = $1",
            db::parameters::of(whose.id)
        ),
        "R. Rao, R. Rao deleted"
    );
    EXPECT_EQ(problems(), std::vector<std::string>());
}

TEST_F(Deletion, ByHandIsRefusedWhileSomethingPointsThere) {
    for (const auto& [table, id, constraint] :
         {std::tuple("observation", prior, "observation_tenant_id_repeat_of_id_fkey"),
          std::tuple("engagement", engagement, "observation_tenant_id_engagement_id_fkey")}) {
        const auto refused = test::write(
            *app,
            whose.id,
            cae,
            {{"DELETE FROM record.observation_text WHERE tenant_id = $1 AND id = $2", db::parameters::of(whose.id, id)},
             {fmt::format("DELETE FROM record.{} WHERE tenant_id = $1 AND id = $2", table),
              db::parameters::of(whose.id, id)}}
        );
        ASSERT_FALSE(refused) << table;
        EXPECT_EQ(refused.error().sqlstate, "23503") << table;
        EXPECT_NE(refused.error().detail.find(constraint), std::string::npos) << refused.error().detail;
    }
    EXPECT_EQ(prior_of(one), "PRIOR");
}

TEST_F(Deletion, NeedsSomebodyAndAReason) {
    for (const auto& [which, id] :
         {std::pair(&record::delete_observation, two), std::pair(&record::delete_engagement, engagement)}) {
        const auto nobody = remove(which, id, {.actor = "", .reason = "a reason"});
        ASSERT_FALSE(nobody);
        EXPECT_EQ(nobody.error().code, errc::not_permitted);
        const auto unexplained = remove(which, id, {.actor = "the CAE", .reason = " "});
        ASSERT_FALSE(unexplained);
        EXPECT_EQ(unexplained.error().code, errc::refused);
        EXPECT_NE(unexplained.error().detail.find("needs a reason"), std::string::npos) << unexplained.error().detail;
    }
    const auto nothing = remove(record::delete_observation, random_uuid());
    ASSERT_FALSE(nothing);
    EXPECT_EQ(nothing.error().code, errc::not_found);
}

TEST_F(Deletion, WaitsForALinkThatIsBeingMadeAndClearsItToo) {
    const auto earlier = add({"EARLIER", "2024-01-15"});
    auto linker = session_as(db::role::app);
    test::take(test::begin_write(linker, whose.id, cae));
    test::take(linker.rows(
        "UPDATE record.observation SET repeat_of_id = $3 WHERE tenant_id = $1 AND id = $2",
        db::parameters::of(whose.id, first, earlier)
    ));
    auto deleting = std::async(std::launch::async, [&] { return remove(record::delete_observation, earlier); });
    EXPECT_EQ(deleting.wait_for(std::chrono::milliseconds(300)), std::future_status::timeout);
    test::take(linker.execute("COMMIT"));
    EXPECT_EQ(test::take(deleting.get()), 1);
    EXPECT_EQ(prior_of(first), "null");
    EXPECT_EQ(problems(), std::vector<std::string>());
}

TEST_F(Deletion, OfAPriorThatIsBeingLinkedToLeavesNoLink) {
    auto deleter = session_as(db::role::app), linker = session_as(db::role::app);
    const auto fourth = add({"FOURTH", "2024-09-01"});
    const auto row = db::parameters::of(whose.id, two);
    test::take(test::begin_write(deleter, whose.id, cae));
    test::take(deleter.rows("DELETE FROM record.observation_text WHERE tenant_id = $1 AND id = $2", row));
    test::take(deleter.rows("DELETE FROM record.observation WHERE tenant_id = $1 AND id = $2", row));
    auto linking = std::async(std::launch::async, [&] {
        return test::write(
            linker,
            whose.id,
            cae,
            {{"UPDATE record.observation SET repeat_of_id = $3 WHERE tenant_id = $1 AND id = $2",
              db::parameters::of(whose.id, fourth, two)}}
        );
    });
    EXPECT_TRUE(waits(linker.backend_pid()));
    test::take(deleter.execute("COMMIT"));
    const auto outcome = linking.get();
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().sqlstate, "23503");
    EXPECT_EQ(prior_of(fourth), "null");
}
