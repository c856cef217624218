#pragma once
#include "metric/catalogue.h"

namespace vouch::metric {

/// Severity counts alone.
extern const definition definition_1;

}  // namespace vouch::metric
