// A snapshot that a retirement took away is accounted for; one that is gone otherwise is missing, whatever somebody
// with a superuser's rights writes beside it.
#include <fmt/format.h>

#include "db/snapshot/snapshot_bank.h"
#include "db/support/columns.h"
#include "db/support/oracle.h"

using namespace vouch;

namespace {

using sentences = std::vector<std::string>;

class RetiredSnapshot : public test::snapshot_bank {
protected:
    std::string missing(std::string_view day) {
        return fmt::format("snapshot {}/1: missing, {} lists it", day, change_set(4));
    }
    std::string retirement() {
        auto on = admin();
        return "retirement " + test::cell(
                                   on,
                                   "SELECT DISTINCT id::text FROM history.retirement_version WHERE tenant_id = $1",
                                   db::parameters::of(whose.id)
                               );
    }
    std::int64_t retired() {
        db::pool batch(context, settings(db::role::batch));
        auto found = test::take(run(seal::verify(batch, whose.id, {}, [](std::int64_t, std::int64_t) {})));
        batch.close();
        return found.retired;
    }
};

}  // namespace

TEST_F(RetiredSnapshot, IsAccountedFor) {
    const auto before = anchor();
    test::take(retire(whose));
    EXPECT_EQ(problems(), sentences());
    EXPECT_EQ(problems(before), sentences());
    EXPECT_EQ(problems(anchor()), sentences());
    EXPECT_EQ(retired(), 7);
}

TEST_F(RetiredSnapshot, DoesNotHideOneThatSomebodyDeleted) {
    test::take(retire(whose));
    tamper("DELETE FROM snapshot.dashboard_snapshot WHERE tenant_id = {tenant} AND business_date = '2024-01-07'");
    EXPECT_EQ(problems(), (sentences{missing("2024-01-07")}));
    EXPECT_EQ(retired(), 7);
}

TEST_F(RetiredSnapshot, IsMissingWithoutTheRetirement) {
    test::take(retire(whose));
    const auto gone = retirement();
    tamper("DELETE FROM snapshot.retirement WHERE tenant_id = {tenant}");
    tamper("DELETE FROM history.retirement_version WHERE tenant_id = {tenant}");
    const auto found = problems();
    ASSERT_EQ(found.size(), 8u);
    EXPECT_EQ(found[0], gone + ": missing, " + change_set(5) + " lists it");
    EXPECT_EQ(found[1], missing("2024-01-06"));
    EXPECT_EQ(found[7], missing("2024-01-13"));
}

// Put in beside the chain, listing a snapshot that was deleted by hand.
TEST_F(RetiredSnapshot, IsMissingWhenTheRetirementIsForged) {
    constexpr std::string_view forged =
        "INSERT INTO history.retirement_version (tenant_id, seq, ordinal, id, effective_at, deleted, keep_days, "
        "snapshots) "
        "SELECT tenant_id, {}, {}, tenant_id, recorded_at, false, 400, jsonb_build_array(jsonb_build_object('id', "
        "'2024-01-07/1', 'digest', encode(digests[3], 'hex'), 'seq', 4, 'ordinal', 3)) "
        "FROM seal.change_set WHERE tenant_id = {{tenant}} AND seq = 4";
    tamper("DELETE FROM snapshot.dashboard_snapshot WHERE tenant_id = {tenant} AND business_date = '2024-01-07'");
    tamper(fmt::format(fmt::runtime(forged), 5, 1));
    const auto gone_from_present = retirement() + ": is gone from the present";
    EXPECT_EQ(
        problems(),
        (sentences{retirement() + ": belongs to a missing change set 5", missing("2024-01-07"), gone_from_present})
    );
    tamper("DELETE FROM history.retirement_version WHERE tenant_id = {tenant}");
    tamper(fmt::format(fmt::runtime(forged), 4, 11));
    EXPECT_EQ(
        problems(),
        (sentences{
            retirement() + ": put in later, not listed in change set 4", missing("2024-01-07"), gone_from_present
        })
    );
}

TEST_F(RetiredSnapshot, IsMissingWhenTheRetirementWasAltered) {
    test::take(retire(whose));
    tamper("DELETE FROM snapshot.dashboard_snapshot WHERE tenant_id = {tenant} AND business_date = '2024-01-07'");
    for (const auto* table : {"snapshot.retirement", "history.retirement_version"}) {
        tamper(fmt::format(
            "UPDATE {} SET snapshots = jsonb_set(snapshots, '{{0}}', jsonb_build_object('id', '2024-01-07/1', "
            "'digest', (SELECT encode(digests[3], 'hex') FROM seal.change_set WHERE tenant_id = {{tenant}} AND seq = "
            "4), "
            "'seq', 4, 'ordinal', 3)) WHERE tenant_id = {{tenant}}",
            table
        ));
    }
    const auto found = problems();
    ASSERT_EQ(found.size(), 9u);
    EXPECT_EQ(found[0], retirement() + ": altered since " + change_set(5) + " sealed it");
    EXPECT_EQ(found[1], missing("2024-01-06"));
    EXPECT_EQ(found[2], missing("2024-01-07"));
}

