#include "job/schedule.h"

#include <fmt/format.h>

#include "job/queries.h"
#include "job/slots.h"

namespace vouch::job {

namespace {

/// A pass comes at least every second; a slot that is older than this was missed.
constexpr std::chrono::seconds in_time_max(60);
constexpr std::size_t previewed_max = 10'000;

}  // namespace

task<std::int64_t> put(db::transaction& in, schedule wanted, instant now) {
    CO_TRY(table, slots::read(wanted.expression, wanted.zone));
    const auto first = table.next(now);
    if (!first) {
        co_return fail(
            errc::bad_input,
            fmt::format("the schedule {}: \"{}\" never fires; no date meets it", wanted.name, wanted.expression)
        );
    }
    CO_TRY(
        made,
        co_await in.rows(
            put_schedule,
            wanted.tenant_id,
            wanted.name,
            wanted.queue,
            wanted.expression,
            wanted.zone,
            db::encode(wanted.when_missed),
            static_cast<int>(wanted.missed_s_max.count()),
            wanted.missed_max,
            wanted.priority,
            static_cast<int>(wanted.spread_s.count()),
            wanted.payload,
            now,
            *first
        )
    );
    if (made.empty()) {
        co_return fail(
            errc::bad_input,
            fmt::format(
                "the schedule {}: there is no queue \"{}\"; a worker that handles it makes it",
                wanted.name,
                wanted.queue
            )
        );
    }
    co_return made.front().schedule_id;
}

result<std::vector<instant>> preview(
    const std::string& expression, const std::string& zone, instant after, std::size_t count
) {
    TRY(table, slots::read(expression, zone));
    std::vector<instant> found;
    for (auto at = table.next(after); at && found.size() < std::min(count, previewed_max); at = table.next(*at)) {
        found.push_back(*at);
    }
    return found;
}

result<decided_slots> decide(const schedule& of, instant next_at, instant now) {
    TRY(table, slots::read(of.expression, of.zone));
    decided_slots decided;
    std::optional<instant> at = next_at;
    for (; at && *at <= now && decided.slots.size() < slots_per_pass_max; at = table.next(*at)) {
        decided.slots.push_back({*at, now - *at <= in_time_max});
    }
    decided.next_at = at;
    const bool up_to_date = !at || *at > now;
    int run_late = 0;
    for (auto slot = decided.slots.rbegin(); slot != decided.slots.rend(); ++slot) {
        if (slot->runs) continue;
        const bool young = now - slot->at <= of.missed_s_max;
        switch (of.when_missed) {
            case missed::skip: break;
            case missed::once:
                // The last of all: those before it are passed over, and so is it when one runs in time.
                slot->runs = young && up_to_date && slot == decided.slots.rbegin();
                break;
            case missed::all: slot->runs = young && run_late < of.missed_max; break;
        }
        if (slot->runs) ++run_late;
    }
    return decided;
}

}  // namespace vouch::job
