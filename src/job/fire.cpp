#include "job/fire.h"

#include <spdlog/spdlog.h>

#include "db/lookup.h"
#include "db/worker_tx.h"
#include "job/queries.h"
#include "job/schedule.h"

namespace vouch::job {

namespace {

constexpr int schedules_per_pass_max = 1'000;

/// Where the jobs of a tenant start within the time that those of a slot are spread over: always at the same place.
std::chrono::microseconds place_of(const uuid& tenant_id, std::chrono::seconds spread) {
    std::uint64_t hash = 14'695'981'039'346'656'037U;  // FNV-1a
    for (const auto byte : tenant_id) hash = (hash ^ byte) * 1'099'511'628'211U;
    const auto width = std::chrono::microseconds(spread).count();
    return std::chrono::microseconds(
        width == 0 ? 0 : static_cast<std::int64_t>(hash % static_cast<std::uint64_t>(width))
    );
}

schedule schedule_of(const due_schedule_row& row) {
    schedule of;
    of.tenant_id = row.tenant_id;
    of.name = row.name;
    of.expression = row.expression;
    of.zone = row.zone;
    of.when_missed = row.missed;
    of.missed_s_max = std::chrono::seconds(row.missed_s_max);
    of.missed_max = row.missed_max;
    of.spread_s = std::chrono::seconds(row.spread_s);
    return of;
}

/// One transaction. How many schedules it moved, and the queues that have new jobs by now.
struct pass {
    std::size_t schedules = 0;
    std::int64_t jobs = 0;
    std::set<std::int32_t> queues;
};

task<pass> fire_some(engine& of, instant now) {
    CO_TRY(tx, co_await db::worker_tx::begin(of.working));
    CO_TRY(due, co_await tx.rows(due_schedules, now, schedules_per_pass_max));
    pass done{.schedules = due.size()};
    ids of_slots, moved, unreadable;
    std::vector<instant> at, run_at;
    std::vector<bool> runs;
    std::vector<std::optional<instant>> next_at;
    for (const auto& row : due) {
        const auto each = schedule_of(row);
        const auto decided = decide(each, row.next_at, now);
        if (!decided) {
            spdlog::error("the schedule {} is paused: {}", row.name, describe(decided.error()));
            unreadable.push_back(row.schedule_id);
            continue;
        }
        for (const auto& slot : decided->slots) {
            of_slots.push_back(row.schedule_id);
            at.push_back(slot.at);
            runs.push_back(slot.runs);
            run_at.push_back(slot.at + place_of(row.tenant_id, each.spread_s));
        }
        moved.push_back(row.schedule_id);
        next_at.push_back(decided->next_at);
        done.queues.insert(row.queue_id);
    }
    if (!of_slots.empty()) {
        CO_TRY(jobs, co_await tx.rows(fire_slots, of_slots, at, runs, run_at, now));
        done.jobs = static_cast<std::int64_t>(jobs.size());
    }
    if (!moved.empty()) CO_CHECK(co_await tx.execute(move_schedules, moved, next_at));
    if (!unreadable.empty()) CO_CHECK(co_await tx.execute(pause_schedules, unreadable, std::string("the engine"), now));
    CO_CHECK(co_await tx.commit());
    co_return done;
}

}  // namespace

task<fired> fire_due(engine& of, instant now) {
    fired all;
    for (;;) {
        CO_TRY(next, co_await db::look_up(of.keeping, next_slot));
        all.next_at = next.front().next_at;
        if (!all.next_at || *all.next_at > now) break;
        CO_TRY(done, co_await fire_some(of, now));
        all.jobs += done.jobs;
        for (const auto queue : done.queues) of.ring(queue);
        if (done.schedules == 0) break;  // others have them
    }
    co_return all;
}

}  // namespace vouch::job
