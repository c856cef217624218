#include "demo/bank.h"

#include <algorithm>

#include "db/batch_tx.h"
#include "demo/almanac.h"
#include "demo/people.h"
#include "demo/recording.h"
#include "seal/anchor.h"
#include "seal/queries.h"

namespace vouch::demo {

namespace {

using namespace std::chrono_literals;

/// The same on every machine, so that the chain is, too.
result<uuid> tenant_of_the_demo() {
    return parse_uuid("de300000-0000-4000-8000-000000000001");
}

task<tenant::identity> find_or_found(db::pool& app) {
    auto found = co_await tenant::find(app, std::string(slug));
    if (found && !found->simulated) {
        co_return fail(
            errc::conflict, "there is a tenant \"demo\" that is not made up; the demo writes into no real bank"
        );
    }
    if (found || found.error().code != errc::not_found) co_return found;
    CO_TRY(id, tenant_of_the_demo());
    const auto opening = at(first_day, 9h);
    co_return co_await tenant::found(
        app,
        {.slug = std::string(slug),
         .name = "Sahyadri Nagari Sahakari Bank",
         .simulated = true,
         .onboarded_at = opening,
         .tenant_id = id},
        {std::string(operator_of_vouch), "founded for the demo, made up", "", opening}
    );
}

/// How many of the first events are recorded. Each made one change set, behind that of the founding; what else is
/// written into the bank comes when its life is complete.
task<std::size_t> recorded_of(
    db::pool& batch, tenant::identity whose, const std::vector<event>& events, std::size_t first
) {
    CO_TRY(heads, co_await seal::current_heads(batch, {whose}));
    const auto recorded = std::min(static_cast<std::size_t>(heads.front().seq) - 1, first);
    if (recorded == 0) co_return recorded;
    CO_TRY(tx, co_await db::batch_tx::begin_read(batch, {whose.tenant_id}));
    CO_TRY(last, co_await tx.one(seal::change_sets, whose.tenant_id, static_cast<std::int64_t>(recorded) + 1, 1));
    CO_CHECK(co_await tx.commit());
    if (last.recorded_at == events[recorded - 1].at) co_return recorded;
    co_return fail(
        errc::conflict,
        "somebody wrote into the tenant \"demo\" before its life was complete, so that it cannot go on; make it anew "
        "in another data directory (VOUCH_DATA_DIR) or database"
    );
}

}  // namespace

task<made> make_bank(db::pool& app, db::pool& batch, std::optional<date> until, progress_report report) {
    CO_TRY(whose, co_await find_or_found(app));
    made bank{whose, life_of_the_bank(whose.tenant_id), 0, 0};
    const auto& events = bank.told.events;
    const auto after = until ? at(*until + days(1), 2h) : instant::max();
    bank.wanted = static_cast<std::size_t>(std::ranges::lower_bound(events, after, {}, &event::at) - events.begin());
    CO_TRY(before, co_await recorded_of(batch, whose, events, bank.wanted));
    for (auto place = before; place < bank.wanted; ++place) {
        CO_CHECK(co_await record_event(app, batch, whose.tenant_id, events[place]));
        ++bank.recorded;
        report(static_cast<std::int64_t>(place + 1), static_cast<std::int64_t>(bank.wanted));
    }
    co_return bank;
}

}  // namespace vouch::demo