TEST_F(RetiredSnapshot, ThatIsPutBackIsNamed) {
    auto on = admin();
    test::take(on.execute("CREATE TEMPORARY TABLE kept AS SELECT * FROM snapshot.dashboard_snapshot WITH NO DATA"));
    test::take(on.rows(
        "INSERT INTO kept SELECT * FROM snapshot.dashboard_snapshot WHERE tenant_id = $1 AND business_date = "
        "'2024-01-09'",
        db::parameters::of(whose.id)
    ));
    test::take(retire(whose));
    test::take(on.execute("SET session_replication_role = replica"));
    const auto columns = test::written_columns(on, "snapshot.dashboard_snapshot");
    test::take(on.execute("INSERT INTO snapshot.dashboard_snapshot (" + columns + ") SELECT " + columns + " FROM kept")
    );
    EXPECT_EQ(
        problems(),
        (sentences{
            "snapshot 2024-01-09/1: " + change_set(5) +
            " retired it, but change set 4 does not list one that is gone in its place 5"
        })
    );
}

// Else the day could be taken again, with today's knowledge under the name of what was retired.
TEST_F(RetiredSnapshot, WhosePlaceIsTakenAwayIsNamed) {
    test::take(retire(whose));
    tamper("DELETE FROM snapshot.change WHERE tenant_id = {tenant} AND business_date = '2024-01-09'");
    const sentences named{
        "snapshot 2024-01-09/1: its place in change set 4 was taken away or altered, its day could be taken again"
    };
    EXPECT_EQ(problems(), named);
    db::pool batch(context, settings(db::role::batch));
    const auto ninth = date{std::chrono::year(2024) / 1 / 9};
    const auto now = test::take(parse_instant("2024-03-01T00:00:00Z"));
    const auto again = test::take(
        run(snapshot::replay(batch, whose.id, {ninth, ninth}, now, "replayer", [](std::int64_t, std::int64_t) {}))
    );
    batch.close();
    EXPECT_EQ(again.written, 1);
    EXPECT_EQ(problems(), named) << "also when the day was taken again";
}

TEST_F(RetiredSnapshot, APlacePutInSoThatADayIsNeverTakenIsNamed) {
    tamper("INSERT INTO snapshot.change VALUES ({tenant}, 4, 77, '2024-02-02', 1)");
    EXPECT_EQ(
        problems(),
        (sentences{
            "snapshot 2024-02-02/1: a place in change set 4, which does not list it, keeps its day from being taken"
        })
    );
}

// By psql and Python, from docs/seal.md alone: revisions, a reported period and a retirement.
TEST_F(RetiredSnapshot, IsAccountedForWithoutALineOfOurs) {
    correct_severity("Ravi", "LOW", "2024-01-13T06:00:00Z", "2027-01-01T00:00:00Z");
    ASSERT_EQ(test::take(revise(whose, "late")).revisions.size(), 2u);
    test::take(seal(whose, {.label = "2024-W02", .revision = 2}));
    test::take(seal(whose, {.label = "2024-W01"}));
    tamper("DELETE FROM snapshot.sealed_period WHERE tenant_id = {tenant} AND label = '2024-W02'");  // frees its days
    ASSERT_EQ(test::take(retire(whose)).done.all.go, 5);
    const auto ask = [&] { return test::exported_chain(conninfo(), whose.slug).ask("verify_chain.py"); };
    const auto head = anchor();
    auto checked = ask();
    EXPECT_EQ(checked.status, 0);
    EXPECT_EQ(checked.printed, fmt::format("9 change sets, 18 versions, head {}: 0 problems\n", head.hash));

    tamper("DELETE FROM snapshot.dashboard_snapshot WHERE tenant_id = {tenant} AND business_date = '2024-01-07'");
    checked = ask();
    EXPECT_NE(checked.status, 0);
    EXPECT_TRUE(checked.printed.starts_with("snapshot 2024-01-07/1 of change set 4 is missing\n9 change sets, "))
        << checked.printed;
    tamper("UPDATE history.retirement_version SET snapshots = snapshots - 0 WHERE tenant_id = {tenant}");
    checked = ask();
    EXPECT_NE(checked.printed.find("of change set 9 was altered\n"), std::string::npos) << checked.printed;
    EXPECT_NE(checked.printed.find("snapshot 2024-01-08/1 of change set 4 is missing\n"), std::string::npos);
}
