#include "demo/story.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "demo/people.h"

namespace vouch::demo {

namespace {

using namespace std::chrono_literals;

struct usual_hour {
    std::string_view from, to;
    int minute;  // after midnight
};

// What happens to one observation on one day happens in the order of its life.
constexpr std::array usual_hours{
    usual_hour{"DRAFT", "SUBMITTED", 10 * 60 + 10},
    usual_hour{"SUBMITTED", "DRAFT", 11 * 60 + 30},
    usual_hour{"SUBMITTED", "REVIEWED", 12 * 60},
    usual_hour{"REVIEWED", "SUBMITTED", 12 * 60 + 30},
    usual_hour{"REVIEWED", "ISSUED", 15 * 60},
    usual_hour{"DRAFT", "WITHDRAWN", 16 * 60 + 20},
    usual_hour{"REVIEWED", "WITHDRAWN", 12 * 60 + 45},
    usual_hour{"ISSUED", "RESPONSE", 13 * 60},
    usual_hour{"RESPONSE", "ISSUED", 11 * 60 + 15},
    usual_hour{"RESPONSE", "COMPLIANCE", 12 * 60 + 15},
    usual_hour{"COMPLIANCE", "RESPONSE", 15 * 60 + 30},
    usual_hour{"COMPLIANCE", "CLOSED", 16 * 60},
    usual_hour{"CLOSED", "ISSUED", 11 * 60},
};
constexpr int any_hour = 17 * 60;
constexpr int minutes_of_chance = 14;
constexpr auto apart = 11s;  // two acts that fall on the same moment

int hour_of(const record::observation_move& wanted) {
    const auto found = std::ranges::find_if(usual_hours, [&](const usual_hour& each) {
        return each.from == wanted.from && each.to == wanted.to;
    });
    return found == usual_hours.end() ? any_hour : found->minute;
}

void set_moments(std::vector<record::observation_move>& moves, instant moment) {
    for (auto& each : moves) each.moment = moment;
}

std::vector<record::observation_move>* moves_of(event& told) {
    if (auto* issued = std::get_if<report_issued>(&told.what)) return &issued->observations;
    return std::get_if<std::vector<record::observation_move>>(&told.what);
}

}  // namespace

void story::tell(date day, int minute, std::string_view actor, std::string reason, happening what) {
    if (day > last_day) return;
    const auto after_midnight = std::chrono::seconds(60 * (minute + dice.up_to(minutes_of_chance)) + dice.up_to(60));
    tell_at(at(day, after_midnight), actor, std::move(reason), std::move(what));
}

void story::tell_at(
    instant moment, std::string_view actor, std::string reason, happening what, std::optional<instant> since
) {
    events_.push_back({events_.size(), moment, std::string(actor), std::move(reason), since, std::move(what)});
}

void story::move(date day, std::string_view actor, std::string reason, record::observation_move wanted) {
    const int minute = hour_of(wanted);
    together(day, minute, actor, std::move(reason), std::move(wanted));
}

date story::expire(date day) {
    const bool is_late = day > outage_begins && day <= outage_ends + days(1);
    const auto runs = is_late ? outage_ends + days(1) : day;
    if (runs <= last_day) expiries_[runs] = is_late;
    return runs;
}

void story::tell_sittings() {
    for (auto& [held, what] : sittings_) tell(held.day, held.minute, held.actor, held.reason, std::move(what));
    for (const auto& [day, is_late] : expiries_) {
        tell_at(
            at(day, is_late ? 9h + 40min : 30min),
            night_job,
            is_late ? "accepted risks that expired while the nightly job did not run" : "accepted risks expired",
            acceptances_expire{}
        );
    }
}

void story::number_references() {
    std::map<std::string, int> issued;  // by what stands before the number
    for (auto& told : events_) {
        auto* moves = moves_of(told);
        if (moves == nullptr) continue;
        set_moments(*moves, told.since.value_or(told.at));
        for (auto& each : *moves) {
            if (!each.reference) continue;
            auto& number = issued[*each.reference];
            each.reference = fmt::format("{}/{:04}", *each.reference, ++number);
        }
    }
}

std::vector<event> story::finished() {
    tell_sittings();
    std::ranges::sort(events_, {}, [](const event& each) { return std::pair(each.at, each.told); });
    for (std::size_t i = 1; i < events_.size(); ++i) {
        events_[i].at = std::max(events_[i].at, instant(events_[i - 1].at + apart));
    }
    number_references();
    return std::move(events_);
}

}  // namespace vouch::demo
