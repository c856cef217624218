#include "db/repeat/repeated_bank.h"

#include <chrono>
#include <fmt/format.h>
#include <thread>

#include "seal/verify.h"

namespace vouch::test {

namespace {

task<> link_by_name(db::pool& from, uuid tenant, std::string repeat, std::string prior, db::author by) {
    CO_TRY(tx, co_await db::tenant_tx::begin_write(from, tenant, by));
    CO_TRY(later, co_await repeat::find(tx, repeat));
    CO_TRY(earlier, co_await repeat::find(tx, prior));
    CO_CHECK(co_await repeat::link(tx, later, earlier));
    co_return co_await tx.commit();
}

task<> clear_by_name(db::pool& from, uuid tenant, std::string repeat, db::author by) {
    CO_TRY(tx, co_await db::tenant_tx::begin_write(from, tenant, by));
    CO_TRY(later, co_await repeat::find(tx, repeat));
    CO_CHECK(co_await repeat::clear(tx, later));
    co_return co_await tx.commit();
}

task<repeat::repeat_list> read_list(
    db::pool& from, uuid tenant, std::string period, std::optional<instant> known_at, instant now
) {
    CO_TRY(tx, co_await db::tenant_tx::begin_read(from, tenant));
    CO_TRY(of, co_await tenant::named_period(tx, {period, {}}, now));
    CO_TRY(found, co_await repeat::list_repeats(tx, of, known_at));
    CO_CHECK(co_await tx.commit());
    co_return found;
}

task<std::vector<repeat::occurrence>> read_chain(db::pool& from, uuid tenant, std::string name) {
    CO_TRY(tx, co_await db::tenant_tx::begin_read(from, tenant));
    CO_TRY(asked, co_await repeat::find(tx, name));
    CO_TRY(found, co_await repeat::chain_of(tx, asked.id));
    CO_CHECK(co_await tx.commit());
    co_return found;
}

}  // namespace

std::optional<instant> at_instant(const char* text) {
    if (*text == '\0') return std::nullopt;
    return take(parse_instant(text));
}

void repeated_bank::SetUp() {
    bank_database::SetUp();
    if (IsSkipped()) return;
    all.emplace(admin());
    app.emplace(session_as(db::role::app));
    pool.emplace(context, settings(db::role::app));
    whose = found({.simulated = true, .recorded_at = at_instant("2024-01-01T00:00:00Z")});
}

void repeated_bank::TearDown() {
    if (pool) pool->close();
}

uuid repeated_bank::add(const observation_as& wanted, const char* at) {
    const auto id = random_uuid();
    const auto moment = at_instant(at);
    take(write(
        *app,
        whose.id,
        {.actor = "auditor", .recorded_at = moment},
        {{"INSERT INTO record.observation (tenant_id, id, reference, severity, assessed_severity, status, found_on,"
          "                                issued_at, closed_at, repeat_of_id, branch_id, engagement_id)"
          " VALUES ($1, $2, $3, $4, $4, $5, $6::date,"
          "         CASE WHEN $5 NOT IN ('DRAFT', 'WITHDRAWN') THEN coalesce($7::timestamptz, now()) END,"
          "         CASE WHEN $5 = 'CLOSED' THEN coalesce($7::timestamptz, now()) END, $8, $9, $10)",
          db::parameters::of(
              whose.id,
              id,
              wanted.reference,
              wanted.severity,
              wanted.status,
              wanted.found_on ? std::optional(std::string(wanted.found_on)) : std::nullopt,
              moment,
              wanted.repeat_of,
              wanted.branch,
              wanted.engagement
          )},
         {"INSERT INTO record.observation_text (tenant_id, id, title) VALUES ($1, $2, 'Title of ' || $3)",
          db::parameters::of(whose.id, id, wanted.reference)}}
    ));
    return id;
}

result<> repeated_bank::change(const uuid& id, const std::string& assignments, const char* at, std::string reason) {
    return write(
        *app,
        whose.id,
        {.actor = "auditor", .reason = std::move(reason), .recorded_at = at_instant(at)},
        {{"UPDATE record.observation SET " + assignments + " WHERE tenant_id = $1 AND id = $2",
          db::parameters::of(whose.id, id)}}
    );
}

result<> repeated_bank::link(const std::string& repeat, const std::string& prior, std::string reason) {
    return run(link_by_name(*pool, whose.id, repeat, prior, {.actor = "R. Kulkarni", .reason = std::move(reason)}));
}

result<> repeated_bank::clear(const std::string& repeat, std::string reason) {
    return run(clear_by_name(*pool, whose.id, repeat, {.actor = "R. Kulkarni", .reason = std::move(reason)}));
}

repeat::repeat_list repeated_bank::list(const std::string& period, std::optional<instant> known_at, const char* now) {
    const auto moment = at_instant(now).value_or(take(parse_instant("2030-01-01T00:00:00Z")));
    return take(run(read_list(*pool, whose.id, period, known_at, moment)));
}

std::string repeated_bank::chain(const std::string& reference) {
    std::string text;
    for (const auto& each : take(run(read_chain(*pool, whose.id, reference)))) {
        text += fmt::format(
            "{}{} {}{}", text.empty() ? "" : "; ", each.number, each.name, each.kind ? " " + *each.kind : ""
        );
    }
    return text;
}

std::string repeated_bank::prior_of(const uuid& id) {
    return cell(
        *all,
        "SELECT p.reference FROM record.observation AS o LEFT JOIN record.observation AS p"
        "    ON p.tenant_id = o.tenant_id AND p.id = o.repeat_of_id WHERE o.tenant_id = $1 AND o.id = $2",
        db::parameters::of(whose.id, id)
    );
}

std::vector<std::string> repeated_bank::problems() {
    db::pool batch(context, settings(db::role::batch));
    auto found = take(run(seal::verify(batch, whose.id, std::nullopt, [](std::int64_t, std::int64_t) {}))).problems;
    batch.close();
    return found;
}

bool repeated_bank::waits(int backend_pid) {
    for (int i = 0; i < 500; ++i) {
        if (cell(*all, "SELECT cardinality(pg_blocking_pids($1)) > 0", db::parameters::of(backend_pid)) == "t") {
            return true;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    return false;
}

}  // namespace vouch::test
