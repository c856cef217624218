#include "snapshot/capture.h"

#include <algorithm>
#include <boost/asio/experimental/awaitable_operators.hpp>

#include "metric/catalogue.h"
#include "snapshot/queries.h"

namespace vouch::snapshot {

using namespace asio::experimental::awaitable_operators;

namespace {

/// Errors: internal: the statement says a word that is none of ours.
result<capture_outcome> outcome_named(std::string_view name) {
    if (name == "captured") return capture_outcome::captured;
    if (name == "was_there") return capture_outcome::was_there;
    if (name == "not_onboarded") return capture_outcome::not_onboarded;
    if (name == "not_due") return capture_outcome::not_due;
    if (name == "nothing_known") return capture_outcome::nothing_known;
    return fail(errc::internal, "a capture cannot end in \"" + std::string(name) + "\"");
}

/// What the connections that capture side by side share. They run on one thread.
struct capture_run {
    db::pool* batch;
    std::vector<uuid> tenants;
    std::size_t per_capture;
    std::optional<date> business_date;
    instant now;
    std::string actor;
    std::optional<instant> recorded_at;

    std::size_t next = 0;  // of tenants, the first that nobody has taken
    std::vector<capture_of_tenant> done;

    std::vector<uuid> take() {
        const auto from = tenants.begin() + static_cast<std::ptrdiff_t>(next);
        next = std::min(tenants.size(), next + per_capture);
        return {from, tenants.begin() + static_cast<std::ptrdiff_t>(next)};
    }
};

/// Captures one batch in a transaction of its own.
task<> capture_batch(capture_run& run, std::vector<uuid> tenants) {
    CO_TRY(tx, co_await db::batch_tx::begin_write(*run.batch, tenants, run.actor, "daily capture", run.recorded_at));
    CO_TRY(captured, co_await capture_in(tx, tenants, run.business_date, run.now));
    CO_CHECK(co_await tx.commit());
    run.done.insert(run.done.end(), captured.begin(), captured.end());
    co_return result<>{};
}

/// Captures batches until none is left. After an error the other connection ends with the batch that it has.
task<> capture_batches(capture_run& run) {
    while (run.next < run.tenants.size()) {
        auto ended = co_await capture_batch(run, run.take());
        if (!ended) {
            run.next = run.tenants.size();
            co_return ended;
        }
    }
    co_return result<>{};
}

}  // namespace

task<std::vector<capture_of_tenant>> capture_in(
    db::batch_tx& tx, std::vector<uuid> tenants, std::optional<date> business_date, instant now
) {
    const auto& wanted = metric::current_definition();
    CO_CHECK(co_await tx.execute(hash_groups));
    CO_TRY(rows, co_await tx.rows(snapshot::capture(wanted), tenants, business_date, now, wanted.version));
    std::vector<capture_of_tenant> done;
    done.reserve(rows.size());
    for (const auto& row : rows) {
        CO_TRY(outcome, outcome_named(row.outcome));
        done.push_back({row.tenant_id, row.business_date, row.slot_at, outcome});
    }
    co_return done;
}

task<std::vector<capture_of_tenant>> capture(
    db::pool& batch,
    std::vector<uuid> tenants,
    std::optional<date> business_date,
    instant now,
    std::string actor,
    std::optional<instant> recorded_at
) {
    const auto share = (tenants.size() + captures_at_once - 1) / captures_at_once;
    capture_run run{
        .batch = &batch,
        .tenants = std::move(tenants),
        .per_capture = std::clamp<std::size_t>(share, 1, tenants_per_capture_max),
        .business_date = business_date,
        .now = now,
        .actor = std::move(actor),
        .recorded_at = recorded_at,
    };
    static_assert(captures_at_once == 2, "one operand each");
    const auto [one, other] = co_await (capture_batches(run) && capture_batches(run));
    CO_CHECK(one);
    CO_CHECK(other);
    co_return std::move(run.done);
}

}  // namespace vouch::snapshot
