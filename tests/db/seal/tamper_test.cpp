// Somebody with a superuser's rights goes around every wall and alters history. Verification names exactly what was
// altered or is missing; where history was rebuilt consistently, only an anchor shows it.
#include <algorithm>
#include <fmt/format.h>

#include "db/seal/sealed_bank.h"

using namespace vouch;

namespace {

using sentences = std::vector<std::string>;

class Tamper : public test::sealed_bank {
protected:
    std::string observation(const uuid& id) const { return "observation " + to_string(id); }
    std::string words_of(const uuid& id) const { return "title and words of observation " + to_string(id); }
    std::string sealed_by(std::int64_t seq) { return "altered since " + change_set(seq) + " sealed it"; }

    /// A sentence for each snapshot there is.
    sentences of_each_snapshot(std::string_view form) const {
        sentences all;
        for (const auto& day : snapshot_days()) all.push_back(fmt::format(fmt::runtime(form), day));
        return all;
    }

    /// Computes the digests and hashes of the whole chain again, as only an owner of the database can.
    void rebuild_the_chain() {
        auto on = admin();
        test::take(on.execute("SET session_replication_role = replica"));
        test::take(on.execute(fmt::format(
            R"(
            DO $$
            DECLARE
                tenant   uuid := '{}';
                link     seal.change_set;
                previous bytea := decode(repeat('00', 32), 'hex');
            BEGIN
                FOR link IN SELECT * FROM seal.change_set WHERE tenant_id = tenant ORDER BY seq LOOP
                    EXECUTE format('SELECT array_agg(digest ORDER BY ordinal) FROM (%s) AS s WHERE tenant_id = $1 AND seq = $2',
                                   seal.subject_query(link.kinds)) INTO link.digests USING tenant, link.seq;
                    link.previous_hash := previous;
                    previous := seal.change_set_hash(tenant, link.seq, link.recorded_at, link.actor, link.reason, link.kinds,
                                                     link.ids, link.digests, link.previous_hash);
                    UPDATE seal.change_set SET digests = link.digests, previous_hash = link.previous_hash, hash = previous
                     WHERE tenant_id = tenant AND seq = link.seq;
                END LOOP;
                UPDATE seal.head SET hash = previous WHERE tenant_id = tenant;
            END $$)",
            to_string(whose.id)
        )));
    }
};

}  // namespace

TEST_F(Tamper, NothingIsFoundWhereNothingWasDone) {
    EXPECT_EQ(problems(), sentences());
    EXPECT_EQ(problems(anchor()), sentences());
    const auto before = anchor();
    auto app = session_as(db::role::app);
    test::take(test::write(app, whose.id, {.actor = "Asha"}, test::add_observation(whose.id, random_uuid())));
    EXPECT_EQ(problems(before), sentences()) << "an anchor stays true when history goes on";
}

TEST_F(Tamper, AFieldOfAVersionThatIsPast) {
    tamper(
        "UPDATE history.observation_version SET severity = 'LOW' WHERE tenant_id = {tenant} AND seq = 2 AND id = {one}"
    );
    sentences expected{observation(one) + ": " + sealed_by(2)};
    for (const auto& day : snapshot_days()) {
        expected.push_back("snapshot " + day + " (revision 1): roll_forward.high_issued says 1, recomputed 0");
        expected.push_back("snapshot " + day + " (revision 1): roll_forward.low_issued says 1, recomputed 2");
    }
    EXPECT_EQ(problems(), expected);
}

TEST_F(Tamper, AFieldOfTheVersionThatHolds) {
    tamper("UPDATE history.observation_version SET severity = 'LOW' WHERE tenant_id = {tenant} AND seq = 3");
    sentences expected{
        observation(one) + ": " + sealed_by(3), observation(one) + ": is not what its last version says"
    };
    for (const auto& day : snapshot_days()) {
        for (const auto* difference :
             {"roll_forward.critical_reclassified_in says 1, recomputed 0",
              "roll_forward.low_reclassified_in says 0, recomputed 1",
              "score.points says 16, recomputed 2",
              "severity.critical_open says 1, recomputed 0",
              "severity.low_open says 1, recomputed 2"}) {
            expected.push_back("snapshot " + day + " (revision 1): " + difference);
        }
    }
    EXPECT_EQ(problems(), expected);
}

