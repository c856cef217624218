#include "demo/audit_year.h"

#include <algorithm>
#include <fmt/format.h>

#include "demo/almanac.h"
#include "demo/engagement_story.h"
#include "demo/people.h"

namespace vouch::demo {

namespace {

constexpr int themes_a_quarter = 7;

struct quarter {
    int fiscal_year;  // the year that it starts in
    int number;       // 1 to 4
    date first;

    std::string year() const { return fmt::format("{}-{:02}", fiscal_year, (fiscal_year + 1) % 100); }
    std::string label() const { return fmt::format("FY {} Q{}", year(), number); }
};

bool is_open_for(const place& where, const quarter& when) {
    const auto opened_before = when.first - days(90);  // time to begin its work
    return where.active_from <= opened_before && (!where.closes_on || *where.closes_on > when.first + days(150));
}

/// Engagements of a quarter: each place once a year, and a few themes where chance wants them.
std::vector<engagement> engagements_of(story& bank, const quarter& when, int& number) {
    std::vector<engagement> all;
    const auto add = [&](std::size_t where, bool is_theme) {
        const auto subjects = subjects_at(where);
        const auto lead = static_cast<std::size_t>(bank.dice.up_to(auditors.size()));
        all.push_back({
            .number = ++number,
            .id = bank.id(fmt::format("engagement/{}", number)),
            .place = where,
            .is_theme = is_theme,
            .area = bank.dice.one_of(subjects).area,
            .scheduled_on = working_day(when.first + days(bank.dice.between(4, is_theme ? 70 : 55))),
            .lead = lead,
            .second = (lead + 1 + static_cast<std::size_t>(bank.dice.up_to(auditors.size() - 1))) % auditors.size(),
            .manager = static_cast<std::size_t>(bank.dice.up_to(managers.size())),
            .report_number = {},
            .reference_prefix = "IA/" + when.year(),
        });
    };
    for (std::size_t where = 0; where < places_count; ++where) {
        if (where % 4 + 1 == static_cast<std::size_t>(when.number) && is_open_for(places()[where], when))
            add(where, false);
    }
    for (int theme = 0; theme < themes_a_quarter; ++theme) {
        const auto where = static_cast<std::size_t>(bank.dice.up_to(places_count));
        if (is_open_for(places()[where], when)) add(where, true);
    }
    std::ranges::sort(all, {}, [](const engagement& each) { return std::pair(each.scheduled_on, each.number); });
    for (std::size_t i = 0; i < all.size(); ++i)
        all[i].report_number = fmt::format("R/{}/Q{}/{:02}", when.year(), when.number, i + 1);
    return all;
}

void tell_plan(story& bank, const quarter& when, const std::vector<engagement>& planned) {
    quarter_planned told{{bank.id(fmt::format("plan/{}", when.label())), when.fiscal_year, when.number}, {}};
    for (const auto& each : planned) {
        told.engagements.push_back(
            {each.id,
             told.plan.id,
             bank.id(fmt::format("branch/{}", places()[each.place].code)),
             each.is_theme ? std::optional(bank.id(fmt::format("area/{}", each.area))) : std::nullopt,
             each.scheduled_on,
             std::string(name_of(auditors[each.lead]))}
        );
    }
    if (when.number == 2) {  // the first of them stands in the list twice
        auto twice = told.engagements.front();
        twice.id = bank.id(fmt::format("{} again", to_string(twice.id)));
        bank.tell(
            working_day(when.first + days(2)), 10 * 60, managers[0], "planned twice", engagement_deleted{twice.id}
        );
        told.engagements.push_back(std::move(twice));
    }
    bank.tell(working_day(when.first), 9 * 60 + 45, managers[0], "plan of " + when.label(), std::move(told));
}

}  // namespace

void tell_audits(story& bank, memory& known) {
    int number = 0;
    for (quarter when{2023, 1, first_day}; when.first <= last_day;) {
        const auto planned = engagements_of(bank, when, number);
        tell_plan(bank, when, planned);
        for (const auto& each : planned) tell_engagement(bank, known, each);
        when.first = months_later(when.first, 3);
        when.fiscal_year += when.number == 4 ? 1 : 0;
        when.number = when.number % 4 + 1;
    }
}

}  // namespace vouch::demo
