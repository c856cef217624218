// A further revision where what is known today differs from what was written down: once, with why and by whom.
#include <fmt/format.h>

#include "db/snapshot/snapshot_bank.h"

using namespace vouch;

namespace {

using strings = std::vector<std::string>;

class Revise : public test::snapshot_bank {
protected:
    /// "date/revision: path was -> is, ... behind seqs", a line for each revision above 1.
    std::string revisions() {
        auto on = admin();
        return test::cell(
            on,
            R"(SELECT coalesce(string_agg(format('%s/%s: %s behind %s', business_date, revision,
                          (SELECT string_agg(format('%s %s -> %s', d ->> 'path', coalesce(d ->> 'was', 'unknown'),
                                                    coalesce(d ->> 'is', 'unknown')), ', ' ORDER BY n)
                             FROM jsonb_array_elements(revised -> 'differences') WITH ORDINALITY AS listed(d, n)
                            WHERE d ->> 'path' ~ '^severity\.'),
                          revised ->> 'change_sets'), E'\n' ORDER BY business_date, revision), '')
                 FROM snapshot.dashboard_snapshot WHERE tenant_id = $1 AND revision > 1)",
            db::parameters::of(whose.id)
        );
    }
    std::string lines(int first, int last, int revision, std::string_view differences, std::string_view behind) {
        std::string all;
        for (int each = first; each <= last; ++each) {
            all += fmt::format(
                "2024-01-{:02}/{}: {} behind {}{}", each, revision, differences, behind, each < last ? "\n" : ""
            );
        }
        return all;
    }
};

constexpr auto critical_to_low = "severity.critical_open 1 -> 0, severity.low_open 1 -> 2";
constexpr auto low_to_medium = "severity.low_open 2 -> 1, severity.medium_open 0 -> 1";

}  // namespace

TEST_F(Revise, WritesNothingWhereNothingDiffers) {
    const auto before = anchor();
    const auto done = test::take(revise(whose, "to be sure"));
    EXPECT_EQ(done.days, 10);
    EXPECT_EQ(done.revisions.size(), 0u);
    EXPECT_EQ(anchor().hash, before.hash);
    // A change of yesterday changes no day of 2024; a title changes no number.
    auto app = session_as(db::role::app);
    test::take(test::write(
        app,
        whose.id,
        {.actor = "Ravi", .recorded_at = moment("2027-01-01T00:00:00Z")},
        {{"UPDATE record.observation SET severity = 'LOW' WHERE tenant_id = $1", db::parameters::of(whose.id)}}
    ));
    const auto changed = anchor();
    EXPECT_EQ(test::take(revise(whose, "to be sure")).revisions.size(), 0u);
    EXPECT_EQ(anchor().hash, changed.hash);
}

TEST_F(Revise, WritesOnceWhatDiffersWithTheChangeSetsBehindIt) {
    correct_severity("Ravi", "LOW", "2024-01-09T06:00:00Z", "2027-01-01T00:00:00Z");
    EXPECT_EQ(replay(whose, "2024-01-05", "2024-01-14").written, 0) << "a captured day is left alone";
    EXPECT_EQ(revisions(), "");

    const auto done = test::take(revise(whose, "Ravi found the papers"));
    EXPECT_EQ(revisions(), lines(9, 14, 2, critical_to_low, "[5]"));
    EXPECT_EQ(done.days, 10);
    ASSERT_EQ(done.revisions.size(), 6u);
    EXPECT_EQ(done.revisions[0].business_date, day("2024-01-09"));
    EXPECT_EQ(done.revisions[0].revision, 2);
    EXPECT_EQ(done.revisions[0].change_sets, std::vector<std::int64_t>{5});
    ASSERT_EQ(done.behind.size(), 1u);
    EXPECT_EQ(done.behind[0].actor, "Ravi");
    EXPECT_EQ(done.behind[0].reason, "the severity was wrong");
    EXPECT_EQ(anchor().seq, 6);

    const auto after = anchor();
    EXPECT_EQ(test::take(revise(whose, "once more")).revisions.size(), 0u);
    EXPECT_EQ(anchor().hash, after.hash);

    auto on = admin();
    EXPECT_EQ(
        test::cell(
            on,
            "SELECT concat_ws('; ', string_agg(DISTINCT origin, ','), string_agg(DISTINCT known_seq::text, ','),"
            " string_agg(DISTINCT revised ->> 'reason', ','), string_agg(DISTINCT (revised -> 'previous')::text, ','))"
            "  FROM snapshot.dashboard_snapshot WHERE tenant_id = $1 AND revision = 2",
            db::parameters::of(whose.id)
        ),
        fmt::format(
            R"(replayed; 5; Ravi found the papers; {{"revision": 1, "known_seq": 3, "definition_version": {}}})",
            done.definition_version
        )
    );
    EXPECT_EQ(
        test::cell(
            on,
            "SELECT concat_ws('; ', actor, reason, kinds[1], ids[1]) FROM seal.change_set WHERE tenant_id = $1 AND seq "
            "= 6",
            db::parameters::of(whose.id)
        ),
        "reviser; Ravi found the papers; snapshot; 2024-01-09/2"
    );
    EXPECT_EQ(problems(), strings());
}

