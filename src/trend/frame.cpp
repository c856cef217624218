#include "trend/frame.h"

#include <algorithm>

#include "trend/queries.h"

namespace vouch::trend {

namespace {

std::optional<framed_snapshot> snapshot_of(frame_row& row) {
    if (!row.business_date || !row.revision || !row.origin || !row.known_seq) return std::nullopt;
    return framed_snapshot{
        *row.business_date, *row.revision, std::move(*row.origin), *row.known_seq, std::move(row.figures)
    };
}

/// None: one is missing.
std::optional<frame_figures> put_together(const frame& of, std::vector<month_end_row> rows) {
    frame_figures all(of.periods.size());
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto& taken = of.periods[i].taken;
        if (!taken) continue;
        all[i] = taken->figures;
        if (all[i]) continue;
        const auto found = std::ranges::find_if(rows, [&](const month_end_row& row) {
            return row.business_date == taken->business_date && row.revision == taken->revision;
        });
        if (found == rows.end()) return std::nullopt;
        all[i] = std::move(found->figures);
    }
    return all;
}

}  // namespace

task<frame> read_frame(db::tenant_tx& tx, grain by, date first, date last, date today) {
    CO_TRY(rows, co_await tx.rows(reported_frame, tx.tenant(), first, last, std::string(name_of(by)), today));
    frame found{first, last, {}, {}};
    found.periods.reserve(rows.size());
    for (auto& row : rows) {
        auto taken = snapshot_of(row);
        if (taken && !taken->figures) found.month_ends.push_back(taken->business_date);
        found.periods.push_back({std::move(row.label), row.starts_on, row.ends_on, row.partial, std::move(taken)});
    }
    co_return found;
}

task<frame_figures> read_figures(db::tenant_tx& tx, const frame& of) {
    CO_TRY(rows, co_await tx.rows(month_end_figures, tx.tenant(), of.month_ends));
    auto all = put_together(of, std::move(rows));
    if (!all) co_return fail(errc::internal, "the figures of a month end are not in their index");
    co_return std::move(*all);
}

task<std::optional<frame_figures>> read_figures(db::pool& app, uuid tenant, const frame& of) {
    CO_TRY(rows, co_await db::tenant_tx::read_once(app, tenant, month_end_figures, tenant, of.month_ends));
    co_return put_together(of, std::move(rows));
}

}  // namespace vouch::trend
