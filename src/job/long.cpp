// Long jobs: taken with a lease, run on a thread of their own, settled by a transaction that gives the lease back. A
// lease that was taken back meanwhile, from a worker that seemed dead or a job that passed its deadline, settles
// nothing.
#include <boost/asio/post.hpp>
#include <exception>
#include <fmt/format.h>
#include <mutex>
#include <spdlog/spdlog.h>
#include <thread>

#include "db/lookup.h"
#include "job/engine.h"
#include "job/queries.h"
#include "job/settlement.h"

namespace vouch::job {

namespace {

constexpr int tenants_per_claim_max = 1'000;
constexpr auto progress_every = std::chrono::milliseconds(1'000);

struct reported {
    std::int64_t done = 0;
    std::optional<std::int64_t> all;
    std::string unit;
};

/// What a handler's thread and the event loop share.
class long_run final : public running {
public:
    long_run(std::shared_ptr<engine> of, leased job) : of_(std::move(of)), job_(std::move(job)) {}

    const claimed& what() const override { return job_; }
    bool shall_end() const override { return shall_end_; }

    void progress(std::int64_t done, std::optional<std::int64_t> all, std::string_view unit) override {
        const std::scoped_lock turn(access_);
        reported_ = {done, all, std::string(unit)};
        has_news_ = true;
    }

    task<> finish_in(db::worker_tx& tx, std::optional<std::string> result_json) override {
        CO_TRY(still, co_await tx.rows(end_lease, job_.id, job_.lease_id));
        if (still.empty())
            co_return fail(errc::conflict, "the lease of the job was taken back; nothing of it may stay");
        verdicts say;
        if (result_json) say.finish(job_.id, std::move(*result_json));
        settlement settling(*of_, *queue, started_at, of_->now());
        settling.add(job_, say);
        CO_CHECK(co_await tx.run(settling.commands()));
        settled_ = true;
        co_return result<>();
    }

    std::optional<reported> take_news() {
        const std::scoped_lock turn(access_);
        if (!has_news_) return std::nullopt;
        has_news_ = false;
        return reported_;
    }

    const leased& job() const { return job_; }
    void end() { shall_end_ = true; }
    bool settled() const { return settled_; }

    queue_state* queue = nullptr;
    instant started_at;
    std::int64_t worker_id = 0;  // ours when it began
    verdicts say;
    std::optional<result<>> outcome;  // set by the thread before it wakes the event loop

private:
    std::shared_ptr<engine> of_;
    leased job_;
    std::atomic<bool> shall_end_ = false;
    std::atomic<bool> settled_ = false;
    std::mutex access_;
    reported reported_;
    bool has_news_ = false;
};

result<> call(long_run& run) {
    try {
        return std::get<long_handler>(run.queue->handler)(run, run.say);
    } catch (const std::exception& bug) {
        return fail(errc::internal, fmt::format("a handler threw: {}", bug.what()));
    }
}

/// Says once a second how far the job is, and learns whether it shall end.
asio::awaitable<void, executor> report(std::shared_ptr<engine> of, std::shared_ptr<long_run> run) {
    steady_timer timer(of->context);
    while (!run->outcome) {
        timer.expires_after(progress_every);
        co_await timer.async_wait(asio::use_awaitable_t<executor>());
        if (run->outcome) break;
        const auto ends_by = run->started_at + run->queue->settings.run_ms_max;
        if (of->over || of->worker_id != run->worker_id || of->now() > ends_by || of->is_cancelled(run->job().lease_id))
            run->end();
        const auto news = run->take_news();
        if (!news) continue;
        const auto known = co_await db::look_up(
            of->keeping,
            report_progress,
            run->job().id,
            run->job().lease_id,
            news->done,
            news->all,
            news->unit,
            of->now()
        );
        if (known && (known->empty() || known->front().cancelled)) run->end();
    }
}

/// Settles what the handler left to us. Errors: conflict: the lease was taken back.
task<> settle(engine& of, long_run& run) {
    CO_TRY(tx, co_await db::worker_tx::begin(of.working));
    CO_TRY(still, co_await tx.rows(end_lease, run.job().id, run.job().lease_id));
    if (still.empty()) co_return fail(errc::conflict, "the lease was taken back while it ran");
    settlement settling(of, *run.queue, run.started_at, of.now());
    if (*run.outcome)
        settling.add(run.job(), run.say);
    else if (still.front().cancelled_by)
        settling.add_cancelled(run.job(), still.front().cancelled_by.value_or("somebody"));
    else if (of.over)
        settling.add_interrupted(run.job());
    else
        settling.add_failed(run.job(), run.outcome->error());
    CO_CHECK(co_await tx.run(settling.commands()));
    CO_CHECK(co_await tx.commit());
    co_return result<>();
}

task<bool> work_once(std::shared_ptr<engine> of, queue_state& queue) {
    std::optional<int> deadline_ms(static_cast<int>(queue.settings.run_ms_max.count()));
    CO_TRY(
        taken,
        co_await db::look_up(
            of->keeping, claim_long, queue.queue_id, 1, of->worker_id, of->now(), deadline_ms, tenants_per_claim_max
        )
    );
    if (taken.empty()) co_return false;
    const auto run = std::make_shared<long_run>(of, std::move(taken.front()));
    run->queue = &queue;
    run->started_at = of->now();
    run->worker_id = of->worker_id;
    ++of->counts.running;
    std::thread thread;
    of->spawn(report(of, run));
    co_await asio::async_initiate<const asio::use_awaitable_t<executor>, void()>(
        [&](auto sleeper) {
            thread = std::thread([run, of, sleeper = std::move(sleeper)]() mutable {
                auto ended = call(*run);
                asio::post(of->context, [run, ended = std::move(ended), sleeper = std::move(sleeper)]() mutable {
                    run->outcome = std::move(ended);
                    std::move(sleeper)();
                });
            });
        },
        asio::use_awaitable_t<executor>()
    );
    thread.join();
    --of->counts.running;
    if (run->settled() && *run->outcome) {
        ++of->counts.finished;
        co_return true;
    }
    for (int tries = 1;; ++tries) {
        const auto settled = co_await settle(*of, *run);
        if (settled) break;
        if (settled.error().code == errc::conflict || tries == 10) {
            ++of->counts.lost;
            co_return std::unexpected(settled.error());
        }
        co_await of->back_off(tries);
    }
    if (*run->outcome)
        ++of->counts.finished;
    else
        ++of->counts.failed;
    co_return true;
}

}  // namespace

asio::awaitable<void, executor> run_long_jobs(std::shared_ptr<engine> of, queue_state& queue, int slot) {
    int errors = 0;
    while (!of->ending) {
        const auto worked = co_await work_once(of, queue);
        if (!worked) {
            spdlog::warn("jobs of {}: {}", queue.settings.name, describe(worked.error()));
            co_await of->back_off(++errors);
            continue;
        }
        errors = 0;
        if (!*worked) co_await queue.bells.at(static_cast<std::size_t>(slot))->wait(of->settings.poll_ms);
    }
}

}  // namespace vouch::job
