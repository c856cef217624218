#include "demo/requirement_story.h"

#include <fmt/format.h>

#include "demo/almanac.h"
#include "demo/people.h"
#include "demo/requirements.h"

namespace vouch::demo {

namespace {

constexpr std::size_t added_later = 6;

int months_of(frequency reviewed) {
    switch (reviewed) {
        case frequency::monthly: return 1;
        case frequency::quarterly: return 3;
        case frequency::half_yearly: return 6;
        case frequency::yearly: return 12;
    }
    return 12;
}

std::string name_of(frequency reviewed) {
    switch (reviewed) {
        case frequency::monthly: return "MONTHLY";
        case frequency::quarterly: return "QUARTERLY";
        case frequency::half_yearly: return "HALF_YEARLY";
        case frequency::yearly: return "YEARLY";
    }
    return "YEARLY";
}

std::string after_review(chance& dice, std::string_view status) {
    const int luck = dice.up_to(100);
    if (status == "PENDING") {
        return luck < 52 ? "COMPLIANT" : luck < 78 ? "PARTIAL" : luck < 94 ? "NON_COMPLIANT" : "PENDING";
    }
    if (status == "NON_COMPLIANT") return luck < 25 ? "COMPLIANT" : luck < 65 ? "PARTIAL" : "NON_COMPLIANT";
    if (status == "PARTIAL") return luck < 35 ? "COMPLIANT" : luck < 93 ? "PARTIAL" : "NON_COMPLIANT";
    return luck < 93 ? "COMPLIANT" : luck < 99 ? "PARTIAL" : "NON_COMPLIANT";
}

void tell_reviews(story& bank, const uuid& id, const requirement& about, date due) {
    std::string status = "PENDING";
    const std::string reason(about.not_applicable_because);
    while (true) {
        const int late = bank.dice.happens(88) ? bank.dice.between(0, 9) : bank.dice.between(20, 75);
        const auto day = next_working(due + days(late), {std::chrono::Thursday});
        if (day > last_day) return;
        due = working_day(months_later(day, months_of(about.reviewed)));
        const auto next = reason.empty() ? after_review(bank.dice, status) : "NOT_APPLICABLE";
        std::optional<std::string> why;
        if (!reason.empty()) why = fmt::format("{}; agreed by {}", reason, chief_auditor);
        bank.together(
            day,
            11 * 60,
            compliance_officer,
            "review of requirements",
            record::requirement_assessment{id, status, next, why, due}
        );
        status = next;
    }
}

}  // namespace

void tell_requirements(story& bank) {
    std::vector<record::new_requirement> at_first, later;
    const auto all = requirements();
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto& about = all[i];
        const bool is_later = i % (all.size() / added_later) == 4;
        const auto day = is_later ? day_of(2024, 6, 10) : day_of(2023, 4, 10);
        const auto id = bank.id(fmt::format("requirement/{}", i));
        const auto due = working_day(day + days(bank.dice.between(10, 150)));
        (is_later ? later : at_first)
            .push_back(
                {id,
                 std::string(about.text),
                 std::string(about.category),
                 bank.dice.happens(30) ? "HIGH" : "NORMAL",
                 name_of(about.reviewed),
                 std::string(compliance_officer),
                 due}
            );
        tell_reviews(bank, id, about, due);
    }
    bank.tell(day_of(2023, 4, 10), 10 * 60, compliance_officer, "register of requirements", std::move(at_first));
    bank.tell(day_of(2024, 6, 10), 10 * 60, compliance_officer, "added to the register", std::move(later));
}

}  // namespace vouch::demo
