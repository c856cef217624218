// The step that a version is lies beside it as a number (record.step). It says what its columns say, of whatever they
// hold, is read without a look at the version, and is no part of what is sealed.
#include <fmt/format.h>

#include "db/support/bank.h"

using namespace vouch;

namespace {

/// Every state that a version can be in and have come from, and what the number of the step between the two says.
constexpr std::string_view every_step = R"(
    WITH state AS (
        SELECT status, deleted, severity
          FROM unnest('{DRAFT,SUBMITTED,REVIEWED,WITHDRAWN,ISSUED,RESPONSE,COMPLIANCE,CLOSED,NO_LONGER_VALID,RISK_ACCEPTED,NULL}'::text[]) AS status,
               unnest('{true,false,NULL}'::boolean[]) AS deleted,
               unnest('{LOW,MEDIUM,HIGH,CRITICAL,NULL}'::text[]) AS severity
    ), step AS (
        SELECT was.status AS was_status, was.deleted AS was_deleted, was.severity AS was_severity, now.*, restates,
               record.standing(was.status, was.deleted) AS from_standing,
               record.standing(now.status, now.deleted) AS to_standing,
               record.step(was.status, was.deleted, was.severity, now.status, now.deleted, now.severity, restates) AS number
          FROM state AS was, state AS now, unnest('{true,false}'::boolean[]) AS restates
    ))";

class Steps : public test::bank_database {
protected:
    std::string told(std::string_view text) {
        auto on = admin();
        return test::cell(on, std::string(text));
    }
    std::string told_of_every_step(std::string_view question) {
        return told(fmt::format("{} {}", every_step, question));
    }
};

}  // namespace

TEST_F(Steps, AreVersionsThatChangeWhatTheyCountAsOrTakeThePlaceOfOne) {
    EXPECT_EQ(told_of_every_step("SELECT count(*) FROM step"), "54450");
    EXPECT_EQ(
        told_of_every_step("SELECT count(*) FROM step WHERE (number IS NOT NULL) <> (restates OR from_standing <> "
                           "to_standing OR coalesce(was_severity <> severity, false))"),
        "0"
    );
}

TEST_F(Steps, SayByTheirNumberWhatTheirColumnsSay) {
    EXPECT_EQ(
        told_of_every_step(R"(
            SELECT count(*) FROM step
             WHERE number IS NOT NULL
               AND (record.came_from(number), record.went_to(number), record.step_severity(number), record.left_as(number))
                   IS DISTINCT FROM (from_standing, to_standing, severity,
                                     CASE WHEN from_standing = 'outstanding' THEN was_severity ELSE severity END))"),
        "0"
    );
    EXPECT_EQ(
        told_of_every_step("SELECT count(DISTINCT number) = count(DISTINCT (from_standing, to_standing, severity, "
                           "was_severity)) FROM step WHERE number IS NOT NULL"),
        "t"
    );
    EXPECT_EQ(told("SELECT record.step(NULL, NULL, NULL, 'CLOSED', false, 'HIGH', false)"), "1330");
}

TEST_F(Steps, AreReadFromTheirIndexAlone) {
    const auto bank = found();
    auto on = admin();
    test::take(on.execute("SET enable_seqscan = off; SET enable_bitmapscan = off"));
    const auto plan = test::cell(
        on,
        "EXPLAIN (FORMAT JSON) SELECT DISTINCT ON (id, effective_at) step FROM history.observation_version"
        " WHERE tenant_id = '" +
            to_string(bank.id) +
            "' AND effective_at < now() AND seq <= 3 AND step IS NOT NULL"
            " ORDER BY id, effective_at DESC, seq DESC, ordinal DESC"
    );
    EXPECT_NE(plan.find("Index Only Scan"), std::string::npos) << plan;
    EXPECT_NE(plan.find("observation_step"), std::string::npos) << plan;
}

TEST_F(Steps, AreKeptWithVersionsAndNotSealed) {
    const auto bank = found();
    auto app = session_as(db::role::app);
    test::take(test::write(app, bank.id, {.actor = "Asha"}, test::add_observation(bank.id, random_uuid())));
    auto on = admin();
    const auto of_the_version = [&](std::string_view what) {
        return test::cell(
            on,
            fmt::format("SELECT {} FROM history.observation_version AS v WHERE tenant_id = $1", what),
            db::parameters::of(bank.id)
        );
    };
    EXPECT_EQ(of_the_version("step"), "1230") << "issued, HIGH";
    const auto sealed = of_the_version("history.canonical(v)");
    EXPECT_EQ(sealed.find("step"), std::string::npos) << sealed;
    EXPECT_EQ(of_the_version("history.facts_of(to_jsonb(v)) ? 'step'"), "f");
    // Also where a column is added to the facts and the function is made anew.
    test::take(on.execute("BEGIN; SELECT history.define_canonical('history.observation_version')"));
    EXPECT_EQ(of_the_version("history.canonical(v)"), sealed);
    test::take(on.execute("ROLLBACK"));
}
