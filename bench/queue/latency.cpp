#include <fmt/format.h>
#include <latch>

#include "db/worker_tx.h"
#include "job/doorbell.h"
#include "queue/measurements.h"

namespace vouch::bench {

namespace {

using clock = std::chrono::steady_clock;

constexpr int uncounted = 20;
// Before the bell is rung again it is quiet for a while (doorbell::ring_ms_min), and jobs would wait for that.
constexpr auto pause_min = job::doorbell::ring_ms_min + std::chrono::milliseconds(10);

task<> enqueue_and_ring(db::pool& from, job::doorbell& bell) {
    CO_TRY(tx, co_await db::worker_tx::begin(from));
    CO_TRY(id, co_await job::enqueue(tx, {.queue = "nothing", .payload = "{}"}, clock_now()));
    (void)id;
    CO_CHECK(co_await tx.commit());
    bell.ring("nothing");
    co_return result<>();
}

/// Milliseconds from before the call to the first line of the handler, of each job. The worker has a thread and
/// connections of its own.
result<std::vector<double>> waits_of_ours(place& at, int jobs) {
    std::atomic<clock::rep> begun_at = 0;
    std::atomic<double> waited = -1;
    auto queue = queue_of_nothing();
    queue.settings.batch_max = 1;
    queue.settings.at_once = 1;
    queue.handler = [&](db::worker_tx&, const std::vector<job::claimed>&, job::verdicts&) -> task<> {
        waited = std::chrono::duration<double, std::milli>(clock::now().time_since_epoch() - clock::duration(begun_at))
                     .count();
        co_return result<>();
    };
    TRY(worker, running_worker::start(at.ours.conninfo(), {queue}));
    asio::io_context context(1);
    db::pool pool(context, db::settings_for(db::role::worker, at.ours.conninfo()));
    job::doorbell bell(context, pool);
    std::vector<double> waits;
    for (int number = 0; number < jobs + uncounted; ++number) {
        context.restart();
        context.run_for(pause_min + std::chrono::milliseconds(number % 7));
        waited = -1;
        begun_at = clock::now().time_since_epoch().count();
        CHECK_RESULT(run_to_end(context, enqueue_and_ring(pool, bell)));
        context.restart();
        while (waited < 0) context.run_for(std::chrono::milliseconds(1)), context.restart();
        if (number >= uncounted) waits.push_back(waited);
    }
    pool.close();
    context.run_for(std::chrono::milliseconds(100));
    return waits;
}

}  // namespace

result<> measure_latency(place& at, table& into, int jobs) {
    CHECK_RESULT(vacuum(at.ours.owner()));
    TRY(waits, waits_of_ours(at, jobs));
    for (auto& rival : at.rivals) {
        CHECK_RESULT(rival.empty());
        TRY(theirs, rival.run("latency", jobs));
        const target no_worse{target::kind::ratio_at_most, 1};
        into.add("start of a job, p50; " + rival.name(), "ms", {{quantile(waits, 0.5)}, {theirs["p50_ms"]}}, no_worse);
        into.add("start of a job, p99; " + rival.name(), "ms", {{quantile(waits, 0.99)}, {theirs["p99_ms"]}}, no_worse);
    }
    return {};
}

}  // namespace vouch::bench
