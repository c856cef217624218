#pragma once
#include <string>

#include "base/values.h"

namespace vouch {

/// A date as reports print it, the same in every locale: "02 Mar 2015".
std::string printed_date(date day);

}  // namespace vouch
