#pragma once
// From what stood at the opening of a period to what stands at its closing, per severity, step by step; it must balance
// (docs/metrics.md, "Figures of a period").
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/task.h"
#include "base/values.h"
#include "db/tenant_tx.h"
#include "trend/basis.h"

namespace vouch::trend {

inline constexpr std::array<std::string_view, 4> severities{"critical", "high", "medium", "low"};

/// One number for each severity, in the order of `severities`; none: unknown.
using by_severity = std::array<std::optional<std::int64_t>, 4>;

/// None when one of them is unknown.
std::optional<std::int64_t> sum(const by_severity& counts);

struct roll_forward_step {
    std::string_view name;   // "reclassified_out"
    std::string_view title;  // "Reclassified out"
    bool adds = true;        // else it is taken off
    by_severity counts;
};

struct roll_forward {
    std::string label;
    date starts_on;
    date ends_on;
    std::optional<date> opening_date;         // the snapshot of the day before; none: it was never captured
    date closing_date;                        // the last day of the period that has figures
    std::optional<std::int64_t> opening_seq;  // what was known then, and at the closing
    std::int64_t closing_seq = 0;
    std::string closing_origin;  // observed, replayed or restated
    bool partial = false;        // the period had not ended, or its last day was not captured

    by_severity opening_reported;  // unknown without opening_date
    by_severity corrections;       // the opening as known at the closing, less as reported
    by_severity opening_known;     // as known at the closing
    std::vector<roll_forward_step> steps;
    by_severity closing;
    std::optional<std::int64_t> withdrawn;  // beside it: never issued
    bool balances = false;                  // opening as known and the steps come to the closing, for every severity
};

struct roll_forward_request {
    std::string label;                // of a period of the tenant's calendar: "FY 2025-26 Q3"
    basis on = basis::reported;       // restated: the closing too is what is known at known_at
    std::optional<instant> known_at;  // none: now
    instant now;
    std::optional<date> starts_on = {};        // where the fiscal year was moved and two periods have that label
    std::optional<date> as_of = std::nullopt;  // the closing is not after this day; none: the period is not cut
};

/// Errors: not_found (no such period, no snapshot in it to close with, or nothing was known then), bad_input (a period
/// that lies ahead or begins after as_of, two with that label, known_at on basis reported), db_unavailable, db_timeout.
task<roll_forward> read_roll_forward(db::tenant_tx& tx, roll_forward_request wanted);

}  // namespace vouch::trend
