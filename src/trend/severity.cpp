#include "trend/severity.h"

#include <array>

#include "trend/queries.h"

namespace vouch::trend {

namespace {
constexpr std::array<std::string_view, 5> grain_names{"day", "week", "month", "quarter", "year"};
}

std::string_view name_of(grain wanted) {
    return grain_names.at(static_cast<std::size_t>(wanted));
}

result<grain> parse_grain(std::string_view word) {
    for (std::size_t i = 0; i < grain_names.size(); ++i) {
        if (grain_names[i] == word) return static_cast<grain>(i);
    }
    return fail(errc::usage, "there is no grain \"" + std::string(word) + "\": use day, week, month, quarter or year");
}

task<severity_trend> severity_by_period(
    db::tenant_tx& tx, grain wanted, std::optional<date> first, std::optional<date> last, instant now
) {
    CO_TRY(snapshots, co_await tx.one(range, tx.tenant(), now));
    severity_trend trend{first ? first : snapshots.first, last ? last : snapshots.last, {}};
    if (!trend.first || !trend.last) co_return trend;
    if (*trend.first > *trend.last) {
        co_return fail(
            errc::bad_input,
            "the trend begins on " + to_string(*trend.first) + ", after it ends on " + to_string(*trend.last)
        );
    }
    if ((*trend.last - *trend.first).count() >= days_max) {
        co_return fail(
            errc::bad_input, "a trend covers at most " + std::to_string(days_max) + " days; ask for a shorter range"
        );
    }
    CO_TRY(
        rows,
        co_await tx.rows(
            severity, tx.tenant(), *trend.first, *trend.last, std::string(name_of(wanted)), snapshots.today
        )
    );
    for (auto& row : rows) {
        trend.points.push_back(
            {std::move(row.label),
             row.starts_on,
             row.ends_on,
             row.business_date,
             std::move(row.origin),
             row.partial,
             {row.critical_open, row.high_open, row.medium_open, row.low_open, row.total_open}}
        );
    }
    co_return trend;
}

}  // namespace vouch::trend
