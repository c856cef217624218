// Links between repeats: set once, cleared with a reason, never in a circle, whoever writes and however many at once.
#include <fmt/format.h>
#include <future>

#include "db/repeat/repeated_bank.h"

using namespace vouch;

namespace {

class RepeatLinks : public test::repeated_bank {
protected:
    void SetUp() override {
        repeated_bank::SetUp();
        if (IsSkipped()) return;
        first = add({"FIRST", "2024-02-01"}, "2024-02-01T09:00:00Z");
        second = add({"SECOND", "2024-05-01"}, "2024-05-01T09:00:00Z");
        third = add({"THIRD", "2024-08-01"}, "2024-08-01T09:00:00Z");
    }

    test::sql linking(const uuid& repeat, const std::optional<uuid>& prior) const {
        return {
            "UPDATE record.observation SET repeat_of_id = $3 WHERE tenant_id = $1 AND id = $2",
            db::parameters::of(whose.id, repeat, prior)
        };
    }
    result<> by_hand(const uuid& repeat, const std::optional<uuid>& prior, std::string reason = "by hand") {
        return test::write(
            *app, whose.id, {.actor = "somebody", .reason = std::move(reason)}, {linking(repeat, prior)}
        );
    }

    void expect_refused(const result<>& outcome, std::string_view sqlstate, std::string_view words) {
        ASSERT_FALSE(outcome);
        EXPECT_EQ(outcome.error().sqlstate, sqlstate) << outcome.error().detail;
        EXPECT_NE(outcome.error().detail.find(words), std::string::npos) << outcome.error().detail;
    }

    uuid first, second, third;
};

const db::author auditor{.actor = "auditor", .reason = "a test"};

}  // namespace

TEST_F(RepeatLinks, AreSetAndClearedAsRecordedChanges) {
    test::take(link("SECOND", "FIRST", "The same lapse"));
    EXPECT_EQ(prior_of(second), "FIRST");
    test::take(clear("SECOND", "Another safe"));
    EXPECT_EQ(prior_of(second), "null");
    EXPECT_EQ(
        test::cell(
            *all,
            "SELECT string_agg(format('%s (%s): %s', c.actor, c.reason, p.reference), '; ' ORDER BY v.seq)"
            "  FROM history.observation_version AS v JOIN seal.change_set AS c USING (tenant_id, seq)"
            "  LEFT JOIN record.observation AS p ON p.tenant_id = v.tenant_id AND p.id = v.repeat_of_id"
            " WHERE v.tenant_id = $1 AND v.id = $2",
            db::parameters::of(whose.id, second)
        ),
        "auditor (): ; R. Kulkarni (The same lapse): FIRST; R. Kulkarni (Another safe): "
    );
    EXPECT_EQ(
        test::cell(*all, "SELECT version FROM record.observation WHERE id = $1", db::parameters::of(second)), "3"
    );
    EXPECT_EQ(problems(), std::vector<std::string>());
}

TEST_F(RepeatLinks, AreSetOnce) {
    test::take(link("THIRD", "FIRST"));
    expect_refused(
        link("THIRD", "SECOND"), "", "observation THIRD is a repeat of FIRST already; clear that link first"
    );
    expect_refused(by_hand(third, second), "VO001", "observation THIRD is linked to an earlier one already");
    test::take(by_hand(third, first));  // says nothing new
    test::take(clear("THIRD"));
    test::take(link("THIRD", "SECOND"));
    EXPECT_EQ(prior_of(third), "SECOND");
}

TEST_F(RepeatLinks, GoToWhatWasFoundEarlierAndHenceNeverInACircle) {
    expect_refused(link("FIRST", "FIRST"), "", "cannot repeat itself");
    expect_refused(by_hand(first, first), "23514", "never_repeats_itself");
    expect_refused(
        link("FIRST", "SECOND"),
        "VO001",
        "observation FIRST (found on 2024-02-01) cannot be a repeat of SECOND (found on 2024-05-01)"
    );
    add({"TWIN", "2024-05-01"});
    expect_refused(link("TWIN", "SECOND"), "VO001", "which must have been found earlier");
    add({"UNKNOWN DAY"});
    expect_refused(link("UNKNOWN DAY", "SECOND"), "VO001", "found on no day");
    expect_refused(link("SECOND", "UNKNOWN DAY"), "VO001", "found on no day");
    test::take(link("SECOND", "FIRST"));
    test::take(link("THIRD", "SECOND"));
    expect_refused(by_hand(first, third), "VO001", "found earlier");
    // All at once, and as new rows.
    const auto a = random_uuid(), b = random_uuid();
    expect_refused(
        test::write(
            *app,
            whose.id,
            auditor,
            {{"INSERT INTO record.observation (tenant_id, id, severity, status, found_on, issued_at, repeat_of_id)"
              " VALUES ($1, $2, 'LOW', 'ISSUED', '2024-01-01', now(), $3),"
              "        ($1, $3, 'LOW', 'ISSUED', '2024-01-02', now(), $2)",
              db::parameters::of(whose.id, a, b)}}
        ),
        "VO001",
        "found earlier"
    );
    EXPECT_EQ(problems(), std::vector<std::string>());
}

