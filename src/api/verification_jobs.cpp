#include "api/verification_jobs.h"

#include <algorithm>
#include <array>
#include <boost/asio/post.hpp>
#include <chrono>
#include <spdlog/spdlog.h>

#include "seal/verify.h"
#include "snapshot/verify.h"

namespace vouch::api {

namespace {

constexpr std::array<std::string_view, 5> status_names{"queued", "running", "intact", "altered", "failed"};
constexpr std::size_t problems_max = 1'000;

instant now() {
    return std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
}

bool is_over(const verification_job& job) {
    return job.status != job_status::queued && job.status != job_status::running;
}

std::string hash_of(const std::optional<seal::anchored_head>& anchor) {
    return anchor ? std::to_string(anchor->seq) + anchor->hash : "";
}

db::pool_settings settings_of(std::string conninfo) {
    auto settings = db::settings_for(db::role::batch, std::move(conninfo));
    settings.connections_max = 1;
    return settings;
}

}  // namespace

std::string_view name_of(job_status which) {
    return status_names.at(static_cast<std::size_t>(which));
}

verification_jobs::verification_jobs(std::string conninfo)
    : batch_(context_, settings_of(std::move(conninfo))), thread_([this] { work(); }) {}

verification_jobs::~verification_jobs() {
    {
        const std::lock_guard lock(turn_);
        ending_ = true;
    }
    asked_.notify_all();
    asio::post(context_, [this] { batch_.close(); });
    thread_.join();
}

result<verification_job> verification_jobs::ask(
    tenant::identity whose, std::optional<seal::anchored_head> anchor, std::string request_id, instant now
) {
    const std::lock_guard lock(turn_);
    std::size_t waiting = 0;
    for (const auto& each : jobs_) {
        if (is_over(each)) continue;
        if (each.whose.tenant_id == whose.tenant_id && hash_of(each.anchor) == hash_of(anchor)) return each;
        ++waiting;
    }
    if (waiting >= waiting_max) return fail(errc::db_busy, "too many verifications wait already");
    if (jobs_.size() >= kept_max + waiting_max) {
        if (const auto oldest = std::ranges::find_if(jobs_, is_over); oldest != jobs_.end()) jobs_.erase(oldest);
    }
    jobs_.push_back({
        .id = random_uuid(),
        .whose = std::move(whose),
        .anchor = std::move(anchor),
        .request_id = std::move(request_id),
        .requested_at = now,
    });
    asked_.notify_all();
    return jobs_.back();
}

std::optional<verification_job> verification_jobs::find(const uuid& tenant_id, const uuid& id) {
    const std::lock_guard lock(turn_);
    const auto found = std::ranges::find(jobs_, id, &verification_job::id);
    if (found == jobs_.end() || found->whose.tenant_id != tenant_id) return std::nullopt;
    return *found;
}

/// The next job that waits, now running; none: the end.
std::optional<verification_jobs::place> verification_jobs::next() {
    std::unique_lock lock(turn_);
    auto waiting = jobs_.end();
    asked_.wait(lock, [&] {
        waiting = std::ranges::find(jobs_, job_status::queued, &verification_job::status);
        return ending_ || waiting != jobs_.end();
    });
    if (ending_) return std::nullopt;
    waiting->status = job_status::running;
    waiting->started_at = now();
    return waiting;
}

void verification_jobs::work() {
    while (const auto job = next()) perform(*job);
    batch_.close();
    context_.restart();
    context_.run_for(std::chrono::seconds(1));  // lets the connection say good-bye
}

/// The job stays where it is while it runs: only those that are over are taken away.
void verification_jobs::perform(place which) {
    try {
        finish(which, run_to_end(context_, verify(which->whose, which->anchor, which)));
    } catch (const std::exception& bug) {
        finish(which, fail(errc::internal, std::string("a verification threw: ") + bug.what()));
    }
}

task<verification_outcome> verification_jobs::verify(
    const tenant::identity& whose, std::optional<seal::anchored_head> anchor, place at
) {
    const auto reporter = [this, at](std::string_view unit) {
        return [this, at, unit](std::int64_t done, std::int64_t total) { report(at, done, total, unit); };
    };
    CO_TRY(heads, co_await seal::current_heads(batch_, {whose}));
    CO_TRY(chain, co_await seal::verify(batch_, whose.tenant_id, std::move(anchor), reporter("change sets")));
    CO_TRY(numbers, co_await snapshot::verify_metrics(batch_, whose.tenant_id, reporter("snapshots")));
    verification_outcome outcome{
        chain.change_sets,
        chain.versions,
        numbers.snapshots,
        chain.retired,
        chain.problem_count + static_cast<std::int64_t>(numbers.problems.size()),
        std::move(chain.problems),
        heads.front().seq,
        heads.front().hash
    };
    std::ranges::move(numbers.problems, std::back_inserter(outcome.problems));
    if (outcome.problems.size() > problems_max) outcome.problems.resize(problems_max);
    co_return outcome;
}

void verification_jobs::report(place which, std::int64_t done, std::int64_t total, std::string_view unit) {
    const std::lock_guard lock(turn_);
    which->done = done;
    which->total = total > 0 ? std::optional(total) : std::nullopt;
    which->unit = unit;
}

void verification_jobs::finish(place which, result<verification_outcome> outcome) {
    const std::lock_guard lock(turn_);
    which->finished_at = now();
    if (outcome) {
        which->status = outcome->problem_count == 0 ? job_status::intact : job_status::altered;
        which->outcome = *std::move(outcome);
        return;
    }
    which->status = job_status::failed;
    which->failure = std::move(outcome).error();
    spdlog::error("verification {} failed: {}", to_string(which->id), describe(*which->failure));
}

}  // namespace vouch::api
