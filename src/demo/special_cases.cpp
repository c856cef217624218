#include "demo/special_cases.h"

#include <fmt/format.h>

#include "demo/almanac.h"
#include "demo/people.h"

namespace vouch::demo {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t concurrent_auditor = 2;  // of auditors
constexpr std::size_t follow_up_auditor = 4;

struct draft {
    std::string_view name;
    std::string_view place;
    std::size_t subject, variant;  // of subjects_of_branches()
    std::string_view severity;
    date found_on;
    std::string_view year;  // of its reference
};

/// Found, submitted, reviewed and issued within three weeks.
observation_life issued(story& bank, memory& known, const draft& wanted) {
    observation_life life{
        .id = bank.id(fmt::format("special/{}", wanted.name)),
        .what = {place_named(wanted.place), &subjects_of_branches()[wanted.subject], wanted.variant},
        .severity = std::string(wanted.severity),
        .found_on = wanted.found_on,
        .reference_prefix = fmt::format("IA/{}", wanted.year),
        .manager = 0,
        .auditor = follow_up_auditor,
        .day = wanted.found_on,
    };
    known.told_apart.insert(life.what);
    const auto where = fmt::format("concurrent audit of {}", wanted.place);
    bank.tell(wanted.found_on, 15 * 60, auditors[concurrent_auditor], where, std::vector{draft_of(bank, life, {})});
    if (const auto before = known.last.find(life.what); before != known.last.end()) {
        bank.together(
            wanted.found_on,
            15 * 60 + 45,
            auditors[concurrent_auditor],
            "found before at the same place",
            repeat_confirmed{life.id, life.version++, before->second.id}
        );
        life.occurrence = before->second.occurrence + 1;
    }
    step(
        bank,
        life,
        working_day(wanted.found_on + days(2)),
        auditors[concurrent_auditor],
        "SUBMITTED",
        where + ", submitted"
    );
    step(bank, life, working_day(wanted.found_on + days(6)), managers[0], "REVIEWED", where + ", reviewed");
    const auto issued_on = working_day(wanted.found_on + days(14));
    bank.move(issued_on, managers[0], where, issue(life, issued_on));
    known.last.insert_or_assign(life.what, life);
    return life;
}

void answered_and_accepted(story& bank, observation_life& life, date answered, date accepted) {
    const auto auditee = places()[life.what.place].auditee;
    step(
        bank,
        life,
        answered,
        auditee,
        "RESPONSE",
        fmt::format("action taken at {}", places()[life.what.place].name),
        {.implemented_on = answered - days(3)}
    );
    step(bank, life, accepted, auditors[life.auditor], "COMPLIANCE", "accepted for testing");
}

void closed(story& bank, observation_life& life, date day) {
    step(bank, life, day, closer_of(life), "CLOSED", "closed", {.closing_basis = "TESTED"});
}

/// Four closings of December 2024 that nobody entered until April 2025: two quarters were reported with them open.
uuid tell_late_closings(story& bank, memory& known) {
    constexpr date closed_on = day_of(2024, 12, 18);
    constexpr date entered_on = day_of(2025, 4, 22);
    std::vector<record::observation_move> closings;
    uuid most_serious;
    int number = 0;
    for (const auto& [subject, severity] : {std::pair(12, "CRITICAL"), {8, "HIGH"}, {10, "MEDIUM"}, {17, "MEDIUM"}}) {
        const auto name = fmt::format("late/{}", ++number);
        auto life = issued(
            bank,
            known,
            {name, "Kolhapur", static_cast<std::size_t>(subject), 0, severity, day_of(2024, 8, 6), "2024-25"}
        );
        answered_and_accepted(bank, life, day_of(2024, 9, 17), day_of(2024, 10, 7));
        closings.push_back({
            .id = life.id,
            .expected_version = life.version++,
            .from = "COMPLIANCE",
            .to = "CLOSED",
            .closing_basis = "TESTED",
        });
        if (number == 1) most_serious = life.id;
    }
    bank.tell_at(
        at(entered_on, 11h + 25min),
        chief_auditor,
        "tested and closed at Kolhapur on 18 December 2024; the memo was filed and not entered",
        std::move(closings),
        at(closed_on, 16h + 30min)
    );
    return most_serious;
}

/// A closing entered as of 27 March 2025 that was tested in April: a quarter was reported without the observation.
uuid tell_wrong_date(story& bank, memory& known) {
    auto life = issued(bank, known, {"date", "Solapur", 13, 1, "HIGH", day_of(2024, 12, 10), "2024-25"});
    answered_and_accepted(bank, life, day_of(2025, 2, 11), day_of(2025, 2, 20));
    closed(bank, life, day_of(2025, 3, 26));
    bank.tell_at(
        at(day_of(2025, 6, 17), 12h + 10min),
        chief_auditor,
        "tested on 9 April 2025 and not on 26 March: the date of the visit was taken for the date of the test",
        record::closing_correction{life.id, life.version, at(day_of(2025, 4, 9), 16h), "TESTED"}
    );
    return life.id;
}

/// Issued to the wrong bank's branch of that name: it stood in the reports of two quarters and never was.
uuid tell_entered_in_error(story& bank, memory& known) {
    const date found_on = day_of(2024, 5, 14);
    auto life = issued(bank, known, {"error", "Wai", 11, 2, "HIGH", found_on, "2024-25"});
    step(bank, life, day_of(2024, 7, 9), places()[life.what.place].auditee, "RESPONSE", "clarification from Wai");
    bank.tell_at(
        at(day_of(2025, 1, 20), 12h + 40min),
        chief_auditor,
        "entered in error: it was found at another bank's branch of that name",
        observation_deleted{life.id},
        at(found_on, 15h)
    );
    return life.id;
}

/// A risk whose acceptance expires while the nightly job does not run.
void tell_acceptance_in_the_outage(story& bank, memory& known) {
    auto life = issued(bank, known, {"accepted", "Islampur", 15, 2, "MEDIUM", day_of(2025, 1, 14), "2024-25"});
    step(
        bank,
        life,
        day_of(2025, 2, 19),
        chief_auditor,
        "RISK_ACCEPTED",
        fmt::format("risk accepted by {}; the chief audit executive agrees", chief_executive),
        {.risk_accepted_until = day_of(2025, 8, 20)}
    );
    life.day = bank.expire(day_of(2025, 8, 20));
    life.status = "ISSUED";
    ++life.version;
    answered_and_accepted(bank, life, day_of(2025, 9, 16), day_of(2025, 9, 25));
    closed(bank, life, day_of(2025, 11, 12));
}

/// Found four times in two and a half years: twice after it had been closed, and once while it still stood.
uuid tell_chain(story& bank, memory& known) {
    const auto again = [&](std::string_view name, std::string_view severity, date found_on, std::string_view year) {
        return issued(bank, known, {name, "Karad", 12, 1, severity, found_on, year});
    };
    auto first = again("chain/1", "MEDIUM", day_of(2023, 6, 13), "2023-24");
    answered_and_accepted(bank, first, day_of(2023, 8, 8), day_of(2023, 8, 17));
    closed(bank, first, day_of(2023, 9, 20));

    auto second = again("chain/2", "HIGH", day_of(2024, 4, 16), "2024-25");
    answered_and_accepted(bank, second, day_of(2024, 6, 11), day_of(2024, 6, 20));
    closed(bank, second, day_of(2024, 8, 14));

    auto third = again("chain/3", "HIGH", day_of(2025, 3, 11), "2024-25");
    third.severity = "CRITICAL";
    bank.tell(
        day_of(2025, 4, 3),
        10 * 60,
        chief_auditor,
        "found for the third time at Karad",
        std::vector{record::severity_change{third.id, third.version++, third.severity}}
    );
    step(bank, third, day_of(2025, 5, 20), places()[third.what.place].auditee, "RESPONSE", "clarification from Karad");
    step(bank, third, day_of(2025, 6, 2), auditors[third.auditor], "ISSUED", "the answer is not enough");

    return again("chain/4", "CRITICAL", day_of(2025, 11, 18), "2025-26").id;
}

}  // namespace

shown tell_special_cases(story& bank, memory& known) {
    shown all;
    all.found_four_times = tell_chain(bank, known);
    all.entered_late = tell_late_closings(bank, known);
    all.date_corrected = tell_wrong_date(bank, known);
    all.entered_in_error = tell_entered_in_error(bank, known);
    tell_acceptance_in_the_outage(bank, known);
    return all;
}

}  // namespace vouch::demo
