// Moves of observations: what they set, what refuses them, and that a group moves together or not at all.
#include "db/record/record_bank.h"

namespace vouch {

namespace {

using ObservationMoves = test::record_bank;

void expect_failure(const result<>& got, errc code, std::string_view words) {
    ASSERT_FALSE(got);
    EXPECT_EQ(got.error().code, code) << got.error().detail;
    EXPECT_NE(got.error().detail.find(words), std::string::npos) << got.error().detail;
}

}  // namespace

TEST_F(ObservationMoves, IssueOnceAndKeepTheFirstDatesWhenReopened) {
    const auto id = issued("LOW");
    EXPECT_EQ(
        now(id, "status version issued_at original_due_on due_on"),
        "ISSUED 4 2024-01-10 10:00:00+00 2024-03-31 2024-03-31"
    );
    test::take(move(id, 4, "ISSUED", "RESPONSE", "2024-02-01T10:00:00Z"));
    test::take(move(id, 5, "RESPONSE", "COMPLIANCE", "2024-02-02T10:00:00Z"));
    test::take(move(id, 6, "COMPLIANCE", "CLOSED", "2024-02-03T10:00:00Z"));
    EXPECT_EQ(now(id, "status closed_at closing_basis"), "CLOSED 2024-02-03 10:00:00+00 TESTED");
    test::take(move(id, 7, "CLOSED", "ISSUED", "2024-02-10T10:00:00Z"));
    EXPECT_EQ(
        now(id, "status issued_at original_due_on closed_at closing_basis"),
        "ISSUED 2024-01-10 10:00:00+00 2024-03-31 - -"
    );
}

TEST_F(ObservationMoves, KnowNothingButTheLifeOfAnObservation) {
    const auto id = issued("LOW");
    expect_failure(
        move(id, 4, "ISSUED", "CLOSED", "2024-02-01T10:00:00Z"), errc::refused, "does not go from ISSUED to CLOSED"
    );
}

TEST_F(ObservationMoves, NameTheVersionTheyExpect) {
    const auto id = issued("LOW");
    expect_failure(
        move(id, 3, "ISSUED", "RESPONSE", "2024-02-01T10:00:00Z"), errc::conflict, "but ISSUED in version 4"
    );
    expect_failure(
        move(id, 4, "RESPONSE", "COMPLIANCE", "2024-02-01T10:00:00Z"), errc::conflict, "is no longer RESPONSE"
    );
    expect_failure(
        move(random_uuid(), 1, "DRAFT", "SUBMITTED", "2024-02-01T10:00:00Z"), errc::conflict, "there is no observation"
    );
    EXPECT_EQ(now(id, "status version"), "ISSUED 4");
}

TEST_F(ObservationMoves, OfAGroupAreMadeTogetherOrNotAtAll) {
    const auto one = issued("LOW");
    const auto two = issued("HIGH");
    const auto at = "2024-02-01T10:00:00Z";
    const std::vector stale{to(one, 4, "ISSUED", "RESPONSE", at), to(two, 3, "ISSUED", "RESPONSE", at)};
    expect_failure(
        write<std::vector<record::observation_move>>(at, record::move, stale), errc::conflict, to_string(two)
    );
    EXPECT_EQ(now(one, "status version"), "ISSUED 4");

    const std::vector fresh{to(one, 4, "ISSUED", "RESPONSE", at), to(two, 4, "ISSUED", "RESPONSE", at)};
    test::take(write<std::vector<record::observation_move>>(at, record::move, fresh));
    EXPECT_EQ(now(one, "status version"), "RESPONSE 5");
    EXPECT_EQ(now(two, "status version"), "RESPONSE 5");
    auto on = admin();
    EXPECT_EQ(
        test::cell(
            on,
            "SELECT cardinality(kinds) FROM seal.change_set WHERE tenant_id = $1 ORDER BY seq DESC LIMIT 1",
            db::parameters::of(bank.id)
        ),
        "2"
    );
}

TEST_F(ObservationMoves, CloseHighAndCriticalOnlyWhenTested) {
    for (const auto* severity : {"LOW", "HIGH"}) {
        const auto id = issued(severity);
        test::take(move(id, 4, "ISSUED", "RESPONSE", "2024-02-01T10:00:00Z"));
        test::take(move(id, 5, "RESPONSE", "COMPLIANCE", "2024-02-02T10:00:00Z"));
        auto closing = to(id, 6, "COMPLIANCE", "CLOSED", "2024-02-03T10:00:00Z");
        closing.closing_basis = "DOCUMENTS";
        const auto closed = write<record::observation_move>("2024-02-03T10:00:00Z", record::move, closing);
        if (std::string_view(severity) == "LOW") {
            test::take(closed);
        } else {
            expect_failure(closed, errc::refused, "is HIGH: it is closed only when audit tested it");
            test::take(move(id, 6, "COMPLIANCE", "CLOSED", "2024-02-03T10:00:00Z"));
        }
    }
}

TEST_F(ObservationMoves, KeepTheDateThatManagementStatesUntilItIsNotEnough) {
    const auto id = issued("LOW");
    auto answer = to(id, 4, "ISSUED", "RESPONSE", "2024-02-01T10:00:00Z");
    answer.implemented_on = test::day("2024-01-31");
    test::take(write<record::observation_move>("2024-02-01T10:00:00Z", record::move, answer));
    test::take(move(id, 5, "RESPONSE", "COMPLIANCE", "2024-02-02T10:00:00Z"));
    EXPECT_EQ(now(id, "implemented_on"), "2024-01-31");
    test::take(move(id, 6, "COMPLIANCE", "RESPONSE", "2024-02-03T10:00:00Z"));
    EXPECT_EQ(now(id, "implemented_on"), "-");
    answer = to(id, 7, "RESPONSE", "COMPLIANCE", "2024-02-04T10:00:00Z");
    answer.implemented_on = test::day("2024-02-04");
    test::take(write<record::observation_move>("2024-02-04T10:00:00Z", record::move, answer));
    EXPECT_EQ(now(id, "implemented_on"), "2024-02-04");
}

TEST_F(ObservationMoves, EnteredLateHoldSinceTheirMoment) {
    const auto id = issued("CRITICAL");
    test::take(move(id, 4, "ISSUED", "RESPONSE", "2024-02-01T10:00:00Z"));
    test::take(move(id, 5, "RESPONSE", "COMPLIANCE", "2024-02-02T10:00:00Z"));
    const std::string since = "2024-02-20T10:00:00Z";
    test::take(write<record::observation_move>(
        "2024-05-06T10:00:00Z", record::move, to(id, 6, "COMPLIANCE", "CLOSED", since), since
    ));
    EXPECT_EQ(now(id, "closed_at"), "2024-02-20 10:00:00+00");
    EXPECT_EQ(status_at_end_of(id, "2024-02-19"), "COMPLIANCE");
    EXPECT_EQ(status_at_end_of(id, "2024-02-20"), "CLOSED");
}

TEST_F(ObservationMoves, ADraftIsRewordedAndNothingElseIs) {
    const auto id = draft("LOW");
    const auto reword = [&](std::int32_t version, std::string_view at) {
        auto on = admin();
        return run([](db::pool& app, uuid tenant, uuid id, std::int32_t version, db::author by) -> task<> {
            CO_TRY(tx, co_await db::tenant_tx::begin_write(app, tenant, std::move(by)));
            CO_CHECK(co_await record::reword(tx, id, version, {.title = "Cash count signed by one"}));
            co_return co_await tx.commit();
        }(app, bank.id, id, version, by(at)));
    };
    test::take(reword(1, "2024-01-03T10:00:00Z"));
    EXPECT_EQ(now(id, "version"), "2");
    expect_failure(reword(1, "2024-01-04T10:00:00Z"), errc::conflict, "but DRAFT in version 2");
    test::take(move(id, 2, "DRAFT", "SUBMITTED", "2024-01-05T10:00:00Z"));
    expect_failure(reword(3, "2024-01-06T10:00:00Z"), errc::conflict, "but SUBMITTED in version 3");
    auto on = admin();
    EXPECT_EQ(
        test::cell(
            on,
            "SELECT string_agg(title || '/' || coalesce(cause, '-'), ', ' ORDER BY seq) FROM "
            "history.observation_text_version"
            " WHERE tenant_id = $1 AND id = $2",
            db::parameters::of(bank.id, id)
        ),
        "Cash count not signed/The second officer serves the counter., Cash count signed by one/-"
    );
}

}  // namespace vouch
