#include "snapshot/replay.h"

#include <algorithm>

#include "db/batch_tx.h"
#include "metric/catalogue.h"
#include "snapshot/queries.h"

namespace vouch::snapshot {

task<replayed> replay(
    db::pool& batch,
    uuid tenant,
    day_range range,
    instant now,
    std::string actor,
    progress_report report,
    std::optional<instant> recorded_at
) {
    const auto& wanted = metric::current_definition();
    if (!range.first || !range.last) {
        CO_TRY(tx, co_await db::batch_tx::begin_read(batch, {tenant}));
        CO_TRY(facts, co_await tx.one(replay_range, tenant, now));
        CO_CHECK(co_await tx.commit());
        if (!facts.first || !facts.last) co_return replayed{};
        if (!range.first) range.first = facts.first;
        if (!range.last) range.last = facts.last;
    }
    if (*range.first > *range.last) {
        co_return fail(
            errc::bad_input,
            "the first day to replay, " + to_string(*range.first) + ", is after the last, " + to_string(*range.last)
        );
    }
    if (*range.first < first_replayable) {
        co_return fail(
            errc::bad_input,
            "the first day to replay, " + to_string(*range.first) + ", lies before " + to_string(first_replayable) +
                ", when nothing can have been found; a snapshot stays for good, so see that the year is right"
        );
    }
    replayed done{range.first, range.last, (*range.last - *range.first).count() + 1, 0, 0};
    for (auto from = *range.first; from <= *range.last; from += std::chrono::days(days_per_replay_max)) {
        const auto to = std::min(*range.last, from + std::chrono::days(days_per_replay_max - 1));
        report((from - *range.first).count(), done.days);
        CO_TRY(
            tx,
            co_await db::batch_tx::begin_write(batch, {tenant}, actor, "replay of days without a snapshot", recorded_at)
        );
        CO_TRY(written, co_await tx.rows(snapshot::replay(wanted), tenant, from, to, now, wanted.version));
        CO_TRY(gone, co_await tx.one(retired_days, tenant, from, to));
        CO_CHECK(co_await tx.commit());
        done.retired += gone.days;
        done.written += static_cast<std::int64_t>(written.size());
    }
    report(done.days, done.days);
    co_return done;
}

}  // namespace vouch::snapshot
