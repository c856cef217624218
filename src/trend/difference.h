#pragma once
// Why a figure that was reported is another one today: entered late, date corrected, entered in error, definition
// changed.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/task.h"
#include "base/values.h"
#include "db/tenant_tx.h"
#include "trend/facts.h"

namespace vouch::trend {

struct moved_figure {
    std::string path;  // "severity.high_open"
    std::optional<std::int64_t> reported;
    std::optional<std::int64_t> restated;
    bool by_definition = false;  // moved, or in part, because the definition or the settings are others
};

struct moved_subject {
    std::string kind;  // observation, requirement, engagement, branch
    uuid id;
    std::string name;   // its reference and title
    std::string cause;  // "entered late", "date corrected", "entered in error"
    bool was_there = true;
    bool is_there = true;
    std::vector<moved_fact> facts;
    std::vector<std::int64_t> change_sets;
    instant recorded_at;  // of the first of them, as are actor and reason
    std::string actor;
    std::string reason;
};

struct difference {
    date business_date;
    std::int64_t reported_seq = 0;  // what was known when the day was reported, and what is known now
    std::int64_t known_seq = 0;
    std::int32_t reported_definition = 0;
    std::int32_t current_definition = 0;
    std::vector<moved_figure> figures;
    std::vector<moved_subject> subjects;  // the latest first, of each kind at most subjects_per_kind_max
    std::int64_t subjects_total = 0;
};

inline constexpr std::int32_t subjects_per_kind_max = 200;

/// The difference between a day as it was reported and as known at known_at (none: now).
/// Errors: not_found (the day was never captured), db_unavailable, db_timeout.
task<difference> read_difference(db::tenant_tx& tx, date business_date, std::optional<instant> known_at);

}  // namespace vouch::trend
