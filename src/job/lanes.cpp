#include "job/lanes.h"

#include <algorithm>
#include <map>

namespace vouch::job {

namespace {

constexpr std::size_t lanes_max = 10'000;  // that are remembered
// Behind every tenant: no identifier has all bits set.
constexpr uuid end_of_tenants{
    {0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff}
};

void add_stretch(lane_question& to, const uuid& tenant_id, const lane_position& behind) {
    if (!to.until.empty()) to.until.back() = tenant_id;
    to.tenant_ids.push_back(tenant_id);
    to.ranks.push_back(behind.rank);
    to.ids.push_back(behind.id);
    to.until.push_back(end_of_tenants);
}

}  // namespace

bool lanes::onward_is_due(steady::time_point now) const {
    return now >= onward_next_;
}

bool lanes::full_is_due(steady::time_point now) const {
    return now >= full_next_ || (looks_back_ && full_may_be(now));
}

bool lanes::full_may_be(steady::time_point now) const {
    return now >= full_may_next_;
}

lane_question lanes::full() const {
    lane_question made;
    made.full = true;
    made.edition = edition_;
    add_stretch(made, nobody, lane_begin);
    return made;
}

lane_question lanes::onward() const {
    lane_question made;
    made.edition = edition_;
    if (lanes_.empty() || lanes_.begin()->first != nobody) add_stretch(made, nobody, lane_begin);
    for (const auto& [tenant_id, each] : lanes_) add_stretch(made, tenant_id, behind(each));
    return made;
}

void lanes::found(
    const lane_question& asked, const std::vector<lane_row>& rows, steady::time_point asked_at, steady::time_point now
) {
    const auto rest = rests * (now - asked_at);
    if (asked.full) {
        looks_back_ = false;
        full_may_next_ = now + rest;
        full_next_ = now + std::max<steady::duration>(rest, full_every_min);
        ++edition_;
        for (auto& [tenant_id, each] : lanes_) each.ready = false;
        if (lanes_.size() > lanes_max) lanes_.clear();
    }
    onward_next_ = now + std::max<steady::duration>(rest, onward_every_min);
    for (const auto& row : rows) {
        auto& at = lanes_[row.tenant_id];
        at.ready = true;
        const lane_position before_it{row.rank, row.id - 1};
        if (asked.full || (asked.edition == edition_ && before_it > at.behind)) at.behind = before_it;
    }
    // The marks of tenants without jobs spare the next looks a way over what they had. A look that was over at once had
    // none.
    if (asked.full && now - asked_at < quick_look)
        std::erase_if(lanes_, [](const auto& each) { return !each.second.ready; });
}

lane_turn lanes::turn(uuid last, int tenants_max, int jobs_max) const {
    lane_turn made;
    made.edition = edition_;
    const auto add = [&](auto from, auto to) {
        for (; from != to && made.tenant_ids.size() < static_cast<std::size_t>(tenants_max); ++from) {
            if (!from->second.ready) continue;
            made.tenant_ids.push_back(from->first);
            made.ranks.push_back(behind(from->second).rank);
            made.ids.push_back(behind(from->second).id);
        }
    };
    const auto middle = lanes_.upper_bound(last);
    add(middle, lanes_.end());
    add(lanes_.begin(), middle);
    made.share = std::max(1, jobs_max / std::max(1, static_cast<int>(made.tenant_ids.size())));
    return made;
}

void lanes::taken(const lane_turn& of, const std::vector<claimed>& jobs) {
    std::map<uuid, int> counts;
    for (const auto& each : jobs) {
        ++counts[each.tenant_id];
        if (of.edition != edition_) continue;
        auto& at = lanes_[each.tenant_id];
        at.behind = std::max(at.behind, lane_position{each.rank, each.id});
    }
    for (const auto& tenant_id : of.tenant_ids) {
        if (counts[tenant_id] >= of.share) continue;
        if (const auto at = lanes_.find(tenant_id); at != lanes_.end()) at->second.ready = false;
    }
}

}  // namespace vouch::job
