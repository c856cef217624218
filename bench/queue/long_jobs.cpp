#include <fmt/format.h>

#include "db/worker_tx.h"
#include "queue/measurements.h"

namespace vouch::bench {

namespace {

constexpr int queues_of_long = 4;
constexpr int long_at_once = 32;
constexpr auto long_job_lasts = std::chrono::milliseconds(2'300);  // two reports, which go out once a second
constexpr auto says_every = std::chrono::milliseconds(100);

std::vector<job::queue> queues() {
    std::vector<job::queue> made;
    for (int number = 0; number < queues_of_long; ++number) {
        auto& each = made.emplace_back();
        each.settings.name = fmt::format("long-{}", number);
        each.settings.how = job::form::long_;
        each.settings.at_once = long_at_once;
        each.handler = job::long_handler([](job::running& of, job::verdicts&) -> result<> {
            const auto begun = std::chrono::steady_clock::now();
            for (int step = 0; std::chrono::steady_clock::now() - begun < long_job_lasts; ++step) {
                of.progress(step, 23, "steps");
                std::this_thread::sleep_for(says_every);
            }
            return {};
        });
    }
    return made;
}

/// Updates of all tables of the schema, and those that were HOT, as soon as sessions have told.
result<std::pair<double, double>> updates(place& at) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1'500));
    TRY(found,
        at.ours.owner().rows(
            "SELECT sum(n_tup_upd), sum(n_tup_hot_upd) FROM pg_stat_user_tables WHERE schemaname = 'job'"
        ));
    return std::pair(std::stod(found.rows.at(0).at(0).value_or("0")), std::stod(found.rows.at(0).at(1).value_or("0")));
}

task<> enqueue_long(db::pool& from, int jobs) {
    CO_TRY(tx, co_await db::worker_tx::begin(from));
    for (int number = 0; number < jobs; ++number) {
        CO_TRY(
            id,
            co_await job::enqueue(
                tx, {.queue = fmt::format("long-{}", number % queues_of_long), .payload = "{}"}, clock_now()
            )
        );
        (void)id;
    }
    co_return co_await tx.commit();
}

}  // namespace

result<> measure_hot_updates(place& at, table& into, int jobs) {
    CHECK_RESULT(declare(at.ours.conninfo(), queues()));
    asio::io_context context(1);
    db::pool pool(context, db::settings_for(db::role::worker, at.ours.conninfo()));
    CHECK_RESULT(run_to_end(context, enqueue_long(pool, jobs)));
    TRY(before, updates(at));
    {
        TRY(worker, running_worker::start(at.ours.conninfo(), queues()));
        CHECK_RESULT(worker->wait_for(jobs));
    }
    TRY(after, updates(at));
    const auto all = after.first - before.first;
    const auto hot = after.second - before.second;
    fmt::print("    {} long jobs: {} updates in the schema job, {} of them HOT\n", jobs, all, hot);
    if (all < jobs) return fail(errc::internal, "the jobs did not report how far they were");
    into.add("updates of long jobs that are not HOT", "%", {{100 * (all - hot) / all}, {}}, {target::kind::at_most, 1});
    return {};
}

}  // namespace vouch::bench
