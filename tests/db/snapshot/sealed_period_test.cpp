// A period that was reported: which, with what, and what is refused.
#include <fmt/format.h>

#include "db/snapshot/snapshot_bank.h"

using namespace vouch;

namespace {

class SealedPeriod : public test::snapshot_bank {
protected:
    void expect_refused(const test::bank& of, snapshot::period_to_seal wanted, errc code, std::string_view detail) {
        const auto done = seal(of, std::move(wanted));
        ASSERT_FALSE(done);
        EXPECT_EQ(done.error().code, code);
        EXPECT_EQ(done.error().detail, detail);
    }
    std::string reported(std::string_view business_date) {
        auto on = admin();
        return test::cell(
            on,
            "SELECT string_agg(revision::text, ' ') FROM snapshot.reported_snapshot WHERE tenant_id = $1 AND "
            "business_date = $2",
            db::parameters::of(whose.id, business_date)
        );
    }
};

}  // namespace

TEST_F(SealedPeriod, IsRecordedWithTheSnapshotOfItsLastDay) {
    const auto made = test::take(seal(whose, {.label = " 2024-w02 "}));
    EXPECT_EQ(made.grain, "week");
    EXPECT_EQ(made.label, "2024-W02");
    EXPECT_EQ(made.starts_on, day("2024-01-08"));
    EXPECT_EQ(made.ends_on, day("2024-01-14"));
    EXPECT_EQ(made.revision, 1);
    EXPECT_EQ(made.recorded_in, 5);
    auto on = admin();
    EXPECT_EQ(
        test::cell(
            on,
            "SELECT concat_ws('; ', actor, reason, kinds::text) FROM seal.change_set WHERE tenant_id = $1 AND seq = 5",
            db::parameters::of(whose.id)
        ),
        "Asha; 2024-W02 was reported; {sealed_period}"
    );
    EXPECT_EQ(problems(), std::vector<std::string>());
}

TEST_F(SealedPeriod, IsSealedWithTheLastRevisionOrTheOneThatIsNamed) {
    correct_severity("Ravi", "LOW", "2024-01-06T00:00:00Z", "2027-01-01T00:00:00Z");
    test::take(revise(whose, "wrong severity"));
    EXPECT_EQ(reported("2024-01-07"), "1");
    EXPECT_EQ(reported("2024-01-14"), "1");
    EXPECT_EQ(test::take(seal(whose, {.label = "2024-W02"})).revision, 2);
    EXPECT_EQ(reported("2024-01-14"), "2");
    EXPECT_EQ(reported("2024-01-13"), "1") << "only the last day of a period speaks for it";
    EXPECT_EQ(test::take(seal(whose, {.label = "2024-W01", .revision = 1})).revision, 1);
    EXPECT_EQ(reported("2024-01-07"), "1");
}

TEST_F(SealedPeriod, IsFoundByTheLabelOfTheTenantsCalendar) {
    const auto bank = found({.fiscal_year_start_month = 1});
    auto app = session_as(db::role::app);
    test::take(test::write(
        app,
        bank.id,
        {.actor = "Asha", .reason = "opening balance", .effective = "2023-01-01T00:00:00Z"},
        test::add_observation(bank.id, random_uuid())
    ));
    replay(bank, "2024-12-30", "2025-01-01");
    for (const auto& [label, starts_on] : {
             std::pair{"FY 2024 Q4", "2024-10-01"},
             std::pair{"fy 2024", "2024-01-01"},
             std::pair{"2024-12", "2024-12-01"},
         }) {
        const auto made = test::take(seal(bank, {.label = label}));
        EXPECT_EQ(made.starts_on, day(starts_on)) << label;
        EXPECT_EQ(made.ends_on, day("2024-12-31")) << label;
    }
    for (const auto* label : {"FY 2024-25 Q4", "FY 2024 Q5", "2024", "W01", "", "0000-01", "2024-12-31"}) {
        expect_refused(
            bank,
            {.label = label},
            errc::not_found,
            fmt::format(
                "the calendar of the tenant has no period \"{}\"; periods are called as in \"FY 2025-26 Q3\", \"FY "
                "2025-26\", 2025-12 or 2025-W52",
                label
            )
        );
    }
}

