// Short jobs: taken by locking their rows, run and settled in the one transaction that has the locks. A worker that
// dies takes its transaction with it; what it had in hand is written down beside it (hold), so that a crash is counted.
#include <algorithm>
#include <exception>
#include <fmt/format.h>
#include <map>
#include <spdlog/spdlog.h>

#include "db/lookup.h"
#include "job/engine.h"
#include "job/queries.h"
#include "job/settlement.h"

namespace vouch::job {

namespace {

constexpr int tenants_per_claim_max = 64;
constexpr auto look_for_lonely_every = std::chrono::milliseconds(500);
constexpr int turns_per_take_max = 16;

/// One of the connections that a queue's jobs run on.
struct place_of_work {
    engine* of = nullptr;
    queue_state* queue = nullptr;
    int number = 0;

    uuid last_turn = nobody;       // of a tenant
    std::int64_t turn_number = 1;  // of what is written down; another after each that was settled
    int batch_max = 1;             // fewer after a transaction was lost
    bool was_busy = false;
    steady::time_point lonely_looked_at;
};

/// What came of the jobs of one transaction.
struct batch_outcome {
    verdicts say;
    std::map<std::int64_t, error> failed;  // by id
};

/// {[1,1001),[2000,2001)}
std::string multirange_of(const std::vector<claimed>& jobs) {
    std::vector<std::int64_t> sorted;
    sorted.reserve(jobs.size());
    for (const auto& each : jobs) sorted.push_back(each.id);
    std::ranges::sort(sorted);
    std::string text = "{";
    for (std::size_t from = 0; from < sorted.size();) {
        auto to = from + 1;
        while (to < sorted.size() && sorted[to] == sorted[to - 1] + 1) ++to;
        text += fmt::format("{}[{},{})", text.size() > 1 ? "," : "", sorted[from], sorted[to - 1] + 1);
        from = to;
    }
    return text + "}";
}

task<> look(place_of_work& at, db::worker_tx& tx, bool from_the_beginning) {
    auto& ready = at.queue->ready;
    const auto asked_at = steady::now();
    const auto asked = from_the_beginning ? ready.full() : ready.onward();
    CO_TRY(
        rows,
        co_await tx.rows(look_for_lanes, at.queue->queue_id, asked.tenant_ids, asked.ranks, asked.ids, asked.until)
    );
    ready.found(asked, rows, asked_at, steady::now());
    co_return result<>();
}

/// Of the tenants that are known to have ready jobs, those whose turn it is. None: nobody has any that is free.
task<std::vector<claimed>> take_turns(place_of_work& at, db::worker_tx& tx) {
    auto& ready = at.queue->ready;
    std::vector<claimed> jobs;
    for (int turns = 0; turns < turns_per_take_max && jobs.empty(); ++turns) {
        const auto turn = ready.turn(at.last_turn, tenants_per_claim_max, at.batch_max);
        if (turn.tenant_ids.empty()) break;
        CO_TRY(
            taken,
            co_await tx.rows(
                claim_ready, at.queue->queue_id, turn.tenant_ids, turn.ranks, turn.ids, turn.share, at.batch_max
            )
        );
        ready.taken(turn, taken);
        at.last_turn = taken.empty() ? turn.tenant_ids.back() : taken.back().tenant_id;
        jobs = std::move(taken);
    }
    co_return jobs;
}

task<std::vector<claimed>> take_lonely(place_of_work& at, db::worker_tx& tx) {
    CO_TRY(lonely, co_await tx.rows(claim_alone, at.queue->queue_id));
    if (lonely.empty()) at.lonely_looked_at = steady::now();
    co_return lonely;
}

task<std::vector<claimed>> take(place_of_work& at, db::worker_tx& tx) {
    auto& ready = at.queue->ready;
    const bool lonely_are_due = steady::now() - at.lonely_looked_at >= look_for_lonely_every;
    // After every few batches those that run alone have their turn as well; who was idle has time for them later.
    if (lonely_are_due && at.was_busy) {
        CO_TRY(lonely, co_await take_lonely(at, tx));
        if (!lonely.empty()) co_return lonely;
    }
    const bool from_the_beginning = at.was_busy && ready.full_is_due(steady::now());
    if (from_the_beginning || !at.was_busy || ready.onward_is_due(steady::now()))
        CO_CHECK(co_await look(at, tx, from_the_beginning));
    CO_TRY(jobs, co_await take_turns(at, tx));
    if (jobs.empty() && at.was_busy) {
        CO_CHECK(co_await look(at, tx, false));
        CO_TRY(more, co_await take_turns(at, tx));
        jobs = std::move(more);
    }
    if (jobs.empty() && ready.full_may_be(steady::now())) {
        CO_CHECK(co_await look(at, tx, true));
        CO_TRY(more, co_await take_turns(at, tx));
        jobs = std::move(more);
    }
    if (jobs.empty() && lonely_are_due && !at.was_busy) {
        CO_TRY(lonely, co_await take_lonely(at, tx));
        jobs = std::move(lonely);
    }
    co_return jobs;
}

task<> write_down(place_of_work& at, const std::vector<claimed>& jobs) {
    db::round_trip work{{}, at.of->keeping.settings().round_trip_ms_max};
    work.segments.push_back(
        {{hold.sql, db::parameters::of(at.of->worker_id, at.number, at.turn_number, multirange_of(jobs))}}
    );
    CO_CHECK(co_await db::run_shared(at.of->keeping, std::move(work)));
    co_return result<>();
}

/// The handler, within its time. Errors: its own; internal: it threw.
task<> handle(place_of_work& at, db::worker_tx& tx, const std::vector<claimed>& jobs, verdicts& say) {
    tx.end_by(steady::now() + at.queue->settings.run_ms_max);
    result<> ended;
    std::string thrown;
    try {
        ended = co_await std::get<short_handler>(at.queue->handler)(tx, jobs, say);
        if (ended && !tx.part_is_empty()) ended = co_await tx.as_worker();
    } catch (const std::exception& bug) {
        thrown = bug.what();
    }
    if (!thrown.empty()) co_return fail(errc::internal, "a handler threw: " + thrown);
    if (ended) tx.end_by(steady::time_point::max());
    co_return ended;
}

/// Runs jobs; when they fail, each half by itself. Errors: the transaction is lost.
task<> run_parts(place_of_work& at, db::worker_tx& tx, const std::vector<claimed>& jobs, batch_outcome& into) {
    tx.begin_part();
    verdicts say;
    const auto ended = co_await handle(at, tx, jobs, say);
    if (ended) {
        // So that the jobs are settled by the transaction that locked them, and not by a part of it, which is another
        // one to PostgreSQL: then each row would have two holders.
        tx.end_part();
        into.say.take(std::move(say));
        co_return result<>();
    }
    CO_CHECK(co_await tx.undo_part());
    if (jobs.size() == 1) {
        into.failed.emplace(jobs.front().id, ended.error());
        co_return result<>();
    }
    const auto middle = jobs.begin() + static_cast<std::ptrdiff_t>(jobs.size() / 2);
    const std::vector<claimed> first(jobs.begin(), middle);
    const std::vector<claimed> second(middle, jobs.end());
    CO_CHECK(co_await run_parts(at, tx, first, into));
    CO_CHECK(co_await run_parts(at, tx, second, into));
    co_return result<>();
}

/// A job that broke its transaction, alone: its failure is written down by itself, unless somebody has settled it
/// meanwhile.
task<> write_failure_down(place_of_work& at, const claimed& job, const error& why) {
    settlement only(*at.of, *at.queue, at.of->now(), at.of->now());
    only.add_failed(job, why);
    db::round_trip work{{only.commands()}, at.of->keeping.settings().round_trip_ms_max};
    work.segments.front().push_back({let_go.sql, db::parameters::of(at.of->worker_id, at.number, at.turn_number)});
    CO_CHECK(co_await db::run_shared(at.of->keeping, std::move(work)));
    ++at.turn_number;
    co_return result<>();
}

/// After a transaction was lost: what it had in hand is anybody's again.
task<> let_go_alone(place_of_work& at) {
    db::round_trip work{{}, at.of->keeping.settings().round_trip_ms_max};
    work.segments.push_back({{let_go.sql, db::parameters::of(at.of->worker_id, at.number, at.turn_number)}});
    CO_CHECK(co_await db::run_shared(at.of->keeping, std::move(work)));
    ++at.turn_number;
    co_return result<>();
}

/// Takes jobs, runs them, settles them. False: there was none.
task<bool> work_once(place_of_work& at) {
    auto& of = *at.of;
    CO_TRY(tx, co_await db::worker_tx::begin(of.working));
    CO_TRY(jobs, co_await take(at, tx));
    at.was_busy = !jobs.empty();
    if (jobs.empty()) {
        CO_CHECK(co_await tx.commit());
        co_return false;
    }
    CO_CHECK(co_await write_down(at, jobs));
    const auto started_at = of.now();
    const auto count = static_cast<std::int64_t>(jobs.size());
    of.counts.running += count;
    batch_outcome outcome;
    auto ran = co_await run_parts(at, tx, jobs, outcome);
    if (ran) {
        settlement settling(of, *at.queue, started_at, of.now());
        for (const auto& each : jobs) {
            if (const auto failed = outcome.failed.find(each.id); failed != outcome.failed.end())
                settling.add_failed(each, failed->second);
            else
                settling.add(each, outcome.say);
        }
        auto commands = settling.commands();
        commands.push_back({let_go.sql, db::parameters::of(of.worker_id, at.number, at.turn_number)});
        ran = co_await tx.commit_with(std::move(commands));
    }
    of.counts.running -= count;
    if (!ran) {
        ++of.counts.lost;
        at.queue->ready.look_back();
        if (jobs.size() == 1) {
            CO_CHECK(co_await write_failure_down(at, jobs.front(), ran.error()));
        } else {
            CO_CHECK(co_await let_go_alone(at));
        }
        at.batch_max = std::max(1, static_cast<int>(jobs.size()) / 2);
        co_return std::unexpected(ran.error());
    }
    ++at.turn_number;
    of.counts.finished += count - static_cast<std::int64_t>(outcome.failed.size());
    of.counts.failed += static_cast<std::int64_t>(outcome.failed.size());
    at.batch_max = std::min(at.queue->settings.batch_max, at.batch_max * 2);
    co_return true;
}

}  // namespace

asio::awaitable<void, executor> run_short_jobs(std::shared_ptr<engine> of, queue_state& queue, int place, int slot) {
    place_of_work at{.of = of.get(), .queue = &queue, .number = place, .batch_max = queue.settings.batch_max};
    int errors = 0;
    while (!of->ending) {
        const auto worked = co_await work_once(at);
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
