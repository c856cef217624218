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

/// A template with {at_instant} or {by_sweep} filled in, as a statement named "<name of the template> v<version>".
/// Made once per template and version; lives as long as the program. Thread-safe.
db::statement with_metrics(db::statement statement_template, const definition& wanted);

}  // namespace vouch::metric
