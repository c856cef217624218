#pragma once
#include "demo/story.h"

namespace vouch::demo {

/// The compliance requirements of the made-up bank: added in its first spring, six more a year later, and reviewed by
/// the compliance officer until the last day, some of them late.
void tell_requirements(story& bank);

}  // namespace vouch::demo