TEST_F(SealedPeriod, OfTwoWithOneLabelIsTheOneThatStartsOnTheDayNamed) {
    const auto bank = found({.simulated = true, .recorded_at = moment("2024-01-01T00:00:00Z")});
    auto app = session_as(db::role::app);
    auto statements = test::add_observation(bank.id, random_uuid());
    statements.push_back(
        {"INSERT INTO tenant.setting (tenant_id, id, starts_on, fiscal_year_start_month, "
         "approved_by) VALUES ($1, $2, '2024-04-01', 7, 'the board')",
         db::parameters::of(bank.id, random_uuid())}
    );
    test::take(test::write(app, bank.id, {.actor = "Asha", .recorded_at = moment("2024-02-01T00:00:00Z")}, statements));
    replay(bank, "2024-03-31", "2024-03-31");
    replay(bank, "2024-06-30", "2024-06-30");
    expect_refused(
        bank,
        {.label = "FY 2023-24 Q4"},
        errc::bad_input,
        "two periods are called \"FY 2023-24 Q4\", because the fiscal year was moved: one starts on 2024-01-01, the "
        "other "
        "on 2024-04-01; name the first day as well (--starts-on)"
    );
    EXPECT_EQ(
        test::take(seal(bank, {.label = "FY 2023-24 Q4", .starts_on = day("2024-01-01")})).ends_on, day("2024-03-31")
    );
    EXPECT_EQ(
        test::take(seal(bank, {.label = "FY 2023-24 Q4", .starts_on = day("2024-04-01")})).ends_on, day("2024-06-30")
    );
    expect_refused(
        bank,
        {.label = "FY 2023-24 Q4", .starts_on = day("2024-04-02")},
        errc::not_found,
        "the calendar of the tenant has no period \"FY 2023-24 Q4\" that starts on 2024-04-02; periods are called as "
        "in "
        "\"FY 2025-26 Q3\", \"FY 2025-26\", 2025-12 or 2025-W52"
    );
}

TEST_F(SealedPeriod, IsRefusedWhereThereIsNothingToSeal) {
    expect_refused(
        whose,
        {.label = "FY 2023-24 Q4"},
        errc::refused,
        "FY 2023-24 Q4 has no snapshot of its last day, 2024-03-31, revision 1: capture or replay that day first"
    );
    expect_refused(
        whose,
        {.label = "2024-W02", .revision = 2},
        errc::refused,
        "2024-W02 has no snapshot of its last day, 2024-01-14, revision 2: capture or replay that day first"
    );
    expect_refused(
        whose, {.label = "FY 2099-00"}, errc::refused, "FY 2099-00 has not ended: its last day is 2100-03-31"
    );
    test::take(seal(whose, {.label = "2024-W02"}));
    expect_refused(
        whose,
        {.label = "2024-W02"},
        errc::refused,
        "2024-W02 is sealed already: it was reported with revision 1 of the snapshot of 2024-01-14"
    );
    EXPECT_EQ(anchor().seq, 5) << "what was refused left nothing";
}

TEST_F(SealedPeriod, CannotBePutInOtherwiseThanTheCalendarHasIt) {
    auto app = session_as(db::role::app);
    const auto insert = [&](const char* grain, const char* label, const char* starts_on, const char* ends_on) {
        return test::write(
            app,
            whose.id,
            {.actor = "Asha"},
            {{"INSERT INTO snapshot.sealed_period (tenant_id, id, grain, label, starts_on, ends_on, revision) "
              "VALUES ($1, $2, $3, $4, $5, $6, 1)",
              db::parameters::of(whose.id, random_uuid(), grain, label, starts_on, ends_on)}}
        );
    };
    for (const auto& refused : {
             insert("week", "2024-W02", "2024-01-08", "2024-01-13"),
             insert("week", "2024-W02", "2024-01-09", "2024-01-14"),
             insert("week", "2024-W03", "2024-01-08", "2024-01-14"),
             insert("month", "2024-W02", "2024-01-08", "2024-01-14"),
         }) {
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().sqlstate, "VO001");
        EXPECT_TRUE(refused.error().detail.starts_with("the calendar of the tenant has no ")) << refused.error().detail;
    }
    EXPECT_EQ(insert("day", "2024-01-14", "2024-01-14", "2024-01-14").error().sqlstate, "23514");
    EXPECT_TRUE(insert("week", "2024-W02", "2024-01-08", "2024-01-14"));
    EXPECT_EQ(insert("week", "2024-W02", "2024-01-08", "2024-01-14").error().sqlstate, "23505");
}

// A quarter and its last month end on one day: what was reported of that day is one revision.
TEST_F(SealedPeriod, SharesItsLastDayWithOthersInOneRevision) {
    replay(whose, "2024-03-31", "2024-03-31");
    correct_severity("Ravi", "LOW", "2024-01-06T00:00:00Z", "2027-01-01T00:00:00Z");
    test::take(revise(whose, "wrong severity"));
    EXPECT_EQ(test::take(seal(whose, {.label = "2024-03", .revision = 1})).revision, 1);
    expect_refused(
        whose,
        {.label = "FY 2023-24 Q4"},
        errc::refused,
        "2024-03-31 was reported already, in another revision than 2: a period that ends on the same day is sealed "
        "with "
        "it"
    );
    EXPECT_EQ(test::take(seal(whose, {.label = "FY 2023-24 Q4", .revision = 1})).revision, 1);
}