TEST_F(Tamper, SinceWhenAVersionHolds) {
    tamper(
        "UPDATE history.observation_version SET effective_at = '-infinity' WHERE tenant_id = {tenant} AND seq = 2 "
        "AND id = {one}"
    );
    EXPECT_EQ(
        problems(), (sentences{observation(one) + ": " + sealed_by(2) + " (column effective_at: an infinite instant)"})
    );
}

TEST_F(Tamper, AStepThatIsAnotherThanItsVersion) {
    // Nobody can write one; so the function that makes them is another for a moment.
    auto on = admin();
    constexpr auto signature = "record.step(text, boolean, text, text, boolean, text, boolean)";
    const auto as_it_is = test::cell(on, fmt::format("SELECT pg_get_functiondef('{}'::regprocedure)", signature));
    test::take(on.execute(
        "CREATE OR REPLACE FUNCTION record.step(was_status text, was_deleted boolean, was_severity text, status text,"
        " deleted boolean, severity text, restates boolean) RETURNS smallint IMMUTABLE LANGUAGE sql RETURN "
        "NULL::smallint"
    ));
    tamper(
        "UPDATE history.observation_version SET severity = severity WHERE tenant_id = {tenant} AND seq = 3 AND id = "
        "{one}"
    );
    test::take(on.execute(as_it_is));
    sentences expected{
        observation(one) + ": altered, a roll-forward counts its version of change set 3 as another step than it is"
    };
    for (const auto& day : snapshot_days()) {
        for (const auto* difference :
             {"roll_forward.critical_reclassified_in says 1, recomputed 0",
              "roll_forward.high_reclassified_out says 1, recomputed 0"}) {
            expected.push_back("snapshot " + day + " (revision 1): " + difference);
        }
    }
    EXPECT_EQ(problems(), expected);
}

TEST_F(Tamper, ATitle) {
    tamper("UPDATE history.observation_text_version SET title = title || '.' WHERE tenant_id = {tenant} AND id = {two}"
    );
    EXPECT_EQ(
        problems(),
        (sentences{
            words_of(two) + ": " + sealed_by(2),
            "observation_text " + to_string(two) + ": is not what its last version says"
        })
    );
}

TEST_F(Tamper, AVersionIsDeleted) {
    tamper("DELETE FROM history.observation_version WHERE tenant_id = {tenant} AND seq = 2 AND id = {one}");
    sentences expected{observation(one) + ": missing, " + change_set(2) + " lists it"};
    for (const auto& day : snapshot_days()) {
        expected.push_back("snapshot " + day + " (revision 1): roll_forward.high_issued says 1, recomputed 0");
    }
    EXPECT_EQ(problems(), expected);
}

TEST_F(Tamper, AVersionIsPutInAnywhere) {
    const auto put_in = [&](std::int64_t seq, int ordinal) {
        // Of a time before the first snapshot, so that it is found by the chain alone.
        tamper(fmt::format(
            "INSERT INTO history.observation_text_version (tenant_id, seq, ordinal, id, effective_at, deleted, title) "
            "VALUES ({{tenant}}, {}, {}, {{one}}, '2024-01-01', false, 'Another title')",
            seq,
            ordinal
        ));
    };
    put_in(2, 9);
    put_in(0, 1);
    put_in(-7, 1);
    put_in(99, 1);
    EXPECT_EQ(
        problems(),
        (sentences{
            words_of(one) + ": belongs to a missing change set -7",
            words_of(one) + ": belongs to a missing change set 0",
            words_of(one) + ": put in later, not listed in change set 2",
            words_of(one) + ": belongs to a missing change set 99"
        })
    );
}

TEST_F(Tamper, TwoVersionsChangePlaces) {
    tamper(
        "UPDATE history.observation_version SET id = CASE id WHEN {one} THEN {two}::uuid ELSE {one}::uuid END "
        "WHERE tenant_id = {tenant} AND seq = 2"
    );
    const auto found = problems();
    ASSERT_GE(found.size(), 2u);
    EXPECT_EQ(found[0], observation(one) + ": " + observation(two) + " stands in its place in " + change_set(2));
    EXPECT_EQ(found[1], observation(two) + ": " + observation(one) + " stands in its place in " + change_set(2));
}

TEST_F(Tamper, TheLastChangeSetIsCutOff) {
    tamper("DELETE FROM seal.change_set WHERE tenant_id = {tenant} AND seq = 4");
    auto expected = of_each_snapshot("snapshot {}/1: belongs to a missing change set 4");
    expected.push_back("change set 4: missing");
    EXPECT_EQ(problems(), expected);
}

