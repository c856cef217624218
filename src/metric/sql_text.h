#pragma once
// The SQL that the catalogue means: the templates of sql/metric filled with the counters of a definition.
#include <string>
#include <string_view>

#include "db/statement.h"
#include "metric/catalogue.h"

namespace vouch::metric {

/// The two forms of a definition, as lateral sub-selects on a relation "asked"; see the templates.
std::string at_instant(const definition& wanted);
std::string by_sweep(const definition& wanted);

/// The first form for an instant that few changes followed. It says the same of any, but reads the present rows of what
/// was not touched since, and so costs what there is and not what there ever was. "asked" has a further column,
/// settled_seq bigint: the last change set, or an earlier one, that is known and was recorded before effective_before.
/// What no later one touched is in the present as it was then, for nothing is effective after it was recorded.
std::string nearly_present(const definition& wanted);

/// A template with {at_instant}, {by_sweep} or {nearly_present} filled in, as a statement named "<name of the template>
/// v<version>". Made once per template and version; lives as long as the program. Thread-safe.
db::statement with_metrics(db::statement statement_template, const definition& wanted);

}  // namespace vouch::metric
