// What a worker does beside its jobs: it says that it lives, takes back what the dead had in hand, lets jobs step
// forward whose time has come, fires schedules, keeps partitions, and listens for bells.
#include <algorithm>
#include <charconv>
#include <spdlog/spdlog.h>

#include "db/lookup.h"
#include "db/worker_tx.h"
#include "job/engine.h"
#include "job/fire.h"
#include "job/queries.h"
#include "job/settlement.h"

namespace vouch::job {

namespace {

constexpr int promoted_at_once_max = 5'000;
constexpr auto pause_after_crash = std::chrono::milliseconds(1'000);
constexpr auto keep_days_every = std::chrono::minutes(30);
constexpr db::statement listen{"job.listen", "LISTEN vouch_job"};

int milliseconds_of(std::chrono::milliseconds of) {
    return static_cast<int>(of.count());
}

task<> let_in_all(engine& of, queue_state& queue) {
    CO_TRY(
        done,
        co_await db::look_up(of.keeping, let_in, queue.queue_id, of.now(), std::nullopt, std::nullopt, queue.next_lane)
    );
    // The next turn begins elsewhere, so that a limit of the whole queue favours nobody.
    queue.next_lane = random_uuid();
    if (done.front().let_in > 0) {
        for (auto& each : queue.bells) each->ring();
    }
    co_return result<>();
}

/// Long jobs of a queue that passed their deadline: a failure each.
task<> end_overdue(engine& of, queue_state& queue) {
    CO_TRY(tx, co_await db::worker_tx::begin(of.working));
    CO_TRY(late, co_await tx.rows(overdue_leases, of.now(), queue.queue_id));
    settlement settling(of, queue, of.now(), of.now());
    for (const auto& each : late) {
        if (each.cancelled_by) {
            settling.add_cancelled(each, *each.cancelled_by);
            continue;
        }
        settling.add_failed(each, error{errc::db_timeout, "it ran longer than its queue allows", {}, {}});
    }
    if (!late.empty()) CO_CHECK(co_await tx.run(settling.commands()));
    CO_CHECK(co_await tx.commit());
    co_return result<>();
}

task<> beat(engine& of) {
    CO_TRY(alive, co_await db::look_up(of.keeping, heartbeat, of.worker_id));
    if (alive.empty()) {
        spdlog::warn("worker {} was taken for dead; what it had in hand is others' now; begins anew", of.worker_id);
        CO_CHECK(co_await enrol(of));
    } else {
        of.cancelled = {alive.front().cancelled.begin(), alive.front().cancelled.end()};
    }
    CO_TRY(
        rescued,
        co_await db::look_up(
            of.keeping, rescue, milliseconds_of(of.settings.dead_after_ms), of.now(), milliseconds_of(pause_after_crash)
        )
    );
    for (const auto& each : rescued) {
        spdlog::warn("job {}: its worker died; {}", each.id, each.outcome == "again" ? "runs again" : each.outcome);
        of.ring(each.queue_id);
    }
    for (auto& queue : of.queues) {
        if (queue->settings.how == form::long_) CO_CHECK(co_await end_overdue(of, *queue));
    }
    co_return result<>();
}

/// What is due steps forward and is let in. When to look again.
task<std::chrono::milliseconds> step_forward(engine& of) {
    auto look_again = of.settings.poll_ms;
    const auto now = of.now();
    auto sooner = [&](instant at) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(at - now);
        look_again = std::clamp(left, std::chrono::milliseconds(1), look_again);
    };
    CO_TRY(fired, co_await fire_due(of, now));
    if (fired.next_at) sooner(*fired.next_at);
    for (;;) {
        CO_TRY(promoted, co_await db::look_up(of.keeping, promote, now, promoted_at_once_max));
        for (const auto queue_id : promoted.front().ready) {
            // Those that come back have places before others that were taken meanwhile.
            if (auto* queue = of.queue_of(queue_id); queue != nullptr) queue->ready.look_back();
            of.ring(queue_id);
        }
        if (promoted.front().next_at) sooner(*promoted.front().next_at);
        if (promoted.front().moved < promoted_at_once_max) break;
    }
    for (auto& queue : of.queues) {
        if (!queue->gated) continue;
        CO_CHECK(co_await let_in_all(of, *queue));
        if (queue->settings.started_every_ms)
            look_again = std::min(look_again, std::chrono::milliseconds(*queue->settings.started_every_ms));
    }
    co_return look_again;
}

/// Listens until the connection is lost.
task<> hear(std::shared_ptr<engine> of) {
    auto opened = co_await db::connection::open(
        of->context, {.conninfo = of->settings.conninfo, .session_options = "-c role=vouch_worker"}
    );
    if (!opened) co_return std::unexpected(opened.error().cause);
    const auto on = *opened;
    bell lost(of->context);
    on->when_lost([&lost] { lost.ring(); });
    on->when_notified([of](std::string_view, std::string_view words) {
        std::int32_t queue_id = 0;
        const auto [end, failure] = std::from_chars(words.data(), words.data() + words.size(), queue_id);
        if (failure == std::errc()) of->ring(queue_id);
        if (words == "schedules") of->clock.ring();
    });
    CO_CHECK(co_await on->run({{{{listen, {}}}}, std::chrono::milliseconds(10'000)}));
    of->ring_all();  // what came before it listened
    while (!on->lost() && !of->stopped) co_await lost.wait(std::chrono::milliseconds(500));
    on->close();
    co_return result<>();
}

}  // namespace

asio::awaitable<void, executor> keep_alive(std::shared_ptr<engine> of) {
    int errors = 0;
    while (!of->stopped) {
        if (const auto done = co_await beat(*of); done) {
            errors = 0;
        } else if (!of->stopped) {
            spdlog::warn("the heartbeat of worker {}: {}", of->worker_id, describe(done.error()));
            co_await of->back_off(++errors);
        }
        co_await of->heart.wait(of->settings.heartbeat_ms);
    }
}

asio::awaitable<void, executor> keep_time(std::shared_ptr<engine> of) {
    int errors = 0;
    auto days_looked_at = steady::now();
    while (!of->stopped) {
        auto look_again = of->settings.poll_ms;
        if (const auto next = co_await step_forward(*of); next) {
            errors = 0;
            look_again = *next;
        } else if (!of->stopped) {
            spdlog::warn("jobs whose time has come: {}", describe(next.error()));
            co_await of->back_off(++errors);
        }
        if (steady::now() - days_looked_at > keep_days_every) {
            const auto dropped =
                co_await db::look_up(of->keeping, keep_days, of->now(), days_ahead, of->settings.keep_days);
            if (dropped) days_looked_at = steady::now();
        }
        co_await of->clock.wait(look_again);
    }
}

asio::awaitable<void, executor> keep_listening(std::shared_ptr<engine> of) {
    int errors = 0;
    while (!of->stopped) {
        const auto heard = co_await hear(of);
        errors = heard ? 0 : errors + 1;
        if (!of->stopped) co_await of->back_off(errors + 1);
    }
}

}  // namespace vouch::job
