// Extensions, other severities, accepted risks that expire, and closings with the wrong date.
#include "db/record/record_bank.h"
#include "record/closing_date.h"
#include "record/due_date.h"
#include "record/risk_acceptance.h"
#include "record/severity.h"

namespace vouch {

namespace {

class ObservationCorrections : public test::record_bank {
protected:
    result<> extend(uuid id, std::int32_t version, std::string_view asked_on, std::string_view due_on) {
        const std::vector granted{record::extension{id, version, test::day(asked_on), test::day(due_on)}};
        return write<std::vector<record::extension>>(std::string(asked_on) + "T12:00:00Z", record::extend, granted);
    }
    result<> change_severity(uuid id, std::int32_t version, std::string severity, std::string_view at) {
        const std::vector wanted{record::severity_change{id, version, std::move(severity)}};
        return write<std::vector<record::severity_change>>(at, record::change_severity, wanted);
    }
    result<> accept_risk(uuid id, std::int32_t version, std::string_view at, std::optional<std::string_view> until) {
        auto accepted = to(id, version, "ISSUED", "RISK_ACCEPTED", at);
        if (until) accepted.risk_accepted_until = test::day(*until);
        return write<record::observation_move>(at, record::move, accepted);
    }
    /// Closed on 5 March 2024, in version 7.
    uuid closed() {
        const auto id = issued("HIGH");
        test::take(move(id, 4, "ISSUED", "RESPONSE", "2024-02-01T10:00:00Z"));
        test::take(move(id, 5, "RESPONSE", "COMPLIANCE", "2024-02-02T10:00:00Z"));
        test::take(move(id, 6, "COMPLIANCE", "CLOSED", "2024-03-05T10:00:00Z"));
        return id;
    }
    result<> correct(uuid id, std::int32_t version, std::string_view closed_at) {
        return run(record::correct_closing(
            app, bank.id, {id, version, test::moment(closed_at), "TESTED"}, by("2024-06-01T10:00:00Z")
        ));
    }

