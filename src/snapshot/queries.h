#pragma once
#include <boost/describe/class.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/values.h"
#include "db/statement.h"
#include "metric/sql_text.h"
#include "sql/snapshot.h"

namespace vouch::snapshot {

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
    bool sealed;  // has a place in the chain
};
BOOST_DESCRIBE_STRUCT(
    snapshot_row, (), (day, business_date, revision, known_seq, definition_version, effective_before, metrics, sealed)
)

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

inline constexpr db::query<range_row, uuid, instant> replay_range{sql::snapshot::replay_range};
inline constexpr db::query<snapshot_row, uuid> snapshots{sql::snapshot::snapshots};

}  // namespace vouch::snapshot
