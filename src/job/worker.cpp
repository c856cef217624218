#include "job/worker.h"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/detached.hpp>
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "db/lookup.h"
#include "job/engine.h"
#include "job/queries.h"

namespace vouch::job {

namespace {

constexpr auto back_off_first = std::chrono::milliseconds(50);
constexpr auto back_off_max = std::chrono::milliseconds(5'000);
constexpr int connections_of_a_worker_max = 8;                      // of one pool
constexpr auto keeping_ms_max = std::chrono::milliseconds(30'000);  // of what is no handler

db::pool_settings pool_settings_of(
    const worker_settings& from, int connections_max, std::chrono::milliseconds round_trip_ms_max
) {
    db::pool_settings settings{.conninfo = from.conninfo, .become = db::role::worker};
    settings.connections_max = connections_max;
    settings.round_trip_ms_max = round_trip_ms_max;
    settings.server_statement_ms_max = round_trip_ms_max + std::chrono::seconds(5);
    settings.lock_ms_max = round_trip_ms_max;
    settings.jitter_seed = from.chance_seed;
    return settings;
}

/// What a statement of a handler may take: the engine ends a handler at its own time, and this is behind it.
std::chrono::milliseconds longest_run(const std::vector<queue>& known) {
    std::chrono::milliseconds longest(0);
    for (const auto& each : known) {
        if (each.settings.how == form::short_) longest = std::max(longest, each.settings.run_ms_max);
    }
    return longest + keeping_ms_max;
}

/// One for each batch of short jobs at a time, and one that settles long jobs.
int connections_for(const std::vector<queue>& known) {
    int count = 1;
    for (const auto& each : known) {
        if (each.settings.how == form::short_) count += each.settings.at_once;
    }
    return count;
}

result<> check(const queue& wanted) {
    const auto& of = wanted.settings;
    const bool is_short = std::holds_alternative<short_handler>(wanted.handler);
    if (is_short != (of.how == form::short_)) {
        return fail(
            errc::bad_input, fmt::format("the queue {} is {} and has the other handler", of.name, name_of(of.how))
        );
    }
    if (of.batch_max < 1 || of.batch_max > 10'000 || of.at_once < 1 || of.at_once > 32) {
        return fail(errc::bad_input, fmt::format("the queue {}: batch_max is 1 to 10000, at_once 1 to 32", of.name));
    }
    if (of.run_ms_max.count() < 1 || of.run_ms_max > std::chrono::hours(24 * 7)) {
        return fail(errc::bad_input, fmt::format("the queue {}: run_ms_max is 1 ms to a week", of.name));
    }
    return {};
}

asio::awaitable<void, executor> work_and_tell(std::shared_ptr<engine> of, asio::awaitable<void, executor> work) {
    co_await std::move(work);
    --of->working_coroutines;
    of->ended.ring();
}

}  // namespace

asio::awaitable<void, executor> bell::wait(std::chrono::milliseconds ms_max) {
    if (!rung_) {
        timer_.expires_after(ms_max);
        co_await timer_.async_wait(asio::as_tuple(asio::use_awaitable_t<executor>()));
    }
    rung_ = false;
}

void bell::ring() {
    rung_ = true;
    timer_.cancel();
}

engine::engine(asio::io_context& on, worker_settings given, std::vector<queue> known)
    : context(on),
      settings(std::move(given)),
      working(on, pool_settings_of(settings, connections_for(known), longest_run(known))),
      keeping(on, pool_settings_of(settings, 1, keeping_ms_max)),
      ended(on),
      heart(on),
      clock(on),
      random(settings.chance_seed ? settings.chance_seed : std::random_device()()) {
    for (auto& each : known) {
        auto& made = *queues.emplace_back(std::make_unique<queue_state>());
        made.settings = std::move(each.settings);
        made.handler = std::move(each.handler);
        for (int slot = 0; slot < made.settings.at_once; ++slot) made.bells.push_back(std::make_unique<bell>(on));
    }
}

queue_state* engine::queue_of(std::int32_t queue_id) {
    const auto at = std::ranges::find(queues, queue_id, [](const auto& each) { return each->queue_id; });
    return at == queues.end() ? nullptr : at->get();
}

void engine::ring(std::int32_t queue_id) {
    auto* queue = queue_of(queue_id);
    if (queue == nullptr) return;
    if (queue->gated) clock.ring();
    for (auto& each : queue->bells) each->ring();
}

void engine::ring_all() {
    for (auto& queue : queues) {
        for (auto& each : queue->bells) each->ring();
    }
    clock.ring();
}

void engine::spawn_working(asio::awaitable<void, executor> work) {
    ++working_coroutines;
    asio::co_spawn(context, work_and_tell(shared_from_this(), std::move(work)), asio::detached);
}

void engine::spawn(asio::awaitable<void, executor> work) {
    asio::co_spawn(context, std::move(work), asio::detached);
}

asio::awaitable<void, executor> engine::back_off(int tries) {
    auto pause = back_off_first;
    for (int tried = 1; tried < tries && pause < back_off_max; ++tried) pause *= 2;
    steady_timer timer(context);
    const auto part = (1 + chance()) / 2;
    timer.expires_after(std::chrono::duration_cast<std::chrono::milliseconds>(std::min(pause, back_off_max) * part));
    co_await timer.async_wait(asio::use_awaitable_t<executor>());
}

task<> declare_queues(engine& of) {
    for (auto& each : of.queues) {
        const auto& wanted = each->settings;
        CO_TRY(
            made,
            co_await db::look_up(
                of.keeping,
                declare_queue,
                wanted.name,
                std::string(name_of(wanted.how)),
                wanted.failures_max,
                wanted.crashes_max,
                wanted.ageing_s,
                wanted.ordered,
                wanted.running_max,
                wanted.running_per_tenant_max,
                wanted.running_per_key_max,
                wanted.started_every_ms
            )
        );
        if (made.empty()) {
            co_return fail(
                errc::conflict,
                fmt::format(
                    "jobs of the queue {} are there that were enqueued for another form or gate; let them end first",
                    wanted.name
                )
            );
        }
        each->queue_id = made.front().queue_id;
        each->gated = made.front().gated;
        each->ready = lanes(!each->gated);
    }
    co_return result<>();
}

task<> enrol(engine& of) {
    texts names;
    for (const auto& each : of.queues) names.push_back(each->settings.name);
    CO_TRY(enrolled, co_await db::look_up(of.keeping, register_worker, of.settings.name, of.settings.version, names));
    of.worker_id = enrolled.front().worker_id;
    of.cancelled.clear();
    co_return result<>();
}

worker::worker(asio::io_context& context, worker_settings settings, std::vector<queue> queues)
    : engine_(std::make_shared<engine>(context, std::move(settings), std::move(queues))) {}

worker::~worker() {
    engine_->ending = engine_->over = engine_->stopped = true;
    engine_->working.close();
    engine_->keeping.close();
}

task<> worker::start() {
    auto& of = *engine_;
    std::vector<queue> known;
    for (const auto& each : of.queues) {
        known.push_back({each->settings, each->handler});
        CO_CHECK(check(known.back()));
    }
    if (connections_for(known) > connections_of_a_worker_max) {
        co_return fail(
            errc::bad_input,
            fmt::format(
                "the short queues of a worker run at most {} batches at once together; run more workers",
                connections_of_a_worker_max - 1
            )
        );
    }
    CO_CHECK(co_await declare_queues(of));
    CO_TRY(days, co_await db::look_up(of.keeping, keep_days, of.now(), days_ahead, of.settings.keep_days));
    (void)days;
    CO_CHECK(co_await enrol(of));
    of.spawn(keep_alive(engine_));
    of.spawn(keep_time(engine_));
    of.spawn(keep_listening(engine_));
    int place = 0;
    for (auto& queue : of.queues) {
        for (int slot = 0; slot < queue->settings.at_once; ++slot) {
            of.spawn_working(
                queue->settings.how == form::short_ ? run_short_jobs(engine_, *queue, place++, slot)
                                                    : run_long_jobs(engine_, *queue, slot)
            );
        }
    }
    co_return result<>();
}

task<> worker::drain() {
    auto& of = *engine_;
    const auto begun = steady::now();
    of.ending = true;
    of.ring_all();
    while (of.working_coroutines > 0) {
        const auto passed = steady::now() - begun;
        if (passed >= of.settings.drain_ms_max / 2) of.over = true;
        if (passed >= of.settings.drain_ms_max) break;
        co_await of.ended.wait(std::chrono::milliseconds(50));
    }
    of.stopped = true;
    of.heart.ring();
    of.clock.ring();
    const auto left = of.working_coroutines;
    if (left == 0) {
        CO_TRY(gone, co_await db::look_up(of.keeping, leave, of.worker_id));
        (void)gone;
    }
    of.working.close();
    of.keeping.close();
    if (left > 0) {
        co_return fail(
            errc::db_timeout, fmt::format("{} jobs still ran when the time to end was over; they are run again", left)
        );
    }
    co_return result<>();
}

void worker::ring() {
    engine_->ring_all();
}

worker_counts worker::counts() const {
    const auto& at = engine_->counts;
    return {.finished = at.finished, .failed = at.failed, .lost = at.lost, .running = at.running};
}

}  // namespace vouch::job
