#pragma once
// Which day is meant where none is named, and with which day a period closes.
#include <cstdint>
#include <optional>
#include <string>

#include "base/task.h"
#include "base/values.h"
#include "db/tenant_tx.h"
#include "tenant/named_period.h"
#include "trend/series.h"

namespace vouch::trend {

/// The last business date that was captured, on basis reported, else the last that has ended in the tenant's zone.
/// Errors: not_found (nothing was captured), db_unavailable, db_timeout.
task<date> last_day(db::tenant_tx& tx, basis on, instant now);

struct closing_question {
    std::optional<std::string> label;  // of a period; none: the fiscal quarter of as_of
    std::optional<date> as_of;         // what came later is left out; none: last_day
    basis on = basis::reported;
    std::optional<instant> known_at;  // basis restated: as known then; none: now
    instant now;
};

struct closing {
    tenant::period of;
    date as_of;                  // the last day of the period, not after as_of, that has figures
    std::int64_t known_seq = 0;  // what was known for it
};

/// Errors: not_found (no such period, nothing captured in it on basis reported), bad_input (a period that lies ahead or
/// begins after as_of), db_unavailable, db_timeout.
task<closing> find_closing(db::tenant_tx& tx, closing_question asked);

}  // namespace vouch::trend
