#pragma once
#include <boost/describe/class.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/values.h"
#include "db/encode.h"
#include "db/statement.h"
#include "metric/sql_text.h"
#include "sql/snapshot.h"

namespace vouch::snapshot {

inline constexpr db::query<db::no_row> hash_groups{sql::snapshot::hash_groups};

struct captured_row {
    uuid tenant_id;
    date business_date;
    std::optional<instant> slot_at;
    std::string outcome;
};
BOOST_DESCRIBE_STRUCT(captured_row, (), (tenant_id, business_date, slot_at, outcome))

struct replayed_row {
    date business_date;
};
BOOST_DESCRIBE_STRUCT(replayed_row, (), (business_date))

struct range_row {
    std::optional<date> first;
    std::optional<date> last;
};
BOOST_DESCRIBE_STRUCT(range_row, (), (first, last))

/// A stored snapshot and what is needed to recompute it.
struct snapshot_row {
    std::string day;                    // the business date, as PostgreSQL prints it
    std::optional<date> business_date;  // none: no date that can be captured, by somebody's hand
    std::int32_t revision;
    std::int64_t known_seq;
    std::int32_t definition_version;
    std::optional<instant> effective_before;  // the end of the business date; none: no settings say when that is
    std::string metrics;
    bool sealed;         // has a place in the chain
    bool figures_agree;  // what trends read of it is what the metrics say
};
BOOST_DESCRIBE_STRUCT(
    snapshot_row,
    (),
    (day, business_date, revision, known_seq, definition_version, effective_before, metrics, sealed, figures_agree)
)

struct retired_days_row {
    std::int64_t days;
};
BOOST_DESCRIBE_STRUCT(retired_days_row, (), (days))

struct revise_range_row {
    std::optional<date> first;  // none: no snapshot in the range
    std::optional<date> last;
    std::int64_t days;
    std::int64_t sealed_days;
    std::vector<std::string> periods;
};
BOOST_DESCRIBE_STRUCT(revise_range_row, (), (first, last, days, sealed_days, periods))

struct revised_row {
    date business_date;
    std::int32_t revision;
    std::string revised;  // JSON, as the column of snapshot.dashboard_snapshot
};
BOOST_DESCRIBE_STRUCT(revised_row, (), (business_date, revision, revised))

struct change_set_named_row {
    std::int64_t seq;
    instant recorded_at;
    std::string actor;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(change_set_named_row, (), (seq, recorded_at, actor, reason))

/// What retention does with one snapshot.
struct retention_row {
    std::string period;  // the fiscal year it lies in
    date business_date;
    std::int32_t revision;
    std::optional<std::string> kept_as;  // why it stays; none: it goes
    date today;
};
BOOST_DESCRIBE_STRUCT(retention_row, (), (period, business_date, revision, kept_as, today))

struct inserted_retirement_row {
    std::int32_t retired;
};
BOOST_DESCRIBE_STRUCT(inserted_retirement_row, (), (retired))

/// The change set in which something stands.
struct seq_row {
    std::int64_t seq;
};
BOOST_DESCRIBE_STRUCT(seq_row, (), (seq))

struct revisions_of_period_row {
    std::optional<std::int32_t> last_revision;    // of the snapshot of its last day; none: there is none
    std::optional<std::int32_t> sealed_revision;  // none: not sealed
};
BOOST_DESCRIBE_STRUCT(revisions_of_period_row, (), (last_revision, sealed_revision))

/// The snapshot of a day that counts as reported.
struct listed_snapshot {
    date business_date;
    std::int32_t revision;
    std::int32_t revisions;  // how many there are
    std::string origin;
    std::int64_t known_seq;
    instant captured_at;
    std::int32_t definition_version;
};
BOOST_DESCRIBE_STRUCT(
    listed_snapshot, (), (business_date, revision, revisions, origin, known_seq, captured_at, definition_version)
)

/// A snapshot with its proof; the columns of the link are none for one that stands in none.
struct proof_row {
    date business_date;
    std::int32_t revision;
    std::int32_t revisions;
    instant slot_at;
    instant captured_at;
    std::int64_t known_seq;
    std::optional<instant> known_at;
    std::string origin;
    std::int32_t definition_version;
    std::int64_t settings_seq;
    std::optional<std::int64_t> seq;
    std::optional<instant> recorded_at;
    std::optional<std::string> actor;
    std::optional<std::string> reason;
    std::optional<db::bytes> hash;
    std::optional<db::bytes> previous_hash;
    std::optional<db::bytes> digest;
    std::vector<std::string> reported_in;
    std::optional<std::string> revised;
    std::string metrics;
};
BOOST_DESCRIBE_STRUCT(
    proof_row,
    (),
    (business_date,
     revision,
     revisions,
     slot_at,
     captured_at,
     known_seq,
     known_at,
     origin,
     definition_version,
     settings_seq,
     seq,
     recorded_at,
     actor,
     reason,
     hash,
     previous_hash,
     digest,
     reported_in,
     revised,
     metrics)
)

/// tenant, first, last.
inline constexpr db::query<listed_snapshot, uuid, date, date> list{sql::snapshot::list};
/// tenant, how many days at most.
inline constexpr db::query<range_row, uuid, std::int32_t> last_days{sql::snapshot::last_days};
/// tenant, business date, revision (none: the one that counts as reported).
inline constexpr db::query<proof_row, uuid, date, std::optional<std::int32_t>> proof{sql::snapshot::proof};

/// tenants, business date (none: the last due), now, definition version.
inline auto capture(const metric::definition& wanted) {
    return db::query<captured_row, std::vector<uuid>, std::optional<date>, instant, std::int32_t>{
        metric::with_metrics(sql::snapshot::capture_template, wanted)
    };
}

/// tenant, first, last, now, definition version.
inline auto replay(const metric::definition& wanted) {
    return db::query<replayed_row, uuid, date, date, instant, std::int32_t>{
        metric::with_metrics(sql::snapshot::replay_template, wanted)
    };
}

/// tenant, first, last, definition version, reason.
inline auto revise(const metric::definition& wanted) {
    return db::query<revised_row, uuid, date, date, std::int32_t, std::string>{
        metric::with_metrics(sql::snapshot::revise_template, wanted)
    };
}

inline constexpr db::query<revise_range_row, uuid, std::optional<date>, std::optional<date>> revise_range{
    sql::snapshot::revise_range
};
inline constexpr db::query<change_set_named_row, uuid, std::vector<std::int64_t>> change_sets_named{
    sql::snapshot::change_sets_named
};
inline constexpr db::query<retired_days_row, uuid, date, date> retired_days{sql::snapshot::retired_days};
inline constexpr db::query<retention_row, uuid, std::int32_t, instant> retention{sql::snapshot::retention};
inline constexpr db::query<inserted_retirement_row, uuid, uuid, std::int32_t, instant> insert_retirement{
    sql::snapshot::insert_retirement
};
inline constexpr db::query<seq_row, uuid, uuid> retirement_seq{sql::snapshot::retirement_seq};
/// tenant, grain, first day, last day.
inline constexpr db::query<revisions_of_period_row, uuid, std::string, date, date> revisions_of_period{
    sql::snapshot::revisions_of_period
};
inline constexpr db::query<db::no_row, uuid, uuid, std::string, std::string, date, date, std::int32_t>
    insert_sealed_period{sql::snapshot::insert_sealed_period};
inline constexpr db::query<seq_row, uuid, uuid> sealed_period_seq{sql::snapshot::sealed_period_seq};
inline constexpr db::query<range_row, uuid, instant> replay_range{sql::snapshot::replay_range};
inline constexpr db::query<snapshot_row, uuid> snapshots{sql::snapshot::snapshots};

}  // namespace vouch::snapshot
