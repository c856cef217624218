#include "trend/period_figures.h"

#include <algorithm>

#include "trend/queries.h"

namespace vouch::trend {

task<std::vector<period_figures>> read_period_figures(db::tenant_tx& tx, std::vector<period_question> questions) {
    if (questions.empty()) co_return std::vector<period_figures>();
    std::vector<date> firsts;
    std::vector<date> lasts;
    std::vector<std::int64_t> known;
    for (const auto& each : questions) {
        firsts.push_back(each.first);
        lasts.push_back(each.last);
        known.push_back(each.known_seq);
    }
    CO_TRY(rows, co_await tx.rows(figures_of_periods, tx.tenant(), firsts, lasts, known));
    std::vector<period_figures> answers;
    for (const auto& row : rows) {
        answers.push_back(
            {row.closed_and_standing,
             row.days_to_close_median_tenths,
             row.days_to_close_p90,
             row.outstanding_age_median_tenths,
             row.issued,
             row.repeats,
             row.persisting}
        );
    }
    co_return answers;
}

std::optional<std::int64_t> share_tenths(std::int64_t part, std::int64_t whole) {
    if (whole <= 0) return std::nullopt;
    if (part == 0 || part == whole) return part == 0 ? 0 : 1000;
    return std::clamp<std::int64_t>((part * 2000 + whole) / (2 * whole), 1, 999);
}

}  // namespace vouch::trend
