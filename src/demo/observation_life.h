#pragma once
// One observation on its way from draft to wherever it has come by the last day of the made-up life.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "demo/story.h"
#include "demo/subjects.h"

namespace vouch::demo {

/// What is found where: found there again, it is a repeat.
struct finding {
    std::size_t place = 0;  // of places()
    const subject* about = nullptr;
    std::size_t variant = 0;
    auto operator<=>(const finding&) const = default;
};

struct observation_life {
    uuid id;
    finding what;
    std::string severity;
    date found_on;
    std::string reference_prefix;  // "IA/2024-25"
    std::size_t manager = 0;       // of managers: who reviews and issues it
    std::size_t auditor = 0;       // of auditors: who follows it up

    std::int32_t version = 1;
    std::string status = "DRAFT";
    date day;                    // of its last step
    std::optional<date> due_on;  // after extensions
    std::int32_t occurrence = 1;
    bool is_escalated = false;
};

/// What stands beside a move; see record::observation_move.
struct particulars {
    std::optional<date> due_on, implemented_on, risk_accepted_until;
    std::optional<std::string> closing_basis;
};

/// The words of a finding, with numbers by chance.
record::observation_words words_of(const finding& what, chance& dice);

/// The new draft, as its auditor writes it.
record::new_observation draft_of(story& bank, const observation_life& life, std::optional<uuid> engagement_id);

/// The observation moves on a day: its version and status follow.
void step(
    story& bank,
    observation_life& life,
    date day,
    std::string_view actor,
    std::string_view to,
    std::string why,
    particulars beside = {}
);
/// Issued with a due date that fits its severity. Returns the move, for the report that it is part of.
record::observation_move issue(observation_life& life, date day);

/// From the day it was issued: answers, extensions, tests, closing, and what else can happen, by chance.
void tell_after_issue(story& bank, observation_life& life);

/// Who may close an observation of a severity.
std::string_view closer_of(const observation_life& life);
/// One level up, CRITICAL at most.
std::string one_level_up(std::string_view severity);

}  // namespace vouch::demo
