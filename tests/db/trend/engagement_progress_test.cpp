// Engagements with the real count of their observations, at the end of a day, as known then or now.
#include "trend/engagement_progress.h"

#include <fmt/format.h>

#include "db/repeat/repeated_bank.h"

using namespace vouch;

namespace {

task<std::vector<trend::engagement_progress>> read(
    db::pool& from, uuid tenant, std::string period, trend::progress_question asked, instant now
) {
    CO_TRY(tx, co_await db::tenant_tx::begin_read(from, tenant));
    CO_TRY(of, co_await tenant::named_period(tx, {period, {}}, now));
    asked.of = of;
    CO_TRY(found, co_await trend::progress_of_engagements(tx, asked));
    CO_CHECK(co_await tx.commit());
    co_return found;
}

class EngagementProgress : public test::repeated_bank {
protected:
    uuid engage(const std::string& facts, const char* at) {
        const auto id = random_uuid();
        test::take(test::write(
            *app,
            whose.id,
            {.actor = "planner", .recorded_at = test::at_instant(at)},
            {{"INSERT INTO record.engagement (tenant_id, id, branch_id, area_id, auditor, status, scheduled_on,"
              "                               completed_on, report_number) VALUES ($1, $2, $3, $4, " +
                  facts + ")",
              db::parameters::of(whose.id, id, branch, area)}}
        ));
        return id;
    }

    /// A line for each: "REPORT auditor STATUS: severity: state count, ...; severity: ...; total n".
    std::string lines(
        const std::string& period, const char* as_of, std::optional<std::string> auditor = {}, const char* known_at = ""
    ) {
        trend::progress_question asked{{}, auditor, test::take(parse_date(as_of)), test::at_instant(known_at)};
        std::string text;
        for (const auto& each :
             test::take(run(read(*pool, whose.id, period, asked, test::take(parse_instant("2026-06-01T00:00:00Z")))))) {
            text += fmt::format(
                "{}{} {} {}:",
                text.empty() ? "" : "\n",
                each.report_number.value_or("-"),
                each.auditor.value_or("-"),
                each.status
            );
            const auto& counts = each.observations;
            for (const auto& [severity, of] :
                 {std::pair("critical", counts.critical),
                  std::pair("high", counts.high),
                  std::pair("medium", counts.medium),
                  std::pair("low", counts.low)}) {
                EXPECT_EQ(of.outstanding, of.with_management + of.awaiting_audit);
                EXPECT_EQ(
                    of.total,
                    of.outstanding + of.in_preparation + of.closed + of.risk_accepted + of.no_longer_valid +
                        of.withdrawn
                );
                for (const auto& [state, count] :
                     {std::pair("in preparation", of.in_preparation),
                      std::pair("with management", of.with_management),
                      std::pair("awaiting audit", of.awaiting_audit),
                      std::pair("closed", of.closed),
                      std::pair("risk-accepted", of.risk_accepted),
                      std::pair("no longer valid", of.no_longer_valid),
                      std::pair("withdrawn", of.withdrawn)}) {
                    if (count > 0) text += fmt::format(" {} {} {},", count, severity, state);
                }
            }
            text += fmt::format(" {}", counts.all.total);
        }
        return text;
    }

    uuid branch = random_uuid(), area = random_uuid();

    void SetUp() override {
        repeated_bank::SetUp();
        if (IsSkipped()) return;
        test::take(test::write(
            *app,
            whose.id,
            {.actor = "planner", .recorded_at = test::at_instant("2024-12-01T00:00:00Z")},
            {{"INSERT INTO record.branch (tenant_id, id, code, name) VALUES ($1, $2, 'PUN', 'Pune')",
              db::parameters::of(whose.id, branch)},
             {"INSERT INTO record.audit_area (tenant_id, id, name) VALUES ($1, $2, 'Cash')",
              db::parameters::of(whose.id, area)}}
        ));
    }
};

}  // namespace

TEST_F(EngagementProgress, CountsEveryObservationByItsSeverityAndState) {
    const auto full = engage("'R. Rao', 'IN_PROGRESS', '2025-05-05', NULL, 'A-1'", "2025-05-01T06:00:00Z");
    engage("'R. Rao', 'PLANNED', '2025-08-05', NULL, 'A-2'", "2025-05-01T07:00:00Z");
    engage("'S. Patil', 'PLANNED', NULL, NULL, 'A-3'", "2025-05-01T08:00:00Z");
    engage("NULL, 'COMPLETED', NULL, '2025-05-02', 'A-0'", "2025-05-02T08:00:00Z");
    engage("'R. Rao', 'COMPLETED', '2025-03-30', '2025-05-03', 'A-9'", "2025-05-03T08:00:00Z");
    const auto add_to = [&](std::string reference, std::string severity, std::string status, const char* at) {
        return add(
            {.reference = std::move(reference),
             .found_on = "2025-05-06",
             .severity = std::move(severity),
             .status = std::move(status),
             .engagement = full},
            at
        );
    };
    const auto moving = add_to("1", "CRITICAL", "ISSUED", "2025-05-06T06:00:00Z");
    add_to("2", "HIGH", "RESPONSE", "2025-05-06T06:01:00Z");
    add_to("3", "HIGH", "COMPLIANCE", "2025-05-06T06:02:00Z");
    add_to("4", "MEDIUM", "CLOSED", "2025-05-06T06:03:00Z");
    add_to("5", "MEDIUM", "RISK_ACCEPTED", "2025-05-06T06:04:00Z");
    add_to("6", "LOW", "NO_LONGER_VALID", "2025-05-06T06:05:00Z");
    add_to("7", "LOW", "WITHDRAWN", "2025-05-06T06:06:00Z");
    add_to("8", "LOW", "DRAFT", "2025-05-06T06:07:00Z");
    add({.reference = "9", .found_on = "2025-05-06"}, "2025-05-06T06:08:00Z");
    test::take(change(moving, "severity = 'LOW', status = 'CLOSED', closed_at = now()", "2025-05-10T06:00:00Z"));

    const std::string rest = " 1 high with management, 1 high awaiting audit, 1 medium closed, 1 medium risk-accepted,";
    EXPECT_EQ(
        lines("FY 2025-26 Q1", "2025-05-09"),
        "A-0 - COMPLETED: 0\n"
        "A-1 R. Rao IN_PROGRESS: 1 critical with management," +
            rest +
            " 1 low in preparation, 1 low no longer valid, 1 low withdrawn, 8\n"
            "A-3 S. Patil PLANNED: 0"
    );
    const auto after = "A-1 R. Rao IN_PROGRESS:" + rest +
                       " 1 low in preparation, 1 low closed, 1 low no longer valid, 1 low withdrawn, 8";
    EXPECT_EQ(lines("2025-05", "2025-05-10", "R. Rao"), after);
    EXPECT_EQ(lines("FY 2025-26", "2025-05-10", "R. Rao"), after + "\nA-2 R. Rao PLANNED: 0");
    EXPECT_EQ(lines("FY 2024-25 Q4", "2025-05-10", "R. Rao"), "A-9 R. Rao COMPLETED: 0") << "scheduled counts first";
    EXPECT_EQ(lines("FY 2025-26", "2025-04-30"), "") << "nothing was there";
    EXPECT_EQ(
        lines("2025-05", "2025-05-10", "R. Rao", "2025-05-06T06:00:00Z"),
        "A-1 R. Rao IN_PROGRESS: 1 critical with management, 1"
    );
}