TEST_F(Tamper, TheLastChangeSetIsCutOffAndTheHeadTurnedBack) {
    tamper("DELETE FROM seal.change_set WHERE tenant_id = {tenant} AND seq = 4");
    tamper(
        "UPDATE seal.head AS h SET seq = c.seq, hash = c.hash, recorded_at = c.recorded_at FROM seal.change_set AS c "
        "WHERE h.tenant_id = {tenant} AND c.tenant_id = {tenant} AND c.seq = 3"
    );
    EXPECT_EQ(problems(), of_each_snapshot("snapshot {}/1: belongs to a missing change set 4"));
}

// Everything of it is gone, and nothing in the database says so. Only who kept an anchor knows.
TEST_F(Tamper, TheLastChangeSetIsCutOffWithAllThatBelongsToIt) {
    const auto before = anchor();
    tamper("DELETE FROM seal.change_set WHERE tenant_id = {tenant} AND seq = 4");
    tamper(
        "UPDATE seal.head AS h SET seq = c.seq, hash = c.hash, recorded_at = c.recorded_at FROM seal.change_set AS c "
        "WHERE h.tenant_id = {tenant} AND c.tenant_id = {tenant} AND c.seq = 3"
    );
    tamper("DELETE FROM snapshot.change WHERE tenant_id = {tenant}");
    tamper("DELETE FROM snapshot.dashboard_snapshot WHERE tenant_id = {tenant}");
    EXPECT_EQ(problems(), sentences());
    EXPECT_EQ(
        problems(before),
        (sentences{"anchor: change set 4 of " + to_string(before.recorded_at) + " is not there: history was cut off"})
    );
}

TEST_F(Tamper, AChangeSetInTheMiddleIsDeleted) {
    tamper("DELETE FROM seal.change_set WHERE tenant_id = {tenant} AND seq = 2");
    EXPECT_EQ(
        problems(),
        (sentences{
            "change set 2: missing",
            observation(one) + ": belongs to a missing change set 2",
            words_of(one) + ": belongs to a missing change set 2",
            observation(two) + ": belongs to a missing change set 2",
            words_of(two) + ": belongs to a missing change set 2"
        })
    );
}

TEST_F(Tamper, AChangeSetIsPutIn) {
    for (const int seq : {0, 9}) {
        tamper(fmt::format(
            "INSERT INTO seal.change_set SELECT tenant_id, {}, recorded_at, actor, reason, kinds, ids, digests, "
            "previous_hash, hash FROM seal.change_set WHERE tenant_id = {{tenant}} AND seq = 1",
            seq
        ));
    }
    const auto found = problems();
    ASSERT_GE(found.size(), 3u);
    EXPECT_EQ(found[0], "change set 0: put in, a chain begins with change set 1");
    EXPECT_EQ(found[1], "change set 9: altered, its content no longer has the hash " + short_hash(9));
    EXPECT_EQ(found[2], "change sets 5 to 8: missing");
    EXPECT_EQ(std::ranges::count(found, "head: says change set 4, but there is a change set 9"), 1);
}

TEST_F(Tamper, WhoWhyOrWhen) {
    for (const auto* change :
         {"actor = 'Nobody'",
          "reason = 'because'",
          "recorded_at = recorded_at + interval '1 hour'",
          "ids = ids || 'more'::text",
          "kinds = kinds || 'more'::text",
          "digests = digests || '\\x00'::bytea"}) {
        SetUp();  // a new bank for each
        tamper(fmt::format("UPDATE seal.change_set SET {} WHERE tenant_id = {{tenant}} AND seq = 2", change));
        const auto found = problems();
        ASSERT_FALSE(found.empty()) << change;
        EXPECT_EQ(found.front(), "change set 2: altered, its content no longer has the hash " + short_hash(2))
            << change;
        // An element too many names what it lists as well.
        EXPECT_LE(found.size(), std::string_view(change).find("||") == std::string_view::npos ? 1u : 2u) << change;
    }
}

TEST_F(Tamper, TheOrderInTime) {
    tamper("UPDATE seal.change_set SET recorded_at = '2023-12-31' WHERE tenant_id = {tenant} AND seq = 2");
    EXPECT_EQ(
        problems(),
        (sentences{
            "change set 2: altered, its content no longer has the hash " + short_hash(2),
            "change set 2: recorded at 2023-12-31T00:00:00.000000Z, not after the one before it"
        })
    );
}

