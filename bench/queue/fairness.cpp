#include <fmt/format.h>
#include <mutex>

#include "queue/measurements.h"

namespace vouch::bench {

namespace {

constexpr int small_tenants = 50;

result<double> wait_of_the_small(place& at, std::int64_t jobs_of_the_large) {
    using clock = std::chrono::steady_clock;
    const auto large = random_uuid();
    clock::time_point put_at;
    std::mutex access;
    std::vector<double> waits;
    auto queue = queue_of_nothing();
    queue.handler = [&](db::worker_tx&, const std::vector<job::claimed>& jobs, job::verdicts&) -> task<> {
        const auto waited = std::chrono::duration<double, std::milli>(clock::now() - put_at).count();
        const std::scoped_lock turn(access);
        for (const auto& each : jobs) {
            if (each.tenant_id != large) waits.push_back(waited);
        }
        co_return result<>();
    };
    TRY(on, open_worker_session(at.ours.conninfo()));
    CHECK_RESULT(enqueue_nothing(on, jobs_of_the_large, large));
    put_at = clock::now();
    for (int number = 0; number < small_tenants; ++number) CHECK_RESULT(enqueue_nothing(on, 1, random_uuid()));
    TRY(worker, running_worker::start(at.ours.conninfo(), {queue}));
    CHECK_RESULT(worker->wait_for(jobs_of_the_large + small_tenants));
    const std::scoped_lock turn(access);
    return quantile(waits, 0.95);
}

}  // namespace

result<> measure_fairness(place& at, table& into, std::int64_t jobs_of_the_large) {
    CHECK_RESULT(vacuum(at.ours.owner()));
    TRY(ours, wait_of_the_small(at, jobs_of_the_large));
    for (auto& rival : at.rivals) {
        CHECK_RESULT(rival.empty());
        TRY(theirs, rival.run("fair", static_cast<double>(jobs_of_the_large)));
        into.add("p95 wait behind a large tenant; " + rival.name(), "ms", {{ours}, {theirs["p95_ms"]}}, {});
    }
    return {};
}

}  // namespace vouch::bench
