#pragma once
// Decides what becomes of a job that failed. Reads no clock and draws no number.
#include <optional>

#include "job/job.h"

namespace vouch::job {

/// The pause before a job that has failed `failures` times (1 or more) runs again: back_off_first_ms, doubled with each
/// failure, at most back_off_ms_max, and of that the part 0.5 + chance / 2, so that those that failed together come
/// back apart. chance: from 0 to 1.
std::chrono::milliseconds pause_after(int failures, const queue_settings& of, double chance);

/// When a job that has now failed `failures` times runs again; none: it has failed often enough and is given up.
std::optional<instant> retry_at(int failures, const queue_settings& of, instant now, double chance);

}  // namespace vouch::job