TEST_F(Tamper, TwoDigestsChangePlaces) {
    tamper(
        "UPDATE seal.change_set SET digests = ARRAY[digests[3], digests[2], digests[1], digests[4]] "
        "WHERE tenant_id = {tenant} AND seq = 2"
    );
    EXPECT_EQ(
        problems(),
        (sentences{
            "change set 2: altered, its content no longer has the hash " + short_hash(2),
            observation(one) + ": " + sealed_by(2),
            observation(two) + ": " + sealed_by(2)
        })
    );
}

TEST_F(Tamper, AHashIsReplacedByTheRightOneOfWrongContent) {
    const auto old_hash = short_hash(2);
    tamper(
        "UPDATE seal.change_set SET actor = 'Nobody', hash = seal.change_set_hash(tenant_id, seq, recorded_at, "
        "'Nobody', "
        "reason, kinds, ids, digests, previous_hash) WHERE tenant_id = {tenant} AND seq = 2"
    );
    EXPECT_NE(short_hash(2), old_hash);
    EXPECT_EQ(problems(), (sentences{"change set 3: does not follow change set 2, one of them was replaced"}));
}

TEST_F(Tamper, TheHead) {
    tamper("UPDATE seal.head SET hash = sha256('x') WHERE tenant_id = {tenant}");
    EXPECT_EQ(problems(), (sentences{"head: does not carry the hash of change set 4"}));
    tamper("DELETE FROM seal.head WHERE tenant_id = {tenant}");
    EXPECT_EQ(problems(), (sentences{"head: missing"}));
}

TEST_F(Tamper, ThePresentPastTheTriggers) {
    tamper("UPDATE record.observation SET severity = 'LOW' WHERE tenant_id = {tenant} AND id = {one}");
    tamper("DELETE FROM record.observation_text WHERE tenant_id = {tenant} AND id = {two}");
    const auto branch = random_uuid();
    tamper(fmt::format(
        "INSERT INTO record.branch (tenant_id, id, code, name) VALUES ({{tenant}}, '{}', 'X', 'Put in')",
        to_string(branch)
    ));
    EXPECT_EQ(
        problems(),
        (sentences{
            "branch " + to_string(branch) + ": has no history",
            observation(one) + ": is not what its last version says",
            "observation_text " + to_string(two) + ": is gone from the present"
        })
    );
}

// What is promised, and what is not: whoever owns the database can alter a row and compute everything behind it again.
// Verification alone passes then; a head hash that left the system before does not.
TEST_F(Tamper, TheWholeChainIsRebuilt) {
    const auto before = anchor();
    const auto old_hash = short_hash(4);
    tamper("UPDATE history.observation_version SET severity = 'MEDIUM' WHERE tenant_id = {tenant} AND id = {two}");
    tamper("UPDATE record.observation SET severity = 'MEDIUM' WHERE tenant_id = {tenant} AND id = {two}");
    tamper(
        "UPDATE snapshot.dashboard_snapshot SET metrics = metrics "
        "|| jsonb_build_object('severity', metrics -> 'severity' || '{\"low_open\": 0, \"medium_open\": 1}', "
        "'score', metrics -> 'score' || '{\"points\": 18}', "
        "'roll_forward', metrics -> 'roll_forward' || '{\"low_issued\": 0, \"medium_issued\": 1}') "
        "WHERE tenant_id = {tenant}"
    );
    EXPECT_FALSE(problems().empty());
    rebuild_the_chain();
    EXPECT_EQ(problems(), sentences());
    EXPECT_EQ(
        problems(before),
        (sentences{
            "anchor: change set 4 left the system with the hash " + old_hash + " and has " + short_hash(4) +
            " now: the chain was rebuilt from there or from before"
        })
    );
}

TEST_F(Tamper, TheWholeTenantIsGone) {
    const auto before = anchor();
    for (const auto* table :
         {"record.observation_text",
          "record.observation",
          "tenant.setting",
          "snapshot.change",
          "snapshot.dashboard_snapshot",
          "history.tenant_version",
          "history.setting_version",
          "history.observation_version",
          "history.observation_text_version",
          "seal.change_set",
          "seal.head",
          "tenant.tenant"}) {
        tamper(fmt::format("DELETE FROM {} WHERE tenant_id = {{tenant}}", table));
    }
    db::pool batch(context, settings(db::role::batch));
    const auto gone = run(seal::verify(batch, whose.id, before, [](std::int64_t, std::int64_t) {}));
    batch.close();
    ASSERT_FALSE(gone);
    EXPECT_EQ(gone.error().code, errc::not_found);
}
