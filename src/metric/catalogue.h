#pragma once
// Every metric, defined once. A definition is never edited: a changed rule is a new version, and the old ones stay, so
// that each snapshot is verified with the version it was taken with.
#include <span>
#include <string_view>

#include "base/error.h"

namespace vouch::metric {

/// A stock: how many observations satisfy a predicate at an instant. Both SQL forms, at one instant and over many days,
/// follow from this one row.
struct counter {
    std::string_view group;      // the object of the metrics document that it stands in: "severity"
    std::string_view name;       // its key there: "critical_open"
    std::string_view predicate;  // over the columns of history.observation_version; never null
};

struct definition {
    int version;
    std::span<const counter> counters;  // those of one group stand together
};

/// The version that captures use today.
const definition& current_definition();
/// Errors: schema_mismatch when this program is older than the snapshot and does not know the version.
result<const definition*> find_definition(int version);

}  // namespace vouch::metric
