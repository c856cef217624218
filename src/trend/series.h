#pragma once
// How a subject moved over the periods of a tenant's calendar, on either basis.
#include <boost/describe/class.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/task.h"
#include "base/values.h"
#include "db/tenant_tx.h"
#include "trend/basis.h"
#include "trend/frame.h"
#include "trend/grain.h"
#include "trend/subject.h"

namespace vouch::trend {

struct series_request {
    const subject* about = nullptr;
    grain by = grain::quarter;
    std::optional<date> first;  // none: the first snapshot, or on basis restated the first fact
    std::optional<date> last;   // none: the last of them
    basis on = basis::reported;
    std::optional<instant> known_at;  // basis restated: as known then; none: now
    instant now;
    std::size_t points_max = 0;  // a range of more is refused, before anything is computed if clearly so; 0: any number
};

struct point {
    std::string label;                                 // "FY 2025-26 Q3"
    date starts_on;                                    // first day of the whole period
    date ends_on;                                      // last day of the whole period
    std::optional<date> business_date;                 // the day it stands for; none: a gap
    std::optional<std::string> origin;                 // observed, replayed or restated; none: a gap
    bool partial = false;                              // the range, or today, cuts the period
    std::vector<std::optional<std::int64_t>> values;   // in the order of the subject; each null when unknown
    std::vector<std::optional<std::int64_t>> changes;  // since the point before; null when either end is missing
};

struct series {
    std::optional<date> first;  // the range it covers; none: there is nothing to show
    std::optional<date> last;
    std::vector<point> points;  // oldest first, one per period that meets the range: a gap stays a gap
};

inline constexpr int days_max = 40'000;  // of a range: more than a century

/// Errors: bad_input: more points than series_request::points_max.
result<> check_points(std::size_t points, std::size_t points_max);

/// Errors: bad_input (first after last, over days_max or points_max, known_at on basis reported, figures of a period by
/// day or week), db_unavailable, db_timeout.
task<series> read_series(db::tenant_tx& tx, series_request wanted);

/// Whether the series is that of a frame and its figures: on basis reported, of stocks and flows.
bool is_framed(const series_request& wanted);
/// The frame of such a series; none: there is nothing to show. Errors: as read_series.
task<std::optional<frame>> find_frame(db::tenant_tx& tx, series_request wanted);
/// Errors: internal (a figure is no number).
result<series> make_series(const series_request& wanted, const frame& of, const frame_figures& figures);

}  // namespace vouch::trend
