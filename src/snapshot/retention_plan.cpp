#include "snapshot/retention_plan.h"

#include <algorithm>

namespace vouch::snapshot {

namespace {

std::ptrdiff_t rank_of(std::string_view reason) {
    return std::ranges::find(retention_reasons, reason) - retention_reasons.begin();
}

void add(retention_part& to, const retention_row& row) {
    if (!row.kept_as) {
        ++to.go;
        if (!to.first) to.first = row.business_date;
        to.last = row.business_date;
        return;
    }
    ++to.stay;
    auto at = std::ranges::find_if(to.kept, [&](const kept_count& each) {
        return rank_of(each.as) >= rank_of(*row.kept_as);
    });
    if (at == to.kept.end() || at->as != *row.kept_as) at = to.kept.insert(at, {*row.kept_as, 0});
    ++at->snapshots;
}

}  // namespace

result<retention_plan> plan_of(const std::vector<retention_row>& rows) {
    retention_plan plan;
    bool in_range = false;
    for (const auto& row : rows) {
        if (row.kept_as && rank_of(*row.kept_as) == std::ssize(retention_reasons)) {
            return fail(errc::internal, "retention keeps nothing as \"" + *row.kept_as + "\"");
        }
        if (plan.years.empty() || plan.years.back().period != row.period) plan.years.emplace_back().period = row.period;
        add(plan.years.back(), row);
        add(plan.all, row);
        if (!row.kept_as) {
            if (!in_range) plan.ranges.push_back({row.business_date, row.business_date, 0});
            plan.ranges.back().last = row.business_date;
            ++plan.ranges.back().snapshots;
        }
        in_range = !row.kept_as;
    }
    return plan;
}

}  // namespace vouch::snapshot
