#include "demo/engagement_story.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "demo/almanac.h"
#include "demo/people.h"

namespace vouch::demo {

namespace {

constexpr auto found_again_days_min = days(120);  // nobody is asked again about what was just issued

/// What an engagement has in hand until its report.
struct fieldwork {
    const engagement& planned;
    std::string_view place;
    date ends;
    std::vector<observation_life> found;
    std::vector<date> ready;  // when each was reviewed; a withdrawn one never is
};

date after_working_days(date day, int n) {
    for (; n > 0; --n) day = working_day(day + days(1));
    return day;
}

}  // namespace

std::span<const subject> subjects_at(std::size_t where) {
    const auto code = places()[where].code;
    if (code == "H01") return subjects_of_credit();
    if (code == "H02") return subjects_of_technology();
    return code == "H03" ? subjects_of_treasury() : subjects_of_branches();
}

namespace {

std::string draw_severity(chance& dice) {
    const int n = dice.up_to(100);
    return n < 4 ? "CRITICAL" : n < 22 ? "HIGH" : n < 65 ? "MEDIUM" : "LOW";
}

/// What is found at a place: what a theme is about, some of what is found there whenever somebody looks, and what
/// chance adds.
std::vector<finding> findings_of(story& bank, const memory& known, const engagement& planned, date day) {
    const auto subjects = subjects_at(planned.place);
    const int wanted = planned.is_theme                          ? bank.dice.between(6, 11)
                       : places()[planned.place].is_department() ? bank.dice.between(6, 10)
                                                                 : bank.dice.between(13, 21);
    std::vector<finding> found;
    const auto add = [&](std::size_t about, std::size_t variant) {
        const finding one{planned.place, &subjects[about], variant};
        const auto before = known.last.find(one);
        if (known.told_apart.contains(one) || std::ranges::find(found, one) != found.end() ||
            (before != known.last.end() && day - before->second.found_on < found_again_days_min)) {
            return;
        }
        found.push_back(one);
    };
    for (std::size_t i = 0; planned.is_theme && i < subjects.size(); ++i) {
        if (subjects[i].area == planned.area) add(i, static_cast<std::size_t>(bank.dice.up_to(3)));
    }
    for (std::size_t habit = 0; habit < 4; ++habit) {
        if (bank.dice.happens(planned.is_theme ? 25 : 55)) {
            add((planned.place * 5 + habit * 3) % subjects.size(), (planned.place + habit) % 3);
        }
    }
    for (int tries = 0; tries < 60 && static_cast<int>(found.size()) < wanted; ++tries) {
        add(static_cast<std::size_t>(bank.dice.up_to(static_cast<int>(subjects.size()))),
            static_cast<std::size_t>(bank.dice.up_to(3)));
    }
    return found;
}

/// Drafts of one day by one auditor, and which of them were found there before.
void raise_drafts(
    story& bank, memory& known, fieldwork& field, date day, std::size_t auditor, std::span<const finding> found
) {
    if (found.empty()) return;
    std::vector<record::new_observation> drafts;
    for (const auto& what : found) {
        observation_life life{
            .id = bank.id(fmt::format("{}/{}", to_string(field.planned.id), field.found.size() + 1)),
            .what = what,
            .severity = draw_severity(bank.dice),
            .found_on = day,
            .reference_prefix = field.planned.reference_prefix,
            .manager = field.planned.manager,
            .auditor = auditor,
            .day = day,
        };
        drafts.push_back(draft_of(bank, life, field.planned.id));
        if (const auto before = known.last.find(what); before != known.last.end()) {
            bank.together(
                day,
                15 * 60 + 45,
                auditors[auditor],
                "found before at the same place",
                repeat_confirmed{life.id, life.version++, before->second.id}
            );
            life.occurrence = before->second.occurrence + 1;
        }
        field.found.push_back(std::move(life));
    }
    if (bank.dice.happens(4)) {
        auto twice = drafts.front();
        twice.id = bank.id(fmt::format("{} again", to_string(twice.id)));
        bank.tell(
            after_working_days(day, 1), 9 * 60 + 20, auditors[auditor], "drafted twice", observation_deleted{twice.id}
        );
        drafts.push_back(std::move(twice));
    }
    bank.tell(day, 15 * 60, auditors[auditor], fmt::format("found at {}", field.place), std::move(drafts));
}

/// A repeat is proposed one level up, from the third time on CRITICAL; a second person confirms or lowers that.
void maybe_escalate(story& bank, observation_life& life, date day, int minute) {
    if (life.occurrence < 2 || life.is_escalated || life.severity == "CRITICAL" || !bank.dice.happens(60)) return;
    const bool is_confirmed = life.occurrence > 2 && bank.dice.happens(25);
    life.severity = is_confirmed ? "CRITICAL" : one_level_up(life.severity);
    life.is_escalated = true;
    life.day = day;
    bank.together(
        day,
        minute,
        life.severity == "CRITICAL" ? chief_auditor : managers[life.manager],
        life.occurrence == 2 ? "found for the second time" : "found for the third time, or more",
        record::severity_change{life.id, life.version++, life.severity}
    );
}

/// From the last day of fieldwork until it can be issued; returns that day, none when it was withdrawn.
std::optional<date> tell_review(
    story& bank, observation_life& life, const fieldwork& field, date submitted, date reviewed
) {
    const auto lead = auditors[field.planned.lead];
    const auto manager = managers[life.manager];
    if (life.occurrence == 1 && bank.dice.happens(4)) {
        step(
            bank,
            life,
            field.ends,
            auditors[life.auditor],
            "WITHDRAWN",
            fmt::format("put right during fieldwork at {}", field.place)
        );
        return std::nullopt;
    }
    step(bank, life, submitted, lead, "SUBMITTED", fmt::format("submitted: {}", field.place));
    if (bank.dice.happens(5)) {
        step(bank, life, reviewed, manager, "DRAFT", fmt::format("returned, the cause is not clear: {}", field.place));
        const auto again = working_day(reviewed + days(bank.dice.between(1, 3)));
        bank.tell(
            again,
            9 * 60 + 30,
            lead,
            fmt::format("reworded after review: {}", field.place),
            reworded{life.id, life.version++, words_of(life.what, bank.dice)}
        );
        step(bank, life, again, lead, "SUBMITTED", fmt::format("submitted again: {}", field.place));
        reviewed = working_day(again + days(bank.dice.between(1, 4)));
    }
    if (!bank.dice.happens(15)) maybe_escalate(bank, life, reviewed, 11 * 60 + 35);
    step(bank, life, reviewed, manager, "REVIEWED", fmt::format("reviewed: {}", field.place));
    if (bank.dice.happens(2)) {
        const auto back = working_day(reviewed + days(1));
        step(bank, life, back, manager, "SUBMITTED", fmt::format("sent back to be looked at again: {}", field.place));
        reviewed = working_day(back + days(bank.dice.between(1, 4)));
        step(bank, life, reviewed, manager, "REVIEWED", fmt::format("reviewed: {}", field.place));
    }
    if (life.occurrence == 1 && bank.dice.happens(1)) {
        step(
            bank,
            life,
            working_day(reviewed + days(1)),
            manager,
            "WITHDRAWN",
            fmt::format("put right before the report on {}", field.place)
        );
        return std::nullopt;
    }
    return reviewed;
}

std::string rating_of(const std::vector<observation_life>& found) {
    const auto serious = std::ranges::count_if(found, [](const observation_life& each) {
        return each.status != "WITHDRAWN" && (each.severity == "CRITICAL" || each.severity == "HIGH");
    });
    return serious > 5 ? "UNSATISFACTORY" : serious > 2 ? "NEEDS IMPROVEMENT" : "SATISFACTORY";
}

void tell_report(story& bank, fieldwork& field, date reviewed) {
    const auto& planned = field.planned;
    const auto day = working_day(reviewed + days(bank.dice.between(2, 8)));
    report_issued told{{planned.id, planned.report_number, day, rating_of(field.found)}, {}};
    for (std::size_t i = 0; i < field.found.size(); ++i) {
        auto& life = field.found[i];
        if (life.status != "REVIEWED") continue;
        const auto manager = managers[planned.manager];
        if (field.ready[i] < day) {
            told.observations.push_back(issue(life, day));
        } else {  // too late for the report
            const auto later = working_day(field.ready[i] + days(bank.dice.between(1, 4)));
            bank.move(later, manager, fmt::format("issued after the report: {}", field.place), issue(life, later));
        }
    }
    bank.tell(
        day,
        15 * 60,
        managers[planned.manager],
        fmt::format("report {} on {}", planned.report_number, field.place),
        std::move(told)
    );
}

void move_engagement(
    story& bank,
    const engagement& planned,
    date day,
    int minute,
    std::string_view actor,
    std::string reason,
    std::string from,
    std::string to
) {
    const auto completed_on = to == "COMPLETED" ? std::optional(day) : std::nullopt;
    bank.tell(
        day,
        minute,
        actor,
        std::move(reason),
        record::engagement_move{planned.id, std::move(from), std::move(to), completed_on}
    );
}

}  // namespace

void tell_engagement(story& bank, memory& known, const engagement& planned) {
    auto& dice = bank.dice;
    const auto manager = managers[planned.manager];
    const auto lead = auditors[planned.lead];
    if (planned.is_theme && dice.happens(9)) {
        const auto day = working_day(planned.scheduled_on - days(dice.between(1, 3)));
        return move_engagement(bank, planned, day, 10 * 60, manager, "no auditor is free", "PLANNED", "CANCELLED");
    }
    // Most begin when they should; some wait for months.
    const auto begins =
        working_day(planned.scheduled_on + days(dice.happens(8) ? dice.between(50, 110) : dice.between(0, 9)));
    fieldwork field{planned, places()[planned.place].name, begins, {}, {}};
    move_engagement(
        bank,
        planned,
        begins,
        10 * 60,
        lead,
        fmt::format("fieldwork begins at {}", field.place),
        "PLANNED",
        "IN_PROGRESS"
    );
    if (planned.is_theme && dice.happens(2)) {
        const auto day = after_working_days(begins, 2);
        return move_engagement(bank, planned, day, 17 * 60, manager, "called off", "IN_PROGRESS", "CANCELLED");
    }

    const int sittings = planned.is_theme ? 1 : 3;
    const auto found = findings_of(bank, known, planned, begins);
    const auto share = (found.size() + static_cast<std::size_t>(sittings) - 1) / static_cast<std::size_t>(sittings);
    for (std::size_t from = 0; from < found.size(); from += share) {
        field.ends = after_working_days(field.ends, dice.between(1, 4));
        const auto some = std::span(found).subspan(from, std::min(share, found.size() - from));
        raise_drafts(bank, known, field, field.ends, from / share % 2 == 0 ? planned.lead : planned.second, some);
    }
    field.ends = after_working_days(field.ends, 1);
    move_engagement(
        bank,
        planned,
        field.ends,
        17 * 60 + 20,
        manager,
        fmt::format("fieldwork completed at {}", field.place),
        "IN_PROGRESS",
        "COMPLETED"
    );

    const auto submitted = after_working_days(field.ends, dice.between(1, 2));
    const auto reviewed = after_working_days(submitted, dice.between(2, 5));
    for (auto& life : field.found) {
        const auto ready = tell_review(bank, life, field, submitted, reviewed);
        field.ready.push_back(ready.value_or(last_day));
    }
    tell_report(bank, field, reviewed);
    for (auto& life : field.found) {
        if (life.status != "ISSUED") continue;
        if (dice.happens(30)) maybe_escalate(bank, life, after_working_days(life.day, dice.between(1, 4)), 9 * 60 + 40);
        known.last.insert_or_assign(life.what, life);
        tell_after_issue(bank, life);
    }
}

}  // namespace vouch::demo
