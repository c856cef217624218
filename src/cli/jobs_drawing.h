#pragma once
// Jobs, queues, workers and schedules as tables and paragraphs.
#include <string>
#include <vector>

#include "cli/jobs_words.h"
#include "cli/trend_drawing.h"
#include "job/hindrances.h"
#include "job/inspection.h"

namespace vouch::cli {

std::string draw_jobs(
    const std::vector<job::listed_job>& found, const tenant_names& names, instant now, const terminal& on
);
std::string draw_job(const job::shown_job& found, const tenant_names& names, instant now, const terminal& on);
std::string draw_explanation(const job::explanation& found, const tenant_names& names, const terminal& on);
std::string draw_queues(const std::vector<job::queue_standing>& found, instant now, const terminal& on);
std::string draw_workers(const std::vector<job::worker_standing>& found, const terminal& on);
std::string draw_schedules(
    const std::vector<job::schedule_standing>& found, const tenant_names& names, instant now, const terminal& on
);
/// One schedule with its last slots and those that lie ahead.
std::string draw_schedule(
    const job::schedule_standing& found,
    const std::vector<instant>& ahead,
    const tenant_names& names,
    instant now,
    const terminal& on
);

}  // namespace vouch::cli