    static void expect_failure(const result<>& got, errc code, std::string_view words) {
        ASSERT_FALSE(got);
        EXPECT_EQ(got.error().code, code) << got.error().detail;
        EXPECT_NE(got.error().detail.find(words), std::string::npos) << got.error().detail;
    }
};

}  // namespace

TEST_F(ObservationCorrections, AnExtensionLeavesTheFirstDueDate) {
    const auto id = issued("LOW");
    test::take(extend(id, 4, "2024-03-31", "2024-05-15"));
    EXPECT_EQ(now(id, "original_due_on due_on version"), "2024-03-31 2024-05-15 5");
}

TEST_F(ObservationCorrections, AnExtensionIsAskedForInTimeAndEndsLater) {
    const auto id = issued("LOW");
    expect_failure(extend(id, 4, "2024-04-01", "2024-05-15"), errc::refused, "was due on 2024-03-31");
    expect_failure(extend(id, 4, "2024-03-01", "2024-03-31"), errc::refused, "ends later than that");
    expect_failure(extend(id, 3, "2024-03-01", "2024-05-15"), errc::conflict, "in version 4");
    expect_failure(extend(draft("LOW"), 1, "2024-03-01", "2024-05-15"), errc::refused, "only what is outstanding");
    EXPECT_EQ(now(id, "due_on version"), "2024-03-31 4");
}

TEST_F(ObservationCorrections, AnotherSeverityLeavesWhatWasAssessed) {
    const auto id = issued("LOW");
    test::take(change_severity(id, 4, "CRITICAL", "2024-02-01T10:00:00Z"));
    EXPECT_EQ(now(id, "severity assessed_severity version"), "CRITICAL LOW 5");
    expect_failure(change_severity(id, 5, "CRITICAL", "2024-02-02T10:00:00Z"), errc::refused, "is CRITICAL already");
    expect_failure(change_severity(closed(), 7, "LOW", "2024-04-02T10:00:00Z"), errc::refused, "is CLOSED");
}

TEST_F(ObservationCorrections, ARiskIsAcceptedFromTomorrowForTwelveMonthsAtMost) {
    const auto id = issued("LOW");
    // In India it is the 2nd of February already.
    const auto at = "2024-02-01T20:00:00Z";
    expect_failure(accept_risk(id, 4, at, {}), errc::refused, "not without a day");
    expect_failure(accept_risk(id, 4, at, "2024-02-02"), errc::refused, "not until 2024-02-02");
    expect_failure(accept_risk(id, 4, at, "2025-02-03"), errc::refused, "not until 2025-02-03");
    test::take(accept_risk(id, 4, at, "2025-02-02"));
    EXPECT_EQ(now(id, "status risk_accepted_until"), "RISK_ACCEPTED 2025-02-02");
}

TEST_F(ObservationCorrections, AnAcceptedRiskReturnsAtTheStartOfItsDayHoweverLate) {
    const auto id = issued("LOW");
    const auto other = issued("LOW");
    test::take(accept_risk(id, 4, "2024-02-01T10:00:00Z", "2024-05-10"));
    test::take(accept_risk(other, 4, "2024-02-02T10:00:00Z", "2024-05-18"));
    const auto run_at = [&](std::string_view at) {
        return test::take(run(record::return_expired(app, bank.id, test::moment(at), by(at))));
    };
    EXPECT_EQ(run_at("2024-05-09T18:00:00Z"), 0);  // half past eleven in the evening, in India
    EXPECT_EQ(run_at("2024-05-14T04:00:00Z"), 1);
    EXPECT_EQ(run_at("2024-05-14T05:00:00Z"), 0);
    EXPECT_EQ(now(id, "status risk_accepted_until version"), "ISSUED - 6");
    EXPECT_EQ(now(other, "status"), "RISK_ACCEPTED");
    EXPECT_EQ(status_at_end_of(id, "2024-05-09"), "RISK_ACCEPTED");
    EXPECT_EQ(status_at_end_of(id, "2024-05-10"), "ISSUED");
    auto on = admin();
    EXPECT_EQ(
        test::cell(
            on,
            "SELECT effective_at FROM history.observation_version WHERE tenant_id = $1 AND id = $2 ORDER BY seq DESC "
            "LIMIT 1",
            db::parameters::of(bank.id, id)
        ),
        "2024-05-09 18:30:00+00"
    );
}

TEST_F(ObservationCorrections, AClosingDateIsCorrectedFromWhenItHeld) {
    const auto id = closed();
    test::take(correct(id, 7, "2024-04-09T10:00:00Z"));
    EXPECT_EQ(now(id, "status closed_at closing_basis version"), "CLOSED 2024-04-09 10:00:00+00 TESTED 9");
    EXPECT_EQ(status_at_end_of(id, "2024-03-05"), "COMPLIANCE");
    EXPECT_EQ(status_at_end_of(id, "2024-04-08"), "COMPLIANCE");
    EXPECT_EQ(status_at_end_of(id, "2024-04-09"), "CLOSED");

    test::take(correct(id, 9, "2024-02-20T10:00:00Z"));  // and back, before the first
    EXPECT_EQ(status_at_end_of(id, "2024-02-19"), "COMPLIANCE");
    EXPECT_EQ(status_at_end_of(id, "2024-02-20"), "CLOSED");
    EXPECT_EQ(status_at_end_of(id, "2024-04-09"), "CLOSED");
}

TEST_F(ObservationCorrections, AClosingDateContradictsNothingElse) {
    const auto id = closed();
    expect_failure(correct(id, 6, "2024-04-09T10:00:00Z"), errc::conflict, "in version 7");
    expect_failure(correct(id, 7, "2024-02-01T12:00:00Z"), errc::refused, "changed again");  // before its acceptance
    expect_failure(correct(id, 7, "2024-06-02T10:00:00Z"), errc::refused, "after it is recorded");
    expect_failure(correct(issued("LOW"), 4, "2024-04-09T10:00:00Z"), errc::conflict, "is no longer CLOSED");
    EXPECT_EQ(now(id, "status closed_at version"), "CLOSED 2024-03-05 10:00:00+00 7");
}

}  // namespace vouch
