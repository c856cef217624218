#include "api/job_measures.h"

#include <algorithm>
#include <prometheus/gauge.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include "job/hindrances.h"

namespace vouch::api {

std::string job_measures(
    const std::vector<job::queue_standing>& queues, const std::vector<job::worker_standing>& workers, instant now
) {
    prometheus::Registry registry;
    auto family = [&](const char* name, const char* meaning) -> prometheus::Family<prometheus::Gauge>& {
        return prometheus::BuildGauge().Name(name).Help(meaning).Register(registry);
    };
    auto& jobs = family("vouch_jobs", "Jobs that have not ended, by queue and state");
    auto& paused = family("vouch_jobs_queue_paused", "1 where nothing is taken from a queue");
    auto& waited = family("vouch_jobs_oldest_waiting_seconds", "How long the oldest job that could run has waited");
    for (const auto& each : queues) {
        auto of_state = [&](const char* state, std::int64_t count) {
            jobs.Add({{"queue", each.name}, {"state", state}}).Set(static_cast<double>(count));
        };
        of_state("later", each.later);
        of_state("held", each.held);
        of_state("ready", each.ready);
        of_state("alone", each.alone);
        of_state("running", each.running);
        of_state("dead", each.dead);
        paused.Add({{"queue", each.name}}).Set(each.paused_at ? 1 : 0);
        const auto since = each.waiting_since ? now - *each.waiting_since : instant::duration(0);
        waited.Add({{"queue", each.name}}).Set(std::max(0.0, std::chrono::duration<double>(since).count()));
    }
    const auto alive = std::ranges::count_if(workers, [](const job::worker_standing& each) {
        return each.heartbeat_ms <= job::heartbeat_ms_max.count();
    });
    family("vouch_jobs_workers", "Processes that run jobs and were heard of lately")
        .Add({})
        .Set(static_cast<double>(alive));
    return prometheus::TextSerializer().Serialize(registry.Collect());
}

}  // namespace vouch::api
