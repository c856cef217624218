// Whoever deletes a snapshot: only what a retirement of the same transaction lists, and a retirement only what the
// rules let go.
#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <thread>

#include "db/snapshot/snapshot_bank.h"

using namespace vouch;

namespace {

using strings = std::vector<std::string>;

class Retirement : public test::snapshot_bank {
protected:
    void SetUp() override {
        snapshot_bank::SetUp();
        spdlog::set_level(spdlog::level::off);
    }
    void TearDown() override { spdlog::set_level(spdlog::level::info); }

    /// Inserts a retirement of what a query of the list says ("listed" are the elements that may go); as vouch_batch.
    result<> insert(std::string_view list, int keep_days = 400) {
        auto on = session_as(db::role::batch);
        test::take(on.execute("BEGIN"));
        test::take(
            on.rows("SELECT tenant.enter_batch($1, 'test', 'by hand')", db::parameters::of(std::vector{whose.id}))
        );
        CHECK_RESULT(on.rows(
            fmt::format(
                "INSERT INTO snapshot.retirement (tenant_id, id, keep_days, snapshots) "
                "SELECT $1, $2, $3, ({}) FROM snapshot.retirable($1, 400, '2026-11-01') AS may(go)",
                list
            ),
            db::parameters::of(whose.id, random_uuid(), keep_days)
        ));
        return on.execute("COMMIT");
    }

    void expect_refused(const result<>& done, std::string_view detail) {
        ASSERT_FALSE(done);
        EXPECT_EQ(done.error().code, errc::refused);
        EXPECT_EQ(done.error().detail, detail);
        EXPECT_EQ(days_of(whose), snapshot_days()) << "nothing is gone";
    }
};

}  // namespace

TEST_F(Retirement, TakesAwayWhatItLists) {
    test::take(insert("jsonb_build_array(go -> 1, go -> 3)"));
    EXPECT_EQ(
        days_of(whose),
        (strings{
            "2024-01-05",
            "2024-01-06",
            "2024-01-07",
            "2024-01-09",
            "2024-01-11",
            "2024-01-12",
            "2024-01-13",
            "2024-01-14"
        })
    );
    EXPECT_EQ(problems(), strings());
}

