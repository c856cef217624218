#include "db/tenant_tx.h"

#include "db/plumbing.h"
#include "sql/tenant.h"

namespace vouch::db {

namespace {

std::optional<std::string> unless_empty(const std::string& text) {
    return text.empty() ? std::nullopt : std::optional(text);
}

}  // namespace

command tenant_tx::enter(const uuid& tenant, const author& by) {
    return {
        sql::tenant::enter,
        parameters::of(
            tenant, unless_empty(by.actor), unless_empty(by.reason), unless_empty(by.effective), by.recorded_at
        )
    };
}

tenant_tx::tenant_tx(lease owned, command begin, uuid tenant, const author& by, std::chrono::milliseconds ms_max)
    : transaction(std::move(owned), {std::move(begin), enter(tenant, by)}, ms_max), tenant_(tenant) {}

task<tenant_tx> tenant_tx::begin_read(pool& from, uuid tenant) {
    CO_TRY(owned, co_await from.acquire_exclusive());
    co_return tenant_tx(
        std::move(owned), {plumbing::begin_read, {}}, tenant, author(), from.settings().round_trip_ms_max
    );
}

task<tenant_tx> tenant_tx::begin_write(pool& from, uuid tenant, author by) {
    CO_TRY(owned, co_await from.acquire_exclusive());
    co_return tenant_tx(std::move(owned), {plumbing::begin_write, {}}, tenant, by, from.settings().round_trip_ms_max);
}

task<answer> tenant_tx::read_one_answer(pool& from, uuid tenant, command wanted) {
    round_trip work{{}, from.settings().round_trip_ms_max};
    work.segments.push_back({{sql::tenant::enter_to_read, parameters::of(tenant)}, std::move(wanted)});
    CO_TRY(answers, co_await run_shared(from, std::move(work)));
    co_return std::move(answers[1]);
}

}  // namespace vouch::db
