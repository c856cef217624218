#include "db/support/bank.h"

#include <chrono>
#include <cstdlib>
#include <fmt/format.h>
#include <random>
#include <thread>

#include "db/migration.h"

namespace vouch::test {

namespace {

/// Throws when it cannot be deployed; a later call tries again.
bool deployed(const std::string& conninfo) {
    take(db::deploy(conninfo, db::embedded_migrations(), {}));
    return true;
}

}  // namespace

void bank_database::SetUp() {
    if (conninfo().empty()) {
        GTEST_SKIP() << "set VOUCH_TEST_DATABASE_URL to a PostgreSQL where databases and roles may be made";
    }
    [[maybe_unused]] static const bool once = deployed(conninfo());
}

const std::string& bank_database::conninfo() {
    static const std::string value = [] {
        const char* given = std::getenv("VOUCH_TEST_DATABASE_URL");
        return std::string(given ? given : "");
    }();
    return value;
}

db::session bank_database::admin() {
    return take(db::session::open(conninfo(), "-c TimeZone=UTC"));
}

db::session bank_database::session_as(db::role which) {
    return take(db::session::open(conninfo(), fmt::format("-c role={} -c TimeZone=UTC", db::name_of(which))));
}

bool bank_database::waits(int backend_pid) {
    auto on = admin();
    for (int i = 0; i < 500; ++i) {
        if (cell(on, "SELECT cardinality(pg_blocking_pids($1)) > 0", db::parameters::of(backend_pid)) == "t")
            return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    return false;
}

bank bank_database::found(const founding& wanted) {
    const auto id = random_uuid();
    const bank made{id, "bank-" + to_string(id).substr(0, 18)};
    auto app = session_as(db::role::app);
    take(write(
        app,
        id,
        {.actor = "founder", .recorded_at = wanted.recorded_at},
        {{"INSERT INTO tenant.tenant (tenant_id, id, slug, name, simulated, onboarded_at) "
          "VALUES ($1, $1, $2, 'A bank that is made up', $3, CASE WHEN $4 THEN '2000-01-01 00:00:00+00'::timestamptz "
          "END)",
          db::parameters::of(id, made.slug, wanted.simulated, wanted.onboarded)},
         {"INSERT INTO tenant.setting (tenant_id, id, starts_on, zone, fiscal_year_start_month) "
          "VALUES ($1, $2, '2000-01-01', $3, $4)",
          db::parameters::of(id, random_uuid(), wanted.zone, wanted.fiscal_year_start_month)}}
    ));
    return made;
}

result<> begin_write(db::session& on, const uuid& tenant, const db::author& by) {
    const auto unless_empty = [](const std::string& text) { return text.empty() ? std::nullopt : std::optional(text); };
    CHECK_RESULT(on.execute("BEGIN"));
    CHECK_RESULT(on.rows(
        "SELECT tenant.enter($1, $2, $3, $4, $5)",
        db::parameters::of(
            tenant, unless_empty(by.actor), unless_empty(by.reason), unless_empty(by.effective), by.recorded_at
        )
    ));
    return {};
}

result<> write(db::session& on, const uuid& tenant, const db::author& by, const std::vector<sql>& statements) {
    auto outcome = begin_write(on, tenant, by);
    for (const auto& each : statements) {
        if (!outcome) break;
        if (auto done = on.rows(each.text, each.values); !done) outcome = std::unexpected(done.error());
    }
    if (outcome) outcome = on.execute("COMMIT");
    if (!outcome && on.in_transaction()) take(on.execute("ROLLBACK"));
    return outcome;
}

std::vector<sql> add_observation(const uuid& tenant, const uuid& id, const observation_facts& facts) {
    return {
        {"INSERT INTO record.observation (tenant_id, id, severity, status, due_on, issued_at, closed_at) "
         "VALUES ($1, $2, $3, $4, $5,"
         " CASE WHEN $4 NOT IN ('DRAFT', 'SUBMITTED', 'REVIEWED', 'WITHDRAWN') THEN '2020-01-01 "
         "00:00:00+00'::timestamptz END,"
         " CASE WHEN $4 = 'CLOSED' THEN '2020-06-01 00:00:00+00'::timestamptz END)",
         db::parameters::of(tenant, id, facts.severity, facts.status, facts.due_on)},
        {"INSERT INTO record.observation_text (tenant_id, id, title) VALUES ($1, $2, $3)",
         db::parameters::of(tenant, id, facts.title)}
    };
}

std::string cell(db::session& on, std::string_view text, const db::parameters& values) {
    const auto found = take(on.rows(text, values));
    return found.rows.at(0).at(0).value_or("null");
}

std::uint64_t test_seed() {
    static const std::uint64_t seed = [] {
        const char* given = std::getenv("VOUCH_TEST_SEED");
        return given ? std::strtoull(given, nullptr, 10) : std::uint64_t{std::random_device()()};
    }();
    return seed;
}

}  // namespace vouch::test
