// The repeats of a quarter as they stood at its end: what counts, since when, how often, and how grave it was then.
#include <fmt/format.h>

#include "db/repeat/repeated_bank.h"

using namespace vouch;

namespace {

class RepeatList : public test::repeated_bank {
protected:
    /// A line for each repeat: "REFERENCE: first found, times, now, then, escalated, kind, status".
    std::string lines(const repeat::repeat_list& found) {
        std::string text;
        for (const auto& each : found.repeats) {
            text += fmt::format(
                "{}{}: {}, {}, {}, {}, {}, {}, {}",
                text.empty() ? "" : "\n",
                each.reference.value_or("-"),
                each.original_date ? to_string(*each.original_date) : "-",
                each.occurrences,
                each.severity_now,
                each.severity_then.value_or("-"),
                !each.escalated   ? "unknown"
                : *each.escalated ? "escalated"
                                  : "as assessed",
                each.kind,
                each.status
            );
        }
        return text;
    }
    std::string quarter(const std::string& period, const char* known_at = "") {
        return lines(list(period, test::at_instant(known_at)));
    }
};

}  // namespace

TEST_F(RepeatList, TellsWhatWasFoundAgainAsItStoodAtTheEndOfThePeriod) {
    const auto first = add({"FIRST", "2024-06-10", "MEDIUM"}, "2024-06-12T06:00:00Z");
    test::take(change(first, "severity = 'LOW'", "2024-07-01T06:00:00Z"));
    test::take(change(first, "status = 'CLOSED', closed_at = '2024-08-01 06:00+00'", "2024-08-01T06:00:00Z"));
    const auto standing = add({"STANDING", "2025-02-01", "LOW"}, "2025-02-03T06:00:00Z");
    const auto again = add({"AGAIN", "2025-11-05", "MEDIUM", "ISSUED", first}, "2025-11-20T06:00:00Z");
    test::take(change(again, "severity = 'HIGH'", "2025-11-25T06:00:00Z"));
    const auto still = add({"STILL", "2025-12-01", "LOW", "ISSUED", standing}, "2025-12-01T06:00:00Z");
    add({"UNISSUED", "2025-12-01", "LOW", "DRAFT", standing}, "2025-12-02T06:00:00Z");
    add({"WITHDRAWN", "2025-12-01", "LOW", "WITHDRAWN", standing}, "2025-12-02T06:01:00Z");
    add({"NEW", "2025-12-01", "LOW"}, "2025-12-02T06:02:00Z");
    test::take(change(again, "status = 'CLOSED', closed_at = '2025-12-20 06:00+00'", "2025-12-20T06:00:00Z"));
    // 23:00 on the last evening of the quarter in Kolkata, and an hour after midnight.
    add({"LAST EVENING", "2025-12-31", "LOW", "ISSUED", standing}, "2025-12-31T17:30:00Z");
    const auto third = add({"THIRD", "2025-12-31", "CRITICAL", "ISSUED", again}, "2025-12-31T19:30:00Z");
    test::take(change(again, "status = 'ISSUED', closed_at = NULL, severity = 'CRITICAL'", "2026-02-01T06:00:00Z"));
    test::take(change(still, "repeat_of_id = NULL", "2026-02-02T06:00:00Z"));

    EXPECT_EQ(
        quarter("FY 2025-26 Q3"),
        "AGAIN: 2024-06-10, 2, HIGH, MEDIUM, escalated, recurred, CLOSED\n"
        "LAST EVENING: 2025-02-01, 2, LOW, LOW, as assessed, persisting, ISSUED\n"
        "STILL: 2025-02-01, 2, LOW, LOW, as assessed, persisting, ISSUED"
    );
    EXPECT_EQ(quarter("FY 2025-26 Q4"), "THIRD: 2024-06-10, 3, CRITICAL, MEDIUM, as assessed, recurred, ISSUED")
        << "its prior was closed when it was found, and reopened later";
    EXPECT_EQ(
        quarter("FY 2025-26"),
        "THIRD: 2024-06-10, 3, CRITICAL, MEDIUM, as assessed, recurred, ISSUED\n"
        "AGAIN: 2024-06-10, 2, CRITICAL, MEDIUM, escalated, recurred, ISSUED\n"
        "LAST EVENING: 2025-02-01, 2, LOW, LOW, as assessed, persisting, ISSUED"
    ) << "at the end of the year one link was cleared";
    EXPECT_EQ(quarter("FY 2024-25 Q4"), "");
    EXPECT_EQ(chain("THIRD"), "1 FIRST; 2 AGAIN recurred; 3 THIRD recurred");
    test::take(change(third, "assessed_severity = NULL"));
    EXPECT_EQ(problems(), std::vector<std::string>());
}

TEST_F(RepeatList, IsAsItIsKnownNowUnlessItIsAskedFor) {
    const auto first = add({"FIRST", "2025-06-10"}, "2025-06-12T06:00:00Z");
    const auto again = add({"AGAIN", "2025-11-05"}, "2025-11-06T06:00:00Z");
    const db::author late{
        .actor = "the CAE",
        .reason = "seen too late",
        .effective = "2025-11-06T06:00:00Z",
        .recorded_at = test::at_instant("2026-01-20T06:00:00Z")
    };
    test::take(test::write(
        *app,
        whose.id,
        late,
        {{"UPDATE record.observation SET repeat_of_id = $3 WHERE tenant_id = $1 AND id = $2",
          db::parameters::of(whose.id, again, first)}}
    ));
    EXPECT_EQ(quarter("FY 2025-26 Q3", "2026-01-10T00:00:00Z"), "");
    EXPECT_EQ(quarter("FY 2025-26 Q3"), "AGAIN: 2025-06-10, 2, MEDIUM, MEDIUM, as assessed, persisting, ISSUED");
    EXPECT_EQ(list("FY 2025-26 Q3", test::at_instant("2023-01-01T00:00:00Z")).known_seq, 0);
}

TEST_F(RepeatList, SaysWhetherThePeriodHasEnded) {
    EXPECT_TRUE(list("FY 2025-26 Q3", {}, "2025-12-31T18:00:00Z").partial) << "23:30 on the last day in Kolkata";
    EXPECT_FALSE(list("FY 2025-26 Q3", {}, "2025-12-31T18:30:00Z").partial);
}

TEST_F(RepeatList, KnowsThePeriodsOfItsTenantByTheirLabels) {
    EXPECT_EQ(to_string(list("FY 2025-26 Q3").of.starts_on), "2025-10-01");
    EXPECT_EQ(to_string(list("FY 2025-26").of.ends_on), "2026-03-31");
    EXPECT_EQ(to_string(list("2025-12").of.ends_on), "2025-12-31");
    EXPECT_EQ(to_string(list("2025-W01").of.starts_on), "2024-12-30");
    for (const auto* unknown :
         {"FY 2025-26 Q5", "FY 2025", "2025", "0000-01", "9999-W60", "2025-13", "next week", "FY Q1"}) {
        EXPECT_THROW(list(unknown), std::exception) << unknown;
    }
}