TEST_F(RepeatLinks, HoldTheDaysOnWhichTheirEndsWereFoundInOrder) {
    test::take(link("SECOND", "FIRST"));
    expect_refused(
        change(first, "found_on = '2024-05-01'"), "VO001", "observation FIRST cannot be found on 2024-05-01"
    );
    expect_refused(change(first, "found_on = NULL"), "VO001", "cannot be found on no day: SECOND repeats it");
    expect_refused(change(second, "found_on = '2024-02-01'"), "VO001", "which must have been found earlier");
    test::take(change(first, "found_on = '2024-04-30'"));
    test::take(change(second, "found_on = '2024-06-01'"));
}

TEST_F(RepeatLinks, AreClearedWithAReason) {
    test::take(link("SECOND", "FIRST", ""));
    expect_refused(clear("SECOND", ""), "VO001", "observation SECOND: clearing a repeat link needs a reason");
    expect_refused(by_hand(second, std::nullopt, " "), "VO001", "needs a reason");
    test::take(clear("SECOND"));
    expect_refused(clear("SECOND"), "", "observation SECOND is no repeat of another");
}

TEST_F(RepeatLinks, StayWithinATenant) {
    const auto other = found();
    const auto foreign = random_uuid();
    auto elsewhere = session_as(db::role::app);
    test::take(test::write(elsewhere, other.id, auditor, test::add_observation(other.id, foreign)));
    expect_refused(by_hand(second, foreign), "23503", "observation_tenant_id_repeat_of_id_fkey");
    expect_refused(link("SECOND", to_string(foreign)), "", "there is no observation");
}

TEST_F(RepeatLinks, FindAnObservationByAnyOfItsNames) {
    test::take(change(second, "external_ref = 'bank/7'"));
    test::take(link("bank/7", to_string(first)));
    EXPECT_EQ(prior_of(second), "FIRST");
    test::take(change(third, "external_ref = 'FIRST'"));
    expect_refused(clear("FIRST"), "", "two observations are called \"FIRST\"");
}

TEST_F(RepeatLinks, OfTwoLinkersOneIsFirst) {
    auto one = session_as(db::role::app), two = session_as(db::role::app);
    test::take(test::begin_write(one, whose.id, auditor));
    const auto to_first = linking(third, first);
    test::take(one.rows(to_first.text, to_first.values));
    auto waiting =
        std::async(std::launch::async, [&] { return test::write(two, whose.id, auditor, {linking(third, second)}); });
    EXPECT_TRUE(waits(two.backend_pid()));
    test::take(one.execute("COMMIT"));
    expect_refused(waiting.get(), "VO001", "is linked to an earlier one already");
    EXPECT_EQ(prior_of(third), "FIRST");
}

TEST_F(RepeatLinks, ALinkerSeesThatThePriorMoved) {
    auto one = session_as(db::role::app), two = session_as(db::role::app);
    test::take(test::begin_write(one, whose.id, auditor));
    const auto moved = db::parameters::of(whose.id, first);
    test::take(one.rows("UPDATE record.observation SET found_on = '2024-12-01' WHERE tenant_id = $1 AND id = $2", moved)
    );
    auto waiting =
        std::async(std::launch::async, [&] { return test::write(two, whose.id, auditor, {linking(second, first)}); });
    EXPECT_TRUE(waits(two.backend_pid()));
    test::take(one.execute("COMMIT"));
    expect_refused(waiting.get(), "VO001", "FIRST (found on 2024-12-01)");
}

TEST_F(RepeatLinks, WhoMovesAPriorSeesThatItWasLinked) {
    auto one = session_as(db::role::app), two = session_as(db::role::app);
    test::take(test::begin_write(one, whose.id, auditor));
    const auto to_first = linking(second, first);
    test::take(one.rows(to_first.text, to_first.values));
    auto waiting = std::async(std::launch::async, [&] {
        return test::write(
            two,
            whose.id,
            auditor,
            {{"UPDATE record.observation SET found_on = '2024-12-01' WHERE tenant_id = $1 AND id = $2",
              db::parameters::of(whose.id, first)}}
        );
    });
    EXPECT_TRUE(waits(two.backend_pid()));
    test::take(one.execute("COMMIT"));
    expect_refused(waiting.get(), "VO001", "SECOND repeats it");
}

TEST_F(RepeatLinks, TellTheirChainBackToTheFirstAndOn) {
    test::take(link("SECOND", "FIRST"));
    test::take(link("THIRD", "SECOND"));
    add({"THIRD TOO", "2024-09-01", "LOW", "ISSUED", second});
    EXPECT_EQ(chain("FIRST"), "1 FIRST; 2 SECOND persisting; 3 THIRD persisting; 3 THIRD TOO persisting");
    EXPECT_EQ(chain("SECOND"), chain("FIRST"));
    EXPECT_EQ(chain("THIRD"), "1 FIRST; 2 SECOND persisting; 3 THIRD persisting") << "not what else repeats its prior";
    EXPECT_EQ(chain(to_string(add({"ALONE", "2024-01-01"}))), "1 ALONE");
}
