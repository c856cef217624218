// Somebody with a superuser's rights puts into the chain what no change set can hold. Verification names that, too, and
// goes on to the end: everything behind it is checked as always.
#include <fmt/format.h>

#include "db/seal/sealed_bank.h"

using namespace vouch;

namespace {

using sentences = std::vector<std::string>;

class Damaged : public test::sealed_bank {
protected:
    /// Alters change set 2, which lists observation one, its words, observation two, its words.
    void damage(std::string_view assignment) {
        ASSERT_EQ(
            tamper(fmt::format("UPDATE seal.change_set SET {} WHERE tenant_id = {{tenant}} AND seq = 2", assignment)), 1
        );
    }
    std::string no_longer_has_its_hash(std::int64_t seq) {
        return fmt::format("change set {}: altered, its content no longer has the hash {}", seq, short_hash(seq));
    }
    static std::string lacks(int places, int of, int first) {
        return fmt::format(
            "change set 2: its lists lack a kind, an id or a digest at {} of {} places, first at place {}",
            places,
            of,
            first
        );
    }
    std::string words_of(const uuid& id) const { return "title and words of observation " + to_string(id); }
};

}  // namespace

TEST_F(Damaged, AnElementOfAListIsNull) {
    for (const auto* list : {"kinds", "ids", "digests"}) {
        SCOPED_TRACE(list);
        SetUp();  // a new bank for each
        damage(fmt::format("{0}[3] = NULL", list));
        EXPECT_EQ(problems(), (sentences{no_longer_has_its_hash(2), lacks(1, 4, 3)}));
    }
}

TEST_F(Damaged, AListIsNullAllOver) {
    damage("kinds = ARRAY[NULL, NULL, NULL, NULL]::text[], ids = ARRAY[NULL, NULL, NULL, NULL]::text[]");
    tamper("UPDATE history.observation_text_version SET title = title || '.' WHERE tenant_id = {tenant} AND id = {two}"
    );
    EXPECT_EQ(
        problems(),
        (sentences{
            no_longer_has_its_hash(2),
            lacks(4, 4, 1),
            words_of(two) + ": altered since " + change_set(2) +
                " sealed it",  // what is left of the list tells as much
            "observation_text " + to_string(two) + ": is not what its last version says"
        })
    );
}

TEST_F(Damaged, TheListsAreOfUnequalLength) {
    damage("ids = ids[1:2]");
    EXPECT_EQ(problems(), (sentences{no_longer_has_its_hash(2), lacks(2, 4, 3)}));
    SetUp();
    damage("digests = digests || '\\x00'::bytea");
    EXPECT_EQ(problems(), (sentences{no_longer_has_its_hash(2), lacks(1, 5, 5)}));
}

TEST_F(Damaged, AListIsEmptyOrATable) {
    for (const auto* kinds : {"'{}'", "ARRAY[kinds[1:2], kinds[3:4]]"}) {
        SetUp();
        damage(fmt::format("kinds = {}", kinds));
        EXPECT_EQ(problems(), (sentences{no_longer_has_its_hash(2), lacks(4, 4, 1)})) << kinds;
    }
}

TEST_F(Damaged, AllListsAreEmpty) {
    damage("kinds = '{}', ids = '{}', digests = '{}'");
    sentences expected{no_longer_has_its_hash(2)};
    for (const auto& id : {one, two}) {
        expected.push_back("observation " + to_string(id) + ": put in later, not listed in change set 2");
        expected.push_back(words_of(id) + ": put in later, not listed in change set 2");
    }
    EXPECT_EQ(problems(), expected);
}

TEST_F(Damaged, AHashThatFitsDoesNotHideIt) {
    damage("ids[3] = ''");
    damage("hash = seal.change_set_hash(tenant_id, seq, recorded_at, actor, reason, kinds, ids, digests, previous_hash)"
    );
    EXPECT_EQ(
        problems(), (sentences{lacks(1, 4, 3), "change set 3: does not follow change set 2, one of them was replaced"})
    );
}