TEST_F(Revise, FollowsARevisionWithAnother) {
    correct_severity("Ravi", "LOW", "2024-01-09T06:00:00Z", "2027-01-01T00:00:00Z");
    test::take(revise(whose, "first"));
    correct_severity("Asha", "MEDIUM", "2024-01-12T06:00:00Z", "2027-02-01T00:00:00Z");
    const auto done = test::take(revise(whose, "second"));
    EXPECT_EQ(
        revisions(),
        lines(9, 11, 2, critical_to_low, "[5]") +
            [&] {
                std::string rest;
                for (int each = 12; each <= 14; ++each) {
                    rest += "\n" + lines(each, each, 2, critical_to_low, "[5]") + "\n" +
                            lines(each, each, 3, low_to_medium, "[7]");
                }
                return rest;
            }()
    );
    EXPECT_EQ(done.revisions.size(), 3u);
    EXPECT_EQ(done.revisions[0].revision, 3);
    EXPECT_EQ(problems(), strings());
}

TEST_F(Revise, NamesEveryChangeSetAboutTheDaysBeforeItsEndAndNoOther) {
    correct_severity("Ravi", "LOW", "2024-01-09T06:00:00Z", "2027-01-01T00:00:00Z");     // 5
    correct_severity("Asha", "MEDIUM", "2024-01-12T06:00:00Z", "2027-02-01T00:00:00Z");  // 6
    auto app = session_as(db::role::app);
    test::take(test::write(  // 7, about nothing before 2027
        app,
        whose.id,
        {.actor = "Meena", .recorded_at = moment("2027-03-01T00:00:00Z")},
        {{"UPDATE record.observation SET severity = 'HIGH' WHERE tenant_id = $1", db::parameters::of(whose.id)}}
    ));
    test::take(revise(whose, "both"));
    EXPECT_EQ(
        revisions(),
        lines(9, 11, 2, critical_to_low, "[5]") + "\n" +
            lines(12, 14, 2, "severity.critical_open 1 -> 0, severity.medium_open 0 -> 1", "[5, 6]")
    );
}

TEST_F(Revise, LeavesASealedPeriodAsItWasReported) {
    correct_severity("Ravi", "LOW", "2024-01-06T06:00:00Z", "2027-01-01T00:00:00Z");
    test::take(seal(whose, {.label = "2024-W02"}));
    const auto done = test::take(revise(whose, "too late for the report"));
    EXPECT_EQ(revisions(), lines(6, 7, 2, critical_to_low, "[5]"));
    EXPECT_EQ(done.days, 3);
    EXPECT_EQ(done.sealed_days, 7);
    EXPECT_EQ(done.sealed_periods, (strings{"2024-W02"}));

    const auto refused = revise(whose, "only it", day("2024-01-08"), day("2024-01-14"));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, errc::refused);
    EXPECT_EQ(
        refused.error().detail,
        "every day with a snapshot from 2024-01-08 to 2024-01-14 lies in a period that was reported (2024-W02): what "
        "was "
        "reported is not revised"
    );
    EXPECT_EQ(problems(), strings());
}

TEST_F(Revise, NeedsAReasonAndARange) {
    EXPECT_EQ(revise(whose, "  ").error().code, errc::bad_input);
    EXPECT_EQ(revise(whose, "why", day("2024-01-10"), day("2024-01-09")).error().code, errc::bad_input);
    EXPECT_EQ(test::take(revise(whose, "why", day("2020-01-01"), day("2020-12-31"))).first, std::nullopt);
}

// Whatever writes, a revision follows the one before it, says why, and stays out of what was reported.
TEST_F(Revise, IsHeldToItsRulesByTheDatabase) {
    test::take(seal(whose, {.label = "2024-W02"}));
    auto on = session_as(db::role::batch);
    const auto insert = [&](const char* business_date, int revision, const char* revised) {
        test::take(on.execute("BEGIN"));
        test::take(
            on.rows("SELECT tenant.enter_batch($1, 'test', 'by hand')", db::parameters::of(std::vector{whose.id}))
        );
        auto done = on.rows(
            "INSERT INTO snapshot.dashboard_snapshot SELECT tenant_id, business_date, $3, slot_at, known_seq, "
            "captured_at, "
            "'replayed', definition_version, settings_seq, metrics, $4::jsonb FROM snapshot.dashboard_snapshot "
            "WHERE tenant_id = $1 AND business_date = $2 AND revision = 1",
            db::parameters::of(whose.id, business_date, revision, std::optional<std::string>(revised))
        );
        test::take(on.execute("ROLLBACK"));
        return done ? std::string("written") : done.error().sqlstate + " " + done.error().detail;
    };
    EXPECT_EQ(insert("2024-01-06", 3, "{}"), "VO001 2024-01-06 has no revision 2 that revision 3 could follow");
    EXPECT_EQ(
        insert("2024-01-10", 2, "{}"),
        "VO001 2024-01-10 lies in 2024-W02, which was reported: its snapshots are not revised"
    );
    EXPECT_EQ(insert("2024-01-06", 2, "{}"), "written");
    EXPECT_TRUE(insert("2024-01-06", 1, "{}").starts_with("23514 ")) << "the first revises nothing";
}
