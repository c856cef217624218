#include "job/hindrances.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/grouped_number.h"
#include "base/printed_instant.h"
#include "db/lookup.h"
#include "job/operation_queries.h"

namespace vouch::job {

namespace {

constexpr std::size_t named_max = 3;  // jobs in one sentence

std::string counted(std::int64_t count) {
    return count >= before_max ? grouped(before_max - 1) + "+" : grouped(count);
}

std::string jobs(std::int64_t count) {
    return counted(count) + (count == 1 ? " job" : " jobs");
}

/// "job 12", "jobs 12, 13, 14 and 5 others"
std::string named(const std::vector<std::int64_t>& ids) {
    const auto shown = std::min(ids.size(), named_max);
    const std::vector<std::int64_t> first(ids.begin(), ids.begin() + static_cast<std::ptrdiff_t>(shown));
    std::string text = (ids.size() == 1 ? "job " : "jobs ") + fmt::format("{}", fmt::join(first, ", "));
    if (ids.size() > shown) text += fmt::format(" and {} others", grouped(ids.size() - shown));
    return text;
}

std::string when(instant moment, instant now) {
    return fmt::format("{} ({})", printed_instant(moment), printed_age(moment, now));
}

class telling {
public:
    telling(const hindrances& found, instant now) : found_(found), now_(now) {}

    std::vector<reason> all() {
        time();
        pauses();
        if (found_.stage == "held") gate();
        workers();
        if (found_.stage == "ready") turns();
        if (reasons_.empty()) nothing();
        return std::move(reasons_);
    }

private:
    void add(std::string code, std::string words) { reasons_.push_back({std::move(code), std::move(words)}); }

    void time() {
        if (found_.stage != "later") return;
        if (found_.run_at > now_)
            add("not_yet",
                fmt::format(
                    "It may not run before {}. `vouch jobs retry {}` puts it forward to now.",
                    when(found_.run_at, now_),
                    found_.id
                ));
        else if (found_.workers_alive > 0)
            add("stepping_forward",
                fmt::format(
                    "Its time came at {}: a worker sees to it that it steps forward, within a second.",
                    printed_instant(found_.run_at)
                ));
        else
            add("stepping_forward",
                fmt::format("Its time came at {}; no worker has seen to it yet.", when(found_.run_at, now_)));
    }

    void pauses() {
        if (found_.paused_at)
            add("queue_paused",
                fmt::format(
                    "The queue {} is paused since {} by {}. `vouch jobs resume --queue {}` lets it go on.",
                    found_.queue,
                    when(*found_.paused_at, now_),
                    found_.paused_by.value_or("-"),
                    found_.queue
                ));
        if (found_.tenant_paused_at)
            add("tenant_paused",
                fmt::format(
                    "Its tenant is paused in the queue {} since {} by {}. `vouch jobs resume --queue {} --tenant SLUG` "
                    "lets it go on.",
                    found_.queue,
                    when(*found_.tenant_paused_at, now_),
                    found_.tenant_paused_by.value_or("-"),
                    found_.queue
                ));
    }

    void full(std::string code, std::optional<std::int32_t> max, const std::vector<std::int64_t>& by, std::string of) {
        if (!max || std::ssize(by) < *max) return;
        add(std::move(code),
            fmt::format(
                "It waits at the gate of the queue: of {} at most {} {} at a time, and {} {} let in. It follows when "
                "one of them ends; `vouch jobs explain` says of each why it has not.",
                of,
                grouped(*max),
                *max == 1 ? "runs" : "run",
                named(by),
                by.size() == 1 ? "is" : "are"
            ));
    }

    void gate() {
        const auto before = reasons_.size();
        full("gate_queue", found_.running_max, found_.let_in, "the queue " + found_.queue);
        full("gate_tenant", found_.running_per_tenant_max, found_.let_in_of_tenant, "one tenant");
        if (found_.ordered && found_.first_of_key)
            add("gate_order",
                fmt::format(
                    "Jobs of its key run in order, and job {0} comes before it. `vouch jobs explain {0}` says where "
                    "that is; cancel it to let this one pass.",
                    *found_.first_of_key
                ));
        else if (!found_.ordered)
            full("gate_key", found_.running_per_key_max, found_.let_in_of_key, "one key");
        if (found_.next_start_at && *found_.next_start_at > now_)
            add("gate_rate",
                fmt::format(
                    "Its tenant starts one job of this queue in so much time: the next at {}.",
                    when(*found_.next_start_at, now_)
                ));
        if (found_.before_in_lane > 0 && !found_.ordered)
            add("gate_turn",
                fmt::format(
                    "{} of the same tenant and key {} before it at the gate, by priority and age.",
                    jobs(found_.before_in_lane),
                    found_.before_in_lane == 1 ? "is" : "are"
                ));
        if (reasons_.size() == before && found_.workers_alive > 0 && !found_.paused_at && !found_.tenant_paused_at)
            add("gate_next", "Nothing holds it at the gate of the queue: it is let in within a second.");
    }