TEST_F(Damaged, TheTimeOfRecordingIsInfinite) {
    for (const auto* time : {"infinity", "-infinity", "294276-12-31 00:00:00+00"}) {
        SCOPED_TRACE(time);
        SetUp();
        damage(fmt::format("recorded_at = '{}'", time));
        tamper(
            "UPDATE history.observation_version SET risk_category = 'other' WHERE tenant_id = {tenant} AND seq = 2 AND "
            "id = "
            "{one}"
        );
        EXPECT_EQ(
            problems(),
            (sentences{
                no_longer_has_its_hash(2),
                "change set 2: its time of recording is infinite",
                "observation " + to_string(one) + ": altered since change set 2 by Asha sealed it"
            })
        );
    }
}

TEST_F(Damaged, TheTimeOfTheHead) {
    for (const auto* time : {"infinity", "2030-01-01"}) {
        tamper(fmt::format("UPDATE seal.head SET recorded_at = '{}' WHERE tenant_id = {{tenant}}", time));
        EXPECT_EQ(problems(), (sentences{"head: does not carry the time of recording of change set 4"})) << time;
    }
}

TEST_F(Damaged, AChangeSetStandsFarBehindTheLast) {
    tamper(
        "INSERT INTO seal.change_set SELECT tenant_id, 9223372036854775807, recorded_at, actor, reason, kinds, ids, "
        "digests, previous_hash, hash FROM seal.change_set WHERE tenant_id = {tenant} AND seq = 1"
    );
    const auto found = problems();
    ASSERT_GE(found.size(), 2u);
    EXPECT_EQ(found[0], no_longer_has_its_hash(9223372036854775807));
    EXPECT_EQ(found[1], "change sets 5 to 9223372036854775806: missing");
}

TEST_F(Damaged, ASnapshotOfADateThatCannotBe) {
    for (const auto* day : {"infinity", "-infinity", "5874897-12-31"}) {
        SCOPED_TRACE(day);
        SetUp();
        for (const auto* table : {"snapshot.dashboard_snapshot", "snapshot.change"}) {
            const auto moved = tamper(fmt::format(
                "UPDATE {} SET business_date = '{}' WHERE tenant_id = {{tenant}} AND business_date = '2024-01-05'",
                table,
                day
            ));
            ASSERT_EQ(moved, 1);
        }
        const auto found = problems();
        ASSERT_EQ(found.size(), 2u);
        EXPECT_TRUE(found[0].starts_with("snapshot 2024-01-05/1: snapshot ")) << found[0];
        EXPECT_TRUE(found[0].ends_with("stands in its place in " + change_set(4))) << found[0];
        EXPECT_EQ(
            found[1],
            fmt::format("snapshot {} (revision 1): put in or altered, it is of no date that can be captured", day)
        );
    }
}

TEST_F(Damaged, TheSettingsAreGone) {
    tamper("DELETE FROM tenant.setting WHERE tenant_id = {tenant}");
    const auto found = problems();
    ASSERT_EQ(found.size(), 1 + snapshot_days().size());
    EXPECT_TRUE(found[0].ends_with(": is gone from the present")) << found[0];
    EXPECT_EQ(
        found[1], "snapshot 2024-01-05 (revision 1): cannot be computed again, no settings say when its date ends"
    );
}

TEST_F(Damaged, TheTenantIsGoneFromThePresent) {
    tamper("DELETE FROM snapshot.change WHERE tenant_id = {tenant} AND business_date > '2024-01-05'");
    tamper("DELETE FROM snapshot.dashboard_snapshot WHERE tenant_id = {tenant} AND business_date > '2024-01-05'");
    tamper("DELETE FROM tenant.tenant WHERE tenant_id = {tenant}");
    const auto found = problems();
    ASSERT_EQ(found.size(), snapshot_days().size() + 1);
    EXPECT_EQ(found[found.size() - 2], "tenant " + to_string(whose.id) + ": is gone from the present");
    EXPECT_EQ(found.back(), "snapshot 2024-01-05 (revision 1): cannot be computed again, the tenant is gone");
}

TEST_F(Damaged, MetricsThatNoProgramReads) {
    tamper(
        "UPDATE snapshot.dashboard_snapshot SET metrics = (repeat('[', 99) || repeat(']', 99))::jsonb "
        "WHERE tenant_id = {tenant} AND business_date = '2024-01-05'"
    );
    const auto found = problems();
    ASSERT_EQ(found.size(), 2u);
    EXPECT_TRUE(found[0].starts_with("snapshot 2024-01-05/1: altered since ")) << found[0];
    EXPECT_EQ(found[1], "snapshot 2024-01-05 (revision 1): the metrics are no JSON document");
}
