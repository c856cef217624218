#include "work/crew.h"

#include <algorithm>
#include <boost/asio/basic_waitable_timer.hpp>
#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include "db/worker_tx.h"
#include "job/enqueue.h"
#include "job/schedule.h"
#include "snapshot/capture.h"
#include "work/daily_capture.h"

namespace vouch::work {

namespace {

using steady_timer =
    asio::basic_waitable_timer<std::chrono::steady_clock, asio::wait_traits<std::chrono::steady_clock>, executor>;

constexpr auto look_ms = std::chrono::milliseconds(50);
constexpr std::string_view upkeep_queue = "upkeep";

std::string name_of_this_process() {
    char host[256] = {};
    if (::gethostname(host, sizeof host - 1) != 0) host[0] = '\0';
    return fmt::format("{}:{}", host, ::getpid());
}

/// What is done by the clock for the installation: the schedules of the tenants follow their settings.
task<> put_own_schedules(db::pool& from, instant now) {
    CO_TRY(tx, co_await db::worker_tx::begin(from));
    job::schedule upkeep;
    upkeep.name = "capture-schedules";
    upkeep.queue = upkeep_queue;
    upkeep.expression = "*/5 * * * *";
    upkeep.zone = "UTC";
    upkeep.when_missed = job::missed::once;
    CO_CHECK(co_await job::put(tx, upkeep, now));
    job::new_job at_once;
    at_once.queue = upkeep_queue;
    at_once.unique_key = "at start";
    CO_CHECK(co_await job::enqueue(tx, at_once, now));
    CO_CHECK(co_await tx.commit());
    co_return result<>();
}

}  // namespace

std::vector<job::queue> queues(const crew_settings& settings) {
    job::queue_settings capture;
    capture.name = capture_queue;
    capture.failures_max = 50;  // hours of trying: a day without a snapshot is what all of this is to prevent
    capture.back_off_first_ms = std::chrono::milliseconds(5'000);
    capture.back_off_ms_max = std::chrono::minutes(30);
    capture.run_ms_max = std::chrono::minutes(5);
    capture.batch_max = static_cast<int>(snapshot::tenants_per_capture_max);
    capture.at_once = static_cast<int>(snapshot::captures_at_once);
    job::queue_settings upkeep;
    upkeep.name = upkeep_queue;
    upkeep.failures_max = 50;
    upkeep.run_ms_max = std::chrono::minutes(5);
    const auto now = settings.now;
    return {
        {capture,
         [now](db::worker_tx& tx, const std::vector<job::claimed>& jobs, job::verdicts& say) {
             return capture_daily(tx, jobs, say, now);
         }},
        {upkeep,
         [now](db::worker_tx& tx, const std::vector<job::claimed>& jobs, job::verdicts& say) {
             return keep_capture_schedules(tx, jobs, say, now);
         }},
    };
}

crew::crew(crew_settings settings) : settings_(std::move(settings)) {
    job::worker_settings of_worker;
    of_worker.conninfo = settings_.conninfo;
    of_worker.name = name_of_this_process();
    of_worker.version = settings_.version;
    of_worker.now = settings_.now;
    of_worker.drain_ms_max = settings_.drain_ms_max;
    worker_ = std::make_unique<job::worker>(context_, of_worker, queues(settings_));
    thread_ = std::thread([this] {
        const auto ended = run_to_end(context_, work());
        if (!ended) spdlog::error("the worker: {}", describe(ended.error()));
        ended_ = true;
    });
}

crew::~crew() {
    drain();
    wait();
}

task<> crew::work() {
    steady_timer timer(context_);
    db::pool pool(context_, db::settings_for(db::role::worker, settings_.conninfo));
    bool is_started = false;
    for (auto pause = look_ms; !draining_; pause = std::min(pause * 2, std::chrono::milliseconds(5'000))) {
        result<> started;
        if (!is_started) started = co_await worker_->start();
        is_started = is_started || started;
        if (started) started = co_await put_own_schedules(pool, settings_.now());
        if (started) break;
        spdlog::warn("jobs are not worked on yet: {}", describe(started.error()));
        timer.expires_after(pause);
        co_await timer.async_wait(asio::use_awaitable_t<executor>());
    }
    if (is_started) worker_->ring();
    while (!draining_) {
        timer.expires_after(look_ms);
        co_await timer.async_wait(asio::use_awaitable_t<executor>());
    }
    result<> drained;
    if (is_started) drained = co_await worker_->drain();
    pool.close();
    co_return drained;
}

void crew::drain() {
    draining_ = true;
}

void crew::wait() {
    if (thread_.joinable()) thread_.join();
}

job::worker_counts crew::counts() const {
    return worker_->counts();
}

}  // namespace vouch::work
