#include "demo/observation_life.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "demo/almanac.h"
#include "demo/people.h"

namespace vouch::demo {

namespace {

using std::chrono::Monday;
using std::chrono::Tuesday;
using std::chrono::Wednesday;

constexpr std::array<std::string_view, 4> severities{"LOW", "MEDIUM", "HIGH", "CRITICAL"};

constexpr int after_closing_days = 4;  // what a closed branch leaves open is overtaken by then

std::size_t level_of(std::string_view severity) {
    return static_cast<std::size_t>(std::ranges::find(severities, severity) - severities.begin());
}

std::string filled(
    std::string_view text, std::string_view what, std::string_view where, std::string_view wrong, std::string_view of
) {
    std::string out;
    while (!text.empty()) {
        const auto begin = text.find('{');
        out += text.substr(0, begin);
        if (begin == std::string_view::npos) break;
        const auto end = text.find('}', begin);
        const auto name = text.substr(begin + 1, end - begin - 1);
        out += name == "what" ? what : name == "place" ? where : name == "wrong" ? wrong : of;
        text.remove_prefix(end + 1);
    }
    return out;
}

std::string_view place_of(const observation_life& life) {
    return places()[life.what.place].name;
}
std::string_view auditee_of(const observation_life& life) {
    return places()[life.what.place].auditee;
}
std::string_view auditor_of(const observation_life& life) {
    return auditors[life.auditor];
}

/// Where the branch is closed before that day: what it leaves open is no longer valid, and nothing happens to it any
/// more.
bool is_overtaken(story& bank, observation_life& life, date day) {
    const auto closes_on = places()[life.what.place].closes_on;
    if (!closes_on || day < *closes_on + days(after_closing_days)) return false;
    step(
        bank,
        life,
        working_day(*closes_on + days(after_closing_days)),
        chief_auditor,
        "NO_LONGER_VALID",
        fmt::format("overtaken: the branch is closed; agreed by {}", managers[life.manager])
    );
    return true;
}

void maybe_extend(story& bank, observation_life& life, int percent) {
    if (!life.due_on || !bank.dice.happens(percent)) return;
    const auto asked_on = next_working(*life.due_on - days(bank.dice.between(4, 12)), {Tuesday});
    if (asked_on <= life.day || asked_on > *life.due_on || asked_on > last_day) return;
    const auto due_on = *life.due_on + days(15 * bank.dice.between(2, 4));
    bank.together(
        asked_on,
        14 * 60,
        level_of(life.severity) >= 2 ? chief_auditor : managers[life.manager],
        "extension granted",
        record::extension{life.id, life.version++, asked_on, due_on}
    );
    life.due_on = due_on;
    life.day = asked_on;
}

/// Days that management takes beyond the due date; before it, when negative.
int lateness(chance& dice, const observation_life& life) {
    const int luck = dice.up_to(100);
    // In the last fiscal year the departments fell behind.
    const bool is_slow = places()[life.what.place].is_department() && life.day >= day_of(2025, 4, 1);
    if (luck < (is_slow ? 30 : 62)) return dice.between(-24, 2);
    if (luck < (is_slow ? 60 : 90)) return dice.between(5, 55);
    return dice.between(60, 190);
}

/// A place answers in letters, two a month.
date next_letter(date day, std::size_t place) {
    const auto turn = static_cast<unsigned>(place % 5);
    while (true) {
        const auto of_month = static_cast<unsigned>(std::chrono::year_month_day(day).day());
        if (of_month == 8 + turn || of_month == 23 + turn) return working_day(day);
        day += days(1);
    }
}

bool answer(story& bank, observation_life& life, bool is_first) {
    maybe_extend(bank, life, is_first ? 20 : 10);
    auto day = life.day + days(bank.dice.between(12, 32));
    if (is_first && life.due_on) {
        day = std::max(life.day + days(7), *life.due_on + days(lateness(bank.dice, life)));
    }
    day = next_letter(day, life.what.place);
    if (is_overtaken(bank, life, day)) return false;
    const bool is_done = bank.dice.happens(88);
    particulars beside;
    if (is_done) beside.implemented_on = day - days(bank.dice.between(0, 6));
    step(
        bank,
        life,
        day,
        auditee_of(life),
        "RESPONSE",
        fmt::format("{} {}", is_done ? "action taken at" : "clarification from", place_of(life)),
        beside
    );
    return true;
}

/// Accepts the risk. Returns false when that does not end within the life.
bool accept_risk(story& bank, observation_life& life) {
    const auto day = next_working(life.day + days(bank.dice.between(15, 45)), {Wednesday});
    const auto until = working_day(day + days(bank.dice.between(60, 330)));
    step(
        bank,
        life,
        day,
        chief_auditor,
        "RISK_ACCEPTED",
        fmt::format(
            "risk accepted by {}; the chief audit executive {}",
            chief_executive,
            bank.dice.happens(80) ? "agrees" : "does not agree"
        ),
        {.risk_accepted_until = until}
    );
    life.day = bank.expire(until);
    life.status = "ISSUED";
    ++life.version;
    return life.day <= last_day;
}

bool decide_on_answer(story& bank, observation_life& life) {
    const auto day = next_working(life.day + days(bank.dice.between(2, 9)), {Monday});
    if (is_overtaken(bank, life, day)) return false;
    if (bank.dice.happens(13)) {
        step(bank, life, day, auditor_of(life), "ISSUED", "the answer is not enough");
        return true;
    }
    if (const auto level = level_of(life.severity); level > 0 && bank.dice.happens(3)) {
        life.severity = severities[level - 1];
        bank.together(
            day,
            10 * 60 + 30,
            chief_auditor,
            "a control that compensates was shown",
            record::severity_change{life.id, life.version++, life.severity}
        );
    }
    step(bank, life, day, auditor_of(life), "COMPLIANCE", "accepted for testing");
    return true;
}

/// Returns false when nothing more happens to it.
bool test(story& bank, observation_life& life) {
    const auto day = next_working(life.day + days(bank.dice.between(6, 45)), {Wednesday});
    if (is_overtaken(bank, life, day)) return false;
    if (bank.dice.happens(4)) {  // waits for its test
        is_overtaken(bank, life, last_day);
        return false;
    }
    if (bank.dice.happens(9)) {
        step(bank, life, day, auditor_of(life), "RESPONSE", "retest failed");
        return true;
    }
    const bool is_serious = level_of(life.severity) >= 2;
    const auto basis = is_serious || bank.dice.happens(70) ? "TESTED"
                       : bank.dice.happens(70)             ? "DOCUMENTS"
                                                           : "MANAGEMENT";
    step(bank, life, day, closer_of(life), "CLOSED", "closed", {.closing_basis = basis});
    if (!bank.dice.happens(3)) return false;
    const auto again = next_working(day + days(bank.dice.between(12, 60)), {Wednesday});
    if (places()[life.what.place].closes_on) return false;
    step(bank, life, again, chief_auditor, "ISSUED", "reopened, the closing was wrong");
    return true;
}

}  // namespace

std::string_view closer_of(const observation_life& life) {
    return level_of(life.severity) >= 2 ? chief_auditor : managers[life.manager];
}

std::string one_level_up(std::string_view severity) {
    return std::string(severities[std::min(level_of(severity) + 1, severities.size() - 1)]);
}

record::observation_words words_of(const finding& what, chance& dice) {
    const auto& about = *what.about;
    const int checked = 5 * dice.between(2, 12);
    const auto of = std::to_string(checked);
    const auto wrong = std::to_string(dice.between(2, std::max(2, checked / 2)));
    const auto variant = about.variants[what.variant];
    const auto place = places()[what.place].name;
    const auto fill = [&](std::string_view text) { return filled(text, variant, place, wrong, of); };
    return {
        fill(about.title),
        fill(about.condition),
        fill(about.criteria),
        fill(about.cause),
        fill(about.effect),
        fill(about.recommendation)
    };
}

record::new_observation draft_of(story& bank, const observation_life& life, std::optional<uuid> engagement_id) {
    const auto& about = *life.what.about;
    constexpr std::int64_t lakh_minor = 100'000 * 100;
    std::optional<std::int64_t> amount;
    if (about.has_amount) amount = bank.dice.between(1, 90) * lakh_minor / 4;
    return {
        .id = life.id,
        .severity = life.severity,
        .source = engagement_id ? "INTERNAL" : "CONCURRENT",
        .branch_id = bank.id(fmt::format("branch/{}", places()[life.what.place].code)),
        .area_id = bank.id(fmt::format("area/{}", about.area)),
        .engagement_id = engagement_id,
        .risk_category = std::string(about.risk_category),
        .found_on = life.found_on,
        .amount_at_risk_minor = amount,
        .words = words_of(life.what, bank.dice),
    };
}

void step(
    story& bank,
    observation_life& life,
    date day,
    std::string_view actor,
    std::string_view to,
    std::string why,
    particulars beside
) {
    record::observation_move wanted{
        .id = life.id,
        .expected_version = life.version++,
        .from = life.status,
        .to = std::string(to),
        .due_on = beside.due_on,
        .implemented_on = beside.implemented_on,
        .closing_basis = std::move(beside.closing_basis),
        .risk_accepted_until = beside.risk_accepted_until
    };
    bank.move(day, actor, std::move(why), std::move(wanted));
    life.status = to;
    life.day = day;
}

record::observation_move issue(observation_life& life, date day) {
    constexpr std::array days_to_act{90, 60, 45, 30};
    life.due_on = working_day(day + days(days_to_act[level_of(life.severity)]));
    life.day = day;
    life.status = "ISSUED";
    return {
        .id = life.id,
        .expected_version = life.version++,
        .from = "REVIEWED",
        .to = "ISSUED",
        .reference = life.reference_prefix,
        .due_on = life.due_on,
    };
}

void tell_after_issue(story& bank, observation_life& life) {
    const bool can_wait = life.severity != "CRITICAL" && !places()[life.what.place].closes_on;
    const int fate = bank.dice.up_to(100);
    if (can_wait && fate < 2) {
        const auto day = next_working(life.day + days(bank.dice.between(15, 80)), {Wednesday});
        step(
            bank,
            life,
            day,
            chief_auditor,
            "NO_LONGER_VALID",
            fmt::format("issued in error or overtaken; agreed by {}", managers[life.manager])
        );
        return;
    }
    if (can_wait && fate < 5 && !accept_risk(bank, life)) return;
    if (can_wait && fate >= 97) {  // never answered
        maybe_extend(bank, life, 40);
        return;
    }
    bool is_first = true;
    for (bool goes_on = true; goes_on && life.day <= last_day;) {
        if (life.status == "ISSUED") {
            goes_on = answer(bank, life, is_first);
            is_first = false;
        } else if (life.status == "RESPONSE") {
            goes_on = decide_on_answer(bank, life);
        } else {
            goes_on = test(bank, life);
        }
    }
}

}  // namespace vouch::demo
