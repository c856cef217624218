#include "demo/bank.h"

#include <algorithm>
#include <fmt/format.h>

#include "demo/almanac.h"
#include "demo/people.h"
#include "demo/recording.h"
#include "seal/anchor.h"

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

/// How many events are recorded. Each makes one change set, behind that of the founding; what is recorded by the real
/// clock comes when the life is complete.
result<std::size_t> recorded_of(const std::vector<event>& events, const seal::anchored_head& head) {
    const auto after_founding = static_cast<std::size_t>(head.seq) - 1;
    if (after_founding >= events.size()) return events.size();
    if (after_founding == 0 || events[after_founding - 1].at == head.recorded_at) return after_founding;
    return fail(
        errc::conflict,
        fmt::format(
            "somebody wrote into the tenant \"demo\" before its life was complete (change set {}), so that it cannot "
            "go "
            "on; make it anew in another data directory (VOUCH_DATA_DIR) or database",
            head.seq
        )
    );
}

}  // namespace

task<made> make_bank(db::pool& app, db::pool& batch, std::optional<date> until, progress_report report) {
    CO_TRY(whose, co_await find_or_found(app));
    made bank{whose, life_of_the_bank(whose.tenant_id), 0, 0};
    const auto& events = bank.told.events;
    CO_TRY(heads, co_await seal::current_heads(batch, {whose}));
    CO_TRY(before, recorded_of(events, heads.front()));

    const auto after = until ? at(*until + days(1), 2h) : instant::max();
    bank.wanted = static_cast<std::size_t>(std::ranges::lower_bound(events, after, {}, &event::at) - events.begin());
    for (auto place = before; place < bank.wanted; ++place) {
        CO_CHECK(co_await record_event(app, batch, whose.tenant_id, events[place]));
        ++bank.recorded;
        report(static_cast<std::int64_t>(place + 1), static_cast<std::int64_t>(bank.wanted));
    }
    co_return bank;
}

}  // namespace vouch::demo
