#pragma once
#include <boost/describe/class.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/values.h"
#include "db/statement.h"
#include "sql/trend.h"
#include "trend/day_figures.h"

namespace vouch::trend {

struct frame_row {
    std::string label;
    date starts_on;
    date ends_on;
    bool partial;
    std::optional<date> business_date;
    std::optional<std::int32_t> revision;
    std::optional<std::string> origin;
    std::optional<std::int64_t> known_seq;
    std::optional<std::string> figures;
};
BOOST_DESCRIBE_STRUCT(
    frame_row, (), (label, starts_on, ends_on, partial, business_date, revision, origin, known_seq, figures)
)

struct month_end_row {
    date business_date;
    std::int32_t revision;
    std::string figures;
};
BOOST_DESCRIBE_STRUCT(month_end_row, (), (business_date, revision, figures))

struct restated_row {
    std::string label;
    date starts_on;
    date ends_on;
    std::optional<date> business_date;
    std::optional<instant> effective_before;
    bool partial;
};
BOOST_DESCRIBE_STRUCT(restated_row, (), (label, starts_on, ends_on, business_date, effective_before, partial))

struct range_row {
    std::optional<date> first;
    std::optional<date> last;
    date today;
};
BOOST_DESCRIBE_STRUCT(range_row, (), (first, last, today))

struct figures_row {
    std::int64_t question;
    std::int64_t closed_and_standing;
    std::optional<std::int64_t> days_to_close_median_tenths;
    std::optional<std::int64_t> days_to_close_p90;
    std::optional<std::int64_t> outstanding_age_median_tenths;
    std::int64_t issued;
    std::int64_t repeats;
    std::int64_t persisting;
};
BOOST_DESCRIBE_STRUCT(
    figures_row,
    (),
    (question,
     closed_and_standing,
     days_to_close_median_tenths,
     days_to_close_p90,
     outstanding_age_median_tenths,
     issued,
     repeats,
     persisting)
)

/// The snapshots a period opens and closes with.
struct period_ends_row {
    std::optional<date> opening_date;
    std::optional<std::int64_t> opening_seq;
    std::optional<std::string> opening_metrics;
    std::optional<date> closing_date;
    std::optional<std::int64_t> closing_seq;
    std::optional<std::string> closing_origin;
    std::optional<std::string> closing_metrics;
};
BOOST_DESCRIBE_STRUCT(
    period_ends_row,
    (),
    (opening_date, opening_seq, opening_metrics, closing_date, closing_seq, closing_origin, closing_metrics)
)

/// A row that was changed after a day was reported.
struct moved_row {
    uuid id;
    std::string name;
    std::optional<std::string> was;     // JSON of its facts as reported; none: it was not there
    std::optional<std::string> is_now;  // as known now
    std::string cause;
    std::vector<std::int64_t> change_sets;
    instant recorded_at;
    std::string actor;
    std::string reason;
    std::int64_t total;
};
BOOST_DESCRIBE_STRUCT(moved_row, (), (id, name, was, is_now, cause, change_sets, recorded_at, actor, reason, total))

/// An observation that changed between two days. was_status, is_status none: it was not there, is no longer.
struct changed_row {
    uuid id;
    std::optional<std::string> reference;
    std::optional<std::string> external_ref;
    std::optional<std::string> title;
    std::optional<std::string> branch_code;
    std::optional<std::string> branch;
    std::optional<std::string> was_status;
    std::optional<std::string> was_severity;
    std::optional<date> was_original_due_on;
    std::optional<date> was_due_on;
    std::optional<std::string> is_status;
    std::optional<std::string> is_severity;
    std::optional<date> is_original_due_on;
    std::optional<date> is_due_on;
    std::int64_t total;
};
BOOST_DESCRIBE_STRUCT(
    changed_row,
    (),
    (id,
     reference,
     external_ref,
     title,
     branch_code,
     branch,
     was_status,
     was_severity,
     was_original_due_on,
     was_due_on,
     is_status,
     is_severity,
     is_original_due_on,
     is_due_on,
     total)
)

/// The snapshot of a day as it was reported.
struct reported_day_row {
    std::int64_t known_seq;
    std::int32_t definition_version;
    instant effective_before;
    std::string origin;
    std::string metrics;
};
BOOST_DESCRIBE_STRUCT(reported_day_row, (), (known_seq, definition_version, effective_before, origin, metrics))

struct end_row {
    instant ends_at;
};
BOOST_DESCRIBE_STRUCT(end_row, (), (ends_at))

inline constexpr db::query<range_row, uuid, instant> reported_range{sql::trend::reported_range};
inline constexpr db::query<range_row, uuid, instant> restated_range{sql::trend::restated_range};
/// tenant, first, last, grain, today.
inline constexpr db::query<frame_row, uuid, date, date, std::string, date> reported_frame{sql::trend::reported_frame};
inline constexpr db::query<month_end_row, uuid, std::vector<date>> month_end_figures{sql::trend::month_end_figures};
/// tenant, first, last, grain, today.
inline constexpr db::query<restated_row, uuid, date, date, std::string, date> restated_periods{
    sql::trend::restated_periods
};
/// tenant, end of the day, known when reported, known now, limit.
using moved_rows_query = db::query<moved_row, uuid, instant, std::int64_t, std::int64_t, std::int32_t>;
/// tenant, end of the earlier day, end of the later one, known sequence number, limit.
inline constexpr db::query<changed_row, uuid, instant, instant, std::int64_t, std::int32_t> changed_observations{
    sql::trend::changed_observations
};
inline constexpr db::query<reported_day_row, uuid, date> reported_day{sql::trend::reported_day};
/// tenant, business date, known sequence number.
inline constexpr db::query<branch_risk, uuid, date, std::int64_t> risk_of_branches{sql::trend::branch_risk};
inline constexpr db::query<period_ends_row, uuid, date, date> period_ends{sql::trend::period_ends};
inline constexpr db::query<end_row, uuid, std::vector<date>> ends_of_days{sql::trend::ends_of_days};
/// tenant, first days, last days, known sequence numbers.
inline constexpr db::query<figures_row, uuid, std::vector<date>, std::vector<date>, std::vector<std::int64_t>>
    figures_of_periods{sql::trend::period_figures};

}  // namespace vouch::trend
