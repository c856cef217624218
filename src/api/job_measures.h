#pragma once
// How the jobs of the installation stand, in the text form of Prometheus.
#include <string>
#include <vector>

#include "job/inspection.h"

namespace vouch::api {

/// Of each queue the jobs by state, those that are dead, whether it is paused, and how long the oldest that could run
/// has waited; and the workers that were heard of within heartbeat_ms_max. A count that is not exact is at least so
/// many.
std::string job_measures(
    const std::vector<job::queue_standing>& queues, const std::vector<job::worker_standing>& workers, instant now
);

}  // namespace vouch::api
