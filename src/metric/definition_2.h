#pragma once
#include "metric/catalogue.h"

namespace vouch::metric {

/// All that docs/metrics.md lists.
extern const definition definition_2;

}  // namespace vouch::metric
