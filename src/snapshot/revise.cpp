#include "snapshot/revise.h"

#include <algorithm>
#include <fmt/ranges.h>
#include <set>

#include "db/batch_tx.h"
#include "metric/catalogue.h"
#include "snapshot/queries.h"

namespace vouch::snapshot {

namespace {

result<> check(const day_range& range, const std::string& reason) {
    if (std::ranges::all_of(reason, [](char each) { return each == ' '; })) {
        return fail(errc::bad_input, "a revision needs a reason: it is what people read beside the changed figure");
    }
    if (range.first && range.last && *range.first > *range.last) {
        return fail(
            errc::bad_input,
            "the first day to revise, " + to_string(*range.first) + ", is after the last, " + to_string(*range.last)
        );
    }
    return {};
}

task<> name_change_sets(db::pool& batch, uuid tenant, revised& done) {
    std::set<std::int64_t> seqs;
    for (const auto& day : done.revisions) seqs.insert(day.change_sets.begin(), day.change_sets.end());
    CO_TRY(tx, co_await db::batch_tx::begin_read(batch, {tenant}));
    CO_TRY(rows, co_await tx.rows(change_sets_named, tenant, {seqs.begin(), seqs.end()}));
    CO_CHECK(co_await tx.commit());
    for (auto& row : rows) {
        done.behind.push_back({row.seq, row.recorded_at, std::move(row.actor), std::move(row.reason)});
    }
    co_return result<>{};
}

}  // namespace

task<revised> revise(
    db::pool& batch, uuid tenant, day_range range, std::string reason, std::string actor, progress_report report
) {
    CO_CHECK(check(range, reason));
    const auto& wanted = metric::current_definition();
    CO_TRY(reading, co_await db::batch_tx::begin_read(batch, {tenant}));
    CO_TRY(held, co_await reading.one(revise_range, tenant, range.first, range.last));
    CO_CHECK(co_await reading.commit());
    revised done{
        held.first,
        held.last,
        held.days - held.sealed_days,
        held.sealed_days,
        std::move(held.periods),
        wanted.version,
        {},
        {}
    };
    if (!held.first || !held.last) co_return done;
    if (done.days == 0) {
        co_return fail(
            errc::refused,
            fmt::format(
                "every day with a snapshot from {} to {} lies in a period that was reported ({}): what was reported is "
                "not revised",
                to_string(*held.first),
                to_string(*held.last),
                fmt::join(done.sealed_periods, ", ")
            )
        );
    }
    const auto total = (*held.last - *held.first).count() + 1;
    for (auto from = *held.first; from <= *held.last; from += std::chrono::days(days_per_replay_max)) {
        const auto to = std::min(*held.last, from + std::chrono::days(days_per_replay_max - 1));
        report((from - *held.first).count(), total);
        CO_TRY(tx, co_await db::batch_tx::begin_write(batch, {tenant}, actor, reason));
        CO_TRY(rows, co_await tx.rows(snapshot::revise(wanted), tenant, from, to, wanted.version, reason));
        CO_CHECK(co_await tx.commit());
        for (const auto& row : rows) {
            CO_TRY(day, read_revision(row.business_date, row.revision, row.revised));
            done.revisions.push_back(std::move(day));
        }
    }
    std::ranges::sort(done.revisions, {}, &revised_day::business_date);
    if (!done.revisions.empty()) CO_CHECK(co_await name_change_sets(batch, tenant, done));
    report(total, total);
    co_return done;
}

}  // namespace vouch::snapshot