TEST_F(Retirement, OfWhatTheRulesKeepIsRefused) {
    const auto with_id = [](std::string_view id, int ordinal) {
        return fmt::format(
            "go || jsonb_build_array(jsonb_build_object('id', '{}', 'digest', (SELECT encode(digests[{}], 'hex') "
            "FROM seal.change_set WHERE tenant_id = $1 AND seq = 4), 'seq', 4, 'ordinal', {}))",
            id,
            ordinal,
            ordinal
        );
    };
    expect_refused(
        insert(with_id("2024-01-05/1", 1)), "snapshot 2024-01-05/1 is not retired: the rules keep it (first)"
    );
    expect_refused(
        insert(with_id("2024-01-07/1", 3)), "snapshot 2024-01-07/1 is not retired: the rules keep it (week_end)"
    );
    expect_refused(insert("go", 36'500), "snapshot 2024-01-06/1 is not retired: the rules keep it (recent)");
}

TEST_F(Retirement, OfWhatTheChainDoesNotListSoIsRefused) {
    constexpr auto otherwise = "snapshot 2024-01-06/1 is not retired: the chain does not list it so";
    expect_refused(insert("jsonb_set(go, '{0,digest}', '\"00\"')"), otherwise);
    expect_refused(insert("jsonb_set(go, '{0,seq}', '3')"), otherwise);
    expect_refused(insert("jsonb_set(go, '{0,ordinal}', '3')"), otherwise);
    expect_refused(insert("jsonb_set(go, '{0,note}', '1')"), otherwise);
    expect_refused(
        insert("jsonb_set(go, '{0,id}', '\"2024-02-30/1\"')"),
        "snapshot 2024-02-30/1 is not retired: the chain does not list it so"
    );
    EXPECT_FALSE(insert("'[]'"));
    EXPECT_FALSE(insert("'{}'"));
    EXPECT_FALSE(insert("go", -1));
}

TEST_F(Retirement, OfWhatIsNotWhatWasSealedIsRefused) {
    tamper(
        "UPDATE snapshot.dashboard_snapshot SET metrics = jsonb_set(metrics, '{severity,high_open}', '99') "
        "WHERE tenant_id = {tenant} AND business_date = '2024-01-10'"
    );
    const auto done = retire(whose);
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().code, errc::refused);
    EXPECT_EQ(
        done.error().detail, "snapshot 2024-01-10/1 is not retired: it is not what was sealed, vouch verify says more"
    );
    EXPECT_EQ(days_of(whose), snapshot_days());
}

TEST_F(Retirement, KeepsWhatWasPutInByHand) {
    tamper(
        "INSERT INTO snapshot.dashboard_snapshot SELECT tenant_id, '2024-01-02', 1, slot_at, known_seq, captured_at, "
        "origin, definition_version, settings_seq, metrics FROM snapshot.dashboard_snapshot "
        "WHERE tenant_id = {tenant} AND business_date = '2024-01-14'"
    );
    tamper(
        "INSERT INTO snapshot.dashboard_snapshot SELECT tenant_id, '2024-01-03', 1, slot_at, known_seq, captured_at, "
        "origin, definition_version, settings_seq, metrics FROM snapshot.dashboard_snapshot "
        "WHERE tenant_id = {tenant} AND business_date = '2024-01-14'"
    );
    EXPECT_EQ(kept_as(whose, "2024-01-03"), "unlisted");
    test::take(retire(whose));
    EXPECT_EQ(days_of(whose), (strings{"2024-01-02", "2024-01-03", "2024-01-07", "2024-01-14"}))
        << "the 5th is no longer the first, and goes";
}

TEST_F(Retirement, IsTheOnlyWayToDelete) {
    constexpr std::string_view verbs[] = {
        "DELETE FROM snapshot.dashboard_snapshot WHERE tenant_id = '{}' AND business_date = '2024-01-06'",
        "UPDATE snapshot.dashboard_snapshot SET origin = origin WHERE tenant_id = '{}'",
        "TRUNCATE snapshot.dashboard_snapshot",
        "DELETE FROM snapshot.retirement WHERE tenant_id = '{}'",
        "UPDATE history.retirement_version SET keep_days = 1 WHERE tenant_id = '{}'",
        "DELETE FROM snapshot.sealed_period WHERE tenant_id = '{}'",
        "UPDATE snapshot.sealed_period SET revision = 2 WHERE tenant_id = '{}'",
    };
    for (const auto verb : verbs) {
        SCOPED_TRACE(verb);
        const auto statement = fmt::format(fmt::runtime(verb), to_string(whose.id));
        auto above = admin();
        EXPECT_EQ(above.rows(statement).error().sqlstate, "VO003") << "a superuser";
        for (const auto role : {db::role::app, db::role::batch}) {
            auto on = session_as(role);
            test::take(on.execute("BEGIN"));
            test::take(on.rows("SELECT tenant.enter($1, 'test')", db::parameters::of(whose.id)));
            test::take(on.rows("SELECT tenant.enter_batch($1, 'test')", db::parameters::of(std::vector{whose.id})));
            EXPECT_EQ(on.rows(statement).error().sqlstate, "42501");
        }
    }
    EXPECT_EQ(days_of(whose), snapshot_days());
}

TEST_F(Retirement, LetsNothingElseGoWithIt) {
    auto above = admin();
    test::take(above.execute("BEGIN"));
    test::take(above.rows("SELECT tenant.enter($1, 'owner', 'by hand')", db::parameters::of(whose.id)));
    test::take(above.rows(
        "INSERT INTO snapshot.retirement (tenant_id, id, keep_days, snapshots) "
        "VALUES ($1, $2, 400, snapshot.retirable($1, 400, '2026-11-01'))",
        db::parameters::of(whose.id, random_uuid())
    ));
    const auto done = above.rows(
        "DELETE FROM snapshot.dashboard_snapshot WHERE tenant_id = $1 AND business_date = '2024-01-07'",
        db::parameters::of(whose.id)
    );
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().detail, "snapshot 2024-01-07/1 is not deleted: no retirement of this transaction lists it");
}

TEST_F(Retirement, IsNothingThatATenantDoes) {
    auto on = session_as(db::role::app);
    test::take(test::begin_write(on, whose.id, {.actor = "Asha"}));
    EXPECT_EQ(
        on.rows(
              "INSERT INTO snapshot.retirement (tenant_id, id, keep_days, snapshots) "
              "VALUES ($1, $1, 400, snapshot.retirable($1, 400, '2026-11-01'))",
              db::parameters::of(whose.id)
        )
            .error()
            .sqlstate,
        "42501"
    );
}

// The list is made before the head is locked. What is sealed in between stays.
TEST_F(Retirement, WaitsForWhoSealsAPeriodAndLeavesItThen) {
    auto app = session_as(db::role::app);
    test::take(test::begin_write(app, whose.id, {.actor = "Asha"}));
    test::take(app.rows(
        "INSERT INTO snapshot.sealed_period (tenant_id, id, grain, label, starts_on, ends_on, revision) "
        "VALUES ($1, $2, 'week', '2024-W02', '2024-01-08', '2024-01-14', 1)",
        db::parameters::of(whose.id, random_uuid())
    ));
    auto on = session_as(db::role::batch);
    test::take(on.execute("BEGIN"));
    test::take(on.rows("SELECT tenant.enter_batch($1, 'test', 'late')", db::parameters::of(std::vector{whose.id})));
    const auto backend = on.backend_pid();
    result<db::text_rows> done;
    std::thread retiring([&] {
        done = on.rows(
            "INSERT INTO snapshot.retirement (tenant_id, id, keep_days, snapshots) "
            "VALUES ($1, $2, 400, snapshot.retirable($1, 400, '2026-11-01'))",
            db::parameters::of(whose.id, random_uuid())
        );
    });
    const bool waited = waits(backend);
    test::take(app.execute("COMMIT"));
    retiring.join();
    EXPECT_TRUE(waited);
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().detail, "snapshot 2024-01-08/1 is not retired: the rules keep it (sealed)");
    EXPECT_EQ(days_of(whose), snapshot_days());
}
