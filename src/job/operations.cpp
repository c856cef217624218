// The order of locks is that of the workers, so that nobody waits in a circle: a lease, then the queue with its gate,
// then the job, which is passed over when it is locked.
#include "job/operations.h"

#include <fmt/format.h>

#include "base/printed_instant.h"
#include "db/worker_tx.h"
#include "job/engine.h"
#include "job/operation_queries.h"

namespace vouch::job {

namespace {

constexpr auto look_again_after = std::chrono::milliseconds(100);
constexpr int redriven_at_once = 1'000;
constexpr int days_for_ever = 36'600;  // of what is finished nothing is dropped here
constexpr auto waiting_ms_max = static_cast<int>(operation_ms_max.count());

/// A transaction in which nobody is waited for long.
task<db::worker_tx> begin(db::pool& worker) {
    CO_TRY(tx, co_await db::worker_tx::begin(worker));
    CO_CHECK(co_await tx.rows(wait_briefly, waiting_ms_max));
    co_return tx;
}

/// Who is let in, and who looks, when this is committed.
task<> tell(db::worker_tx& tx, const locked_job& changed, instant now, bool left) {
    if (changed.gated) {
        const auto tenant_id = left ? std::optional(changed.tenant_id) : std::nullopt;
        CO_CHECK(co_await tx.rows(
            let_in, changed.queue_id, now, tenant_id, left ? changed.key : std::nullopt, left ? nobody : random_uuid()
        ));
    }
    CO_CHECK(co_await tx.execute(ring, std::to_string(changed.queue_id)));
    co_return result<>();
}

/// Locks a job that waits. None: it does not, or a short one runs.
task<std::optional<locked_job>> lock_waiting(db::worker_tx& tx, std::int64_t id) {
    CO_CHECK(co_await tx.rows(lock_gate, id));
    CO_TRY(locked, co_await tx.optional_one(lock_job, id));
    if (!locked) co_return std::nullopt;
    // Asked with the row locked: from now on nobody takes a lease of it.
    CO_TRY(leased, co_await tx.optional_one(leased_job, id));
    if (leased) co_return std::nullopt;
    co_return locked;
}

std::string running_words(const shown_job& job) {
    const auto where = job.worker ? " in the worker " + *job.worker : std::string();
    return fmt::format("job {} runs{}", job.id, where);
}

/// Why nothing can be done to a job that was not found waiting.
task<> refuse(db::worker_tx& tx, std::int64_t id, std::string_view what) {
    CO_TRY(job, co_await tx.optional_one(job_by_id, id));
    if (!job) co_return fail(errc::not_found, no_job(id));
    if (job->ended_at) {
        co_return fail(
            errc::conflict,
            fmt::format("job {} is {} since {}: it cannot be {}", id, job->state, printed_instant(*job->ended_at), what)
        );
    }
    if (job->form == "long")
        co_return fail(errc::conflict, fmt::format("{}: it cannot be {} now", running_words(*job), what));
    co_return fail(
        errc::conflict,
        fmt::format(
            "{}: it is short and ends within its time, and then is done or waits again; it cannot be {} now",
            running_words(*job),
            what
        )
    );
}

task<> pause_a_moment() {
    steady_timer timer(co_await asio::this_coro::executor);
    timer.expires_after(look_again_after);
    co_await timer.async_wait(asio::use_awaitable_t<executor>());
    co_return result<>();
}

/// One look at it; none: it was locked.
task<std::optional<cancelled_how>> try_to_cancel(
    db::pool& worker, std::int64_t id, const std::string& by, const std::string& note, instant now
) {
    CO_TRY(tx, co_await begin(worker));
    CO_TRY(told, co_await tx.rows(cancel_lease, id, now, by));
    if (!told.empty()) {
        CO_CHECK(co_await tx.commit());
        co_return cancelled_how::told_to_end;
    }
    CO_TRY(days, co_await tx.rows(keep_days, now, 1, days_for_ever));
    CO_TRY(locked, co_await lock_waiting(tx, id));
    if (!locked) co_return std::nullopt;
    CO_CHECK(co_await tx.rows(finish_cancelled, ids{id}, now, texts{note}));
    CO_CHECK(co_await tell(tx, *locked, now, true));
    CO_CHECK(co_await tx.commit());
    co_return cancelled_how::taken_away;
}

task<std::vector<redriven_row>> redrive_in(
    db::worker_tx& tx, std::vector<std::int64_t> wanted, const std::string& by, instant now
) {
    CO_TRY(rows, co_await tx.rows(redrive_dead, std::move(wanted), now, by));
    for (const auto& each : rows) {
        if (!each.back) continue;
        CO_CHECK(co_await tell(tx, {.id = each.id, .queue_id = each.queue_id, .gated = each.gated}, now, false));
        break;  // they are of one queue
    }
    co_return rows;
}

std::string note_of(const std::string& by, const std::string& why) {
    return why.empty() ? by : by + ": " + why;
}

}  // namespace

task<retried> retry(db::pool& worker, std::int64_t id, std::string by, instant now) {
    CO_TRY(tx, co_await begin(worker));
    CO_TRY(back, co_await redrive_in(tx, {id}, by, now));
    if (!back.empty() && !back.front().back) {
        const auto has = back.front().key_has ? fmt::format("job {}", *back.front().key_has) : "another";
        co_return fail(
            errc::conflict,
            fmt::format(
                "the unique key \"{}\" of job {} is that of {} by now: cancel that, or discard this one",
                back.front().unique_key.value_or(""),
                id,
                has
            )
        );
    }
    if (!back.empty()) {
        CO_CHECK(co_await tx.commit());
        co_return retried::redriven;
    }
    CO_TRY(locked, co_await lock_waiting(tx, id));
    if (!locked) {
        CO_CHECK(co_await refuse(tx, id, "retried"));
        co_return fail(errc::internal, "nothing refused the job");
    }
    CO_TRY(moved, co_await tx.rows(put_forward, id, now, by));
    if (moved.empty()) {
        co_return fail(
            errc::conflict,
            fmt::format("job {} does not wait for its time; `vouch jobs explain {}` says what it waits for", id, id)
        );
    }
    CO_CHECK(co_await tell(tx, *locked, now, false));
    CO_CHECK(co_await tx.commit());
    co_return retried::put_forward;
}

task<cancelled_how> cancel(db::pool& worker, std::int64_t id, std::string by, std::string why, instant now) {
    const auto until = steady::now() + operation_ms_max;
    for (;;) {
        CO_TRY(done, co_await try_to_cancel(worker, id, by, note_of(by, why), now));
        if (done) co_return *done;
        CO_TRY(tx, co_await begin(worker));
        CO_TRY(still, co_await tx.optional_one(job_by_id, id));
        const bool is_there = still && !still->ended_at;
        if (!is_there || steady::now() >= until) {
            CO_CHECK(co_await refuse(tx, id, "cancelled"));
            co_return fail(errc::internal, "nothing refused the job");
        }
        CO_CHECK(co_await pause_a_moment());
    }
}

task<> discard(db::pool& worker, std::int64_t id, std::string by, std::string why, instant now) {
    CO_TRY(tx, co_await begin(worker));
    CO_TRY(days, co_await tx.rows(keep_days, now, 1, days_for_ever));
    CO_TRY(gone, co_await tx.rows(discard_dead, id, now, note_of(by, why)));
    if (gone.empty()) {
        CO_TRY(job, co_await tx.optional_one(job_by_id, id));
        if (!job) co_return fail(errc::not_found, no_job(id));
        co_return fail(
            errc::conflict,
            fmt::format(
                "job {} is {}, and only what is dead can be discarded; `vouch jobs cancel` is for the others",
                id,
                job->state
            )
        );
    }
    co_return co_await tx.commit();
}

task<redriven> redrive(db::pool& worker, std::string queue, int jobs_max, std::string by, instant now) {
    if (jobs_max < 1 || jobs_max > redriven_max)
        co_return fail(errc::bad_input, fmt::format("{} jobs: 1 to {} can be redriven", jobs_max, redriven_max));
    redriven outcome;
    std::optional<dead_row> last;
    for (int tried = 0;;) {
        CO_TRY(tx, co_await begin(worker));
        CO_TRY(of, co_await tx.optional_one(queue_id_of, queue));
        if (!of) co_return fail(errc::not_found, no_queue(queue));
        const int most = std::min(redriven_at_once, jobs_max - tried);
        const auto died_at = last ? std::optional(last->died_at) : std::nullopt;
        const auto last_id = last ? std::optional(last->id) : std::nullopt;
        // One more than is wanted tells whether there are more.
        CO_TRY(dead, co_await tx.rows(dead_of_queue, static_cast<int>(of->id), died_at, last_id, most + 1));
        outcome.more = std::ssize(dead) > most;
        if (outcome.more) dead.pop_back();
        if (dead.empty()) co_return outcome;
        ids wanted;
        for (const auto& each : dead) wanted.push_back(each.id);
        CO_TRY(rows, co_await redrive_in(tx, std::move(wanted), by, now));
        CO_CHECK(co_await tx.commit());
        for (const auto& each : rows) {
            if (each.back)
                ++outcome.back;
            else
                outcome.stayed.push_back({each.id, each.unique_key.value_or(""), each.key_has});
        }
        tried += static_cast<int>(dead.size());
        last = dead.back();
        if (!outcome.more || tried >= jobs_max) co_return outcome;
    }
}

}  // namespace vouch::job
