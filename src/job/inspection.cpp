#include "job/inspection.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "db/lookup.h"
#include "job/operation_queries.h"

namespace vouch::job {

namespace {

constexpr int listed_max = 1'000;

result<> check(const job_filter& wanted) {
    for (const auto& each : wanted.in) {
        if (std::ranges::find(states, each) != std::end(states)) continue;
        return fail(errc::bad_input, fmt::format("no job is \"{}\"; there are {}", each, fmt::join(states, ", ")));
    }
    if (wanted.jobs_max < 1 || wanted.jobs_max > listed_max) {
        return fail(errc::bad_input, fmt::format("{} jobs: 1 to {} are listed", wanted.jobs_max, listed_max));
    }
    return {};
}

}  // namespace

task<std::vector<listed_job>> list_jobs(db::pool& worker, job_filter wanted, instant now) {
    CO_CHECK(check(wanted));
    if (wanted.in.empty()) wanted.in = {"later", "held", "ready", "alone", "running", "dead"};
    std::optional<int> queue_id;
    if (wanted.queue) {
        CO_TRY(found, co_await db::look_up(worker, queue_id_of, *wanted.queue));
        if (found.empty()) co_return fail(errc::not_found, no_queue(*wanted.queue));
        queue_id = static_cast<int>(found.front().id);
    }
    const auto ended_since = wanted.ended_since.value_or(now - std::chrono::days(1));
    co_return co_await db::look_up(
        worker, list_jobs_where, queue_id, wanted.tenant_id, wanted.in, ended_since, wanted.jobs_max
    );
}

task<shown_job> show_job(db::pool& worker, std::int64_t id) {
    CO_TRY(found, co_await db::look_up(worker, job_by_id, id));
    if (found.empty()) co_return fail(errc::not_found, no_job(id));
    co_return std::move(found.front());
}

task<std::vector<queue_standing>> list_queues(db::pool& worker, instant now) {
    const instant today = std::chrono::floor<std::chrono::days>(now);
    co_return co_await db::look_up(worker, queue_standings, today, counted_max, looked_at_max);
}

task<std::vector<worker_standing>> list_workers(db::pool& worker, int workers_max) {
    co_return co_await db::look_up(worker, worker_standings, workers_max);
}

task<std::vector<schedule_standing>> list_schedules(
    db::pool& worker, std::optional<std::string> name, std::optional<uuid> tenant_id, int schedules_max
) {
    co_return co_await db::look_up(worker, schedule_standings, std::move(name), tenant_id, schedules_max);
}

std::string no_job(std::int64_t id) {
    return fmt::format(
        "there is no job {}; one that ended is kept for some days only, `vouch jobs list` shows those that are there",
        id
    );
}

std::string no_queue(std::string_view name) {
    return fmt::format("there is no queue \"{}\"; `vouch jobs queues` lists them", name);
}

}  // namespace vouch::job