    void workers() {
        if (found_.workers_alive > 0) return;
        if (found_.heartbeat_ms)
            add("no_worker",
                fmt::format(
                    "No worker of the queue {} is alive: the last was heard of {} ago. Start one: `vouch work`.",
                    found_.queue,
                    printed_span(std::chrono::milliseconds(*found_.heartbeat_ms))
                ));
        else
            add("no_worker",
                fmt::format("No process that works on the queue {} is there. Start one: `vouch work`.", found_.queue));
    }

    void turns() {
        if (found_.before_of_tenant > 0)
            add("jobs_before",
                fmt::format(
                    "{} of its tenant {} before it, by priority and age.",
                    jobs(found_.before_of_tenant),
                    found_.before_of_tenant == 1 ? "is" : "are"
                ));
        if (found_.ready_of_others > 0)
            add("others",
                fmt::format(
                    "{} of other tenants {} ready; tenants take turns, so it waits for some of them only.",
                    jobs(std::min<std::int64_t>(found_.ready_of_others, before_max)),
                    found_.ready_of_others == 1 ? "is" : "are"
                ));
        if (found_.form == "long" && found_.long_running > 0 && reasons_.empty())
            add("workers_busy",
                fmt::format(
                    "It is next, and {} of the queue {} already: it is taken when a worker has room.",
                    jobs(found_.long_running),
                    found_.long_running == 1 ? "runs" : "run"
                ));
    }

    void nothing() {
        add("next",
            found_.stage == "alone"
                ? "It was under way when something broke, so it runs alone: a worker takes it within a second."
                : "Nothing hinders it: it is next, and a worker takes it within a second.");
    }

    const hindrances& found_;
    instant now_;
    std::vector<reason> reasons_;
};

reason reason_of_running(const shown_job& job, instant now) {
    if (!job.started_at)
        return {
            "running",
            fmt::format(
                "It runs right now{}: it is short, and ends within its time.",
                job.worker ? " in the worker " + *job.worker : ""
            )
        };
    auto words = fmt::format("It runs in the worker {} since {}", job.worker.value_or("-"), when(*job.started_at, now));
    if (job.progress_done) {
        words += fmt::format("; it has done {}", grouped(*job.progress_done));
        if (job.progress_all) words += " of " + grouped(*job.progress_all);
        if (job.progress_unit) words += " " + *job.progress_unit;
    }
    if (job.ends_by) words += fmt::format("; it has to end by {}", when(*job.ends_by, now));
    words += ".";
    if (job.cancelled_at)
        words += fmt::format(" {} told it to end at {}.", job.cancelled_by.value_or("-"), when(*job.cancelled_at, now));
    return {"running", std::move(words)};
}

/// One that was redriven has its failures forgotten, and not its last words.
reason reason_of_failure(const shown_job& job, instant now) {
    std::string words = "It failed before";
    if (job.failures > 0)
        words = fmt::format(
            "It failed {} time{} of {}, then it is given up",
            job.failures,
            job.failures == 1 ? "" : "s",
            job.failures_max
        );
    if (job.crashes > 0) words += fmt::format("; {} times its worker died under it", job.crashes);
    return {"failed", fmt::format("{}. Last at {}: {}.", words, when(*job.last_failed_at, now), *job.last_error)};
}

}  // namespace

std::vector<reason> reasons_of(const hindrances& found, instant now) {
    return telling(found, now).all();
}

reason reason_of(const shown_job& job, instant now) {
    if (job.state == "running") return reason_of_running(job, now);
    const auto ended = when(job.ended_at.value_or(now), now);
    if (job.state == "dead")
        return {
            "dead",
            fmt::format(
                "It was given up at {}, {} ({} failures, {} crashes): {}. `vouch jobs retry {}` brings it back, `vouch "
                "jobs discard {}` takes it away.",
                ended,
                job.note == "quarantined" ? "since its worker died under it" : "since it failed",
                job.failures,
                job.crashes,
                job.last_error.value_or("-"),
                job.id,
                job.id
            )
        };
    return {
        "ended", fmt::format("It is {} since {}{}.", job.state, ended, job.note ? ", by " + *job.note : std::string())
    };
}

task<explanation> explain(db::pool& worker, std::int64_t id, instant now) {
    CO_TRY(job, co_await show_job(worker, id));
    if (job.state != "running" && !job.ended_at) {
        CO_TRY(
            found,
            co_await db::look_up(worker, hindrances_of, id, before_max, static_cast<int>(heartbeat_ms_max.count()))
        );
        if (!found.empty()) {
            auto reasons = reasons_of(found.front(), now);
            if (job.last_error && job.last_failed_at) reasons.insert(reasons.begin(), reason_of_failure(job, now));
            co_return explanation{std::move(job), std::move(reasons)};
        }
        // It was taken, and has ended, between the two looks.
        CO_TRY(again, co_await show_job(worker, id));
        job = std::move(again);
    }
    auto only = reason_of(job, now);
    co_return explanation{std::move(job), {std::move(only)}};
}

}  // namespace vouch::job
