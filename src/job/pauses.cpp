#include <fmt/format.h>

#include "db/worker_tx.h"
#include "job/operation_queries.h"
#include "job/operations.h"

namespace vouch::job {

namespace {

constexpr auto waiting_ms_max = static_cast<int>(operation_ms_max.count());

task<std::optional<pause_row>> write_pause(db::worker_tx& tx, const pause_of& wanted, std::string by, instant now) {
    switch (wanted.what) {
        case pause_of::kind::queue: return tx.optional_one(pause_queue, wanted.name, now, std::move(by));
        case pause_of::kind::tenant_of_queue:
            return tx.optional_one(pause_tenant, wanted.name, wanted.tenant_id, now, std::move(by));
        case pause_of::kind::schedule:
            return tx.optional_one(pause_schedule, wanted.tenant_id, wanted.name, now, std::move(by));
    }
    std::unreachable();
}

task<std::optional<pause_row>> erase_pause(db::worker_tx& tx, const pause_of& wanted) {
    switch (wanted.what) {
        case pause_of::kind::queue: return tx.optional_one(resume_queue, wanted.name);
        case pause_of::kind::tenant_of_queue: return tx.optional_one(resume_tenant, wanted.name, wanted.tenant_id);
        case pause_of::kind::schedule: return tx.optional_one(resume_schedule, wanted.tenant_id, wanted.name);
    }
    std::unreachable();
}

/// What was let in of a tenant that is paused now keeps no place behind a gate.
task<> give_places_away(db::worker_tx& tx, const pause_of& wanted, instant now) {
    CO_TRY(gated, co_await tx.optional_one(hold_back, wanted.name, wanted.tenant_id));
    if (!gated) co_return result<>();
    const auto queue_id = static_cast<std::int32_t>(gated->id);
    CO_TRY(places, co_await tx.one(let_in, queue_id, now, std::nullopt, std::nullopt, nobody));
    if (places.let_in > 0) CO_CHECK(co_await tx.execute(ring, std::to_string(queue_id)));
    co_return result<>();
}

std::string not_there(const pause_of& wanted) {
    if (wanted.what != pause_of::kind::schedule) return no_queue(wanted.name);
    return fmt::format(
        "{} no schedule \"{}\"; `vouch jobs schedules` lists them",
        wanted.tenant_id == nobody ? "the installation has" : "the tenant has",
        wanted.name
    );
}

}  // namespace

task<pause> begin_pause(db::pool& worker, pause_of wanted, std::string by, instant now) {
    CO_TRY(tx, co_await db::worker_tx::begin(worker));
    CO_CHECK(co_await tx.rows(wait_briefly, waiting_ms_max));
    CO_TRY(paused, co_await write_pause(tx, wanted, std::move(by), now));
    if (!paused) co_return fail(errc::not_found, not_there(wanted));
    if (wanted.what == pause_of::kind::tenant_of_queue) CO_CHECK(co_await give_places_away(tx, wanted, now));
    CO_CHECK(co_await tx.commit());
    co_return pause{paused->paused_at.value_or(now), paused->paused_by.value_or("")};
}

task<std::optional<pause>> end_pause(db::pool& worker, pause_of wanted) {
    CO_TRY(tx, co_await db::worker_tx::begin(worker));
    CO_CHECK(co_await tx.rows(wait_briefly, waiting_ms_max));
    CO_TRY(was, co_await erase_pause(tx, wanted));
    if (!was) co_return fail(errc::not_found, not_there(wanted));
    const bool of_schedule = wanted.what == pause_of::kind::schedule;
    CO_CHECK(co_await tx.execute(ring, of_schedule ? std::string("schedules") : std::to_string(was->id)));
    CO_CHECK(co_await tx.commit());
    if (!was->paused_at) co_return std::nullopt;
    co_return pause{*was->paused_at, was->paused_by.value_or("")};
}

}  // namespace vouch::job
