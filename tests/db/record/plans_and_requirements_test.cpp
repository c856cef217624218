// Branches, plans, engagements and compliance requirements: their lives, and what refuses a step of them.
#include <fmt/format.h>

#include "db/record/record_bank.h"
#include "record/audit_plan.h"
#include "record/branch.h"
#include "record/engagement.h"
#include "record/requirement.h"

namespace vouch {

namespace {

class PlansAndRequirements : public test::record_bank {
protected:
    std::string present(std::string_view columns, std::string_view of, const uuid& id) {
        auto on = admin();
        return test::cell(
            on,
            fmt::format("SELECT concat_ws(' ', {}) FROM record.{} WHERE tenant_id = $1 AND id = $2", columns, of),
            db::parameters::of(bank.id, id)
        );
    }
    uuid planned() {
        const auto plan = random_uuid();
        const auto branch = random_uuid();
        const auto area = random_uuid();
        const auto id = random_uuid();
        const std::vector branches{record::new_branch{
            .id = branch, .code = to_string(branch), .name = "Karad", .active_from = test::day("2001-01-01")
        }};
        const std::vector areas{record::new_area{area, to_string(area)}};
        const std::vector engagements{
            record::new_engagement{id, plan, branch, area, test::day("2024-02-01"), "Kavita Rane"}
        };
        test::take(write<std::vector<record::new_branch>>("2024-01-02T10:00:00Z", record::open_branches, branches));
        test::take(write<std::vector<record::new_area>>("2024-01-02T11:00:00Z", record::add_areas, areas));
        test::take(write<record::new_plan>("2024-01-03T10:00:00Z", record::add_plan, {plan, 2023, 4}));
        test::take(
            write<std::vector<record::new_engagement>>("2024-01-04T10:00:00Z", record::plan_engagements, engagements)
        );
        return id;
    }
    result<> move_engagement(
        uuid id, std::string from, std::string to, std::string_view at, std::optional<date> on = {}
    ) {
        return write<record::engagement_move>(at, record::move, {id, std::move(from), std::move(to), on});
    }
    result<> assess(
        uuid id, std::string from, std::string to, std::string_view at, std::optional<std::string> why = {}
    ) {
        const std::vector reviewed{
            record::requirement_assessment{id, std::move(from), std::move(to), std::move(why), test::day("2024-12-31")}
        };
        return write<std::vector<record::requirement_assessment>>(at, record::assess, reviewed);
    }
    uuid requirement() {
        const auto id = random_uuid();
        const std::vector added{record::new_requirement{.id = id, .requirement = "Keep the keys apart"}};
        test::take(write<std::vector<record::new_requirement>>("2024-01-05T10:00:00Z", record::add_requirements, added)
        );
        return id;
    }

    static void expect_failure(const result<>& got, errc code, std::string_view words) {
        ASSERT_FALSE(got);
        EXPECT_EQ(got.error().code, code) << got.error().detail;
        EXPECT_NE(got.error().detail.find(words), std::string::npos) << got.error().detail;
    }
};

}  // namespace

TEST_F(PlansAndRequirements, AnEngagementIsPlannedBegunReportedAndCompleted) {
    const auto id = planned();
    EXPECT_EQ(present("status, scheduled_on, auditor", "engagement", id), "PLANNED 2024-02-01 Kavita Rane");
    test::take(move_engagement(id, "PLANNED", "IN_PROGRESS", "2024-02-01T10:00:00Z"));
    test::take(move_engagement(id, "IN_PROGRESS", "COMPLETED", "2024-02-09T10:00:00Z", test::day("2024-02-09")));
    const record::engagement_report report{id, "R/7", test::day("2024-02-20"), "GOOD"};
    test::take(write<record::engagement_report>("2024-02-20T10:00:00Z", record::issue_report, report));
    EXPECT_EQ(
        present("status, completed_on, report_number, report_issued_on, rating", "engagement", id),
        "COMPLETED 2024-02-09 R/7 2024-02-20 GOOD"
    );
    expect_failure(
        write<record::engagement_report>("2024-02-21T10:00:00Z", record::issue_report, report),
        errc::conflict,
        "has its report already"
    );
}

TEST_F(PlansAndRequirements, AnEngagementTakesNoOtherWay) {
    const auto id = planned();
    const auto at = "2024-02-01T10:00:00Z";
    expect_failure(
        move_engagement(id, "PLANNED", "COMPLETED", at, test::day("2024-02-01")), errc::refused, "does not go"
    );
    expect_failure(move_engagement(id, "IN_PROGRESS", "COMPLETED", at), errc::refused, "completed on a day");
    expect_failure(move_engagement(id, "IN_PROGRESS", "CANCELLED", at), errc::conflict, "is no longer IN_PROGRESS");
    test::take(move_engagement(id, "PLANNED", "CANCELLED", at));
    EXPECT_EQ(present("status", "engagement", id), "CANCELLED");
}

TEST_F(PlansAndRequirements, ABranchIsClosedOnce) {
    const auto id = random_uuid();
    const std::vector opened{record::new_branch{.id = id, .code = "077", .name = "Wai"}};
    test::take(write<std::vector<record::new_branch>>("2024-01-02T10:00:00Z", record::open_branches, opened));
    const auto close = [&](std::string_view at) {
        return run([](db::pool& app, uuid tenant, uuid id, db::author by) -> task<> {
            CO_TRY(tx, co_await db::tenant_tx::begin_write(app, tenant, std::move(by)));
            CO_CHECK(co_await record::close_branch(tx, id, test::day("2024-03-31")));
            co_return co_await tx.commit();
        }(app, bank.id, id, by(at)));
    };
    test::take(close("2024-03-31T10:00:00Z"));
    EXPECT_EQ(present("active_to", "branch", id), "2024-03-31");
    expect_failure(close("2024-04-01T10:00:00Z"), errc::conflict, "closed already");
}

TEST_F(PlansAndRequirements, ARequirementThatDoesNotApplySaysWhyAsLongAsItDoesNot) {
    const auto id = requirement();
    expect_failure(assess(id, "PENDING", "NOT_APPLICABLE", "2024-02-01T10:00:00Z"), errc::refused, "says why");
    expect_failure(assess(id, "PENDING", "COMPLIANT", "2024-02-01T10:00:00Z", "no keys"), errc::refused, "says why");
    test::take(assess(id, "PENDING", "NOT_APPLICABLE", "2024-02-01T10:00:00Z", "there are no keys"));
    EXPECT_EQ(present("status, not_applicable_reason", "requirement", id), "NOT_APPLICABLE there are no keys");
    test::take(assess(id, "NOT_APPLICABLE", "PARTIAL", "2024-03-01T10:00:00Z"));
    EXPECT_EQ(
        present("status, coalesce(not_applicable_reason, '-'), next_review_on", "requirement", id),
        "PARTIAL - 2024-12-31"
    );
}

TEST_F(PlansAndRequirements, AReviewNamesTheStatusItSaw) {
    const auto one = requirement();
    const auto two = requirement();
    test::take(assess(two, "PENDING", "COMPLIANT", "2024-02-01T10:00:00Z"));
    const std::vector reviewed{
        record::requirement_assessment{.id = one, .from = "PENDING", .to = "PARTIAL"},
        record::requirement_assessment{.id = two, .from = "PENDING", .to = "PARTIAL"}
    };
    expect_failure(
        write<std::vector<record::requirement_assessment>>("2024-02-02T10:00:00Z", record::assess, reviewed),
        errc::conflict,
        "1 of 2 requirements"
    );
    EXPECT_EQ(present("status", "requirement", one), "PENDING");
}

}  // namespace vouch
