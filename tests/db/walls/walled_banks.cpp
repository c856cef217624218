#include "db/walls/walled_banks.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "seal/verify.h"
#include "snapshot/replay.h"
#include "snapshot/retention.h"
#include "snapshot/sealed_period.h"
#include "snapshot/verify.h"

namespace vouch::test {

namespace {

std::optional<filled_bank> bank_a;
std::optional<filled_bank> bank_b;

// Jobs are behind no wall but a locked door: Enqueue.ForAnotherTenantIsRefused.
constexpr std::string_view behind_walls = R"(
    SELECT c.oid::regclass::text FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
      JOIN pg_attribute ON attrelid = c.oid AND attname = 'tenant_id' AND attnum > 0
     WHERE n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'public', 'db', 'job') AND c.relkind = ANY ($1)
     ORDER BY 1)";

std::vector<std::string> relations(std::string_view kinds) {
    auto on = take(db::session::open(std::getenv("VOUCH_TEST_DATABASE_URL")));
    std::vector<std::string> names;
    for (const auto& row : take(on.rows(behind_walls, db::parameters::of(kinds))).rows) names.push_back(row[0].value());
    return names;
}

void no_report(std::int64_t, std::int64_t) {}

}  // namespace

void walled_banks::SetUp() {
    bank_database::SetUp();
    spdlog::set_level(spdlog::level::off);
    if (IsSkipped() || bank_a) return;
    auto first = fill();
    bank_b = fill();
    bank_a = std::move(first);
}

void walled_banks::TearDown() {
    spdlog::set_level(spdlog::level::info);
}

const filled_bank& walled_banks::a() const {
    return *bank_a;
}

const filled_bank& walled_banks::b() const {
    return *bank_b;
}

filled_bank walled_banks::fill() {
    const filled_bank made{
        found(),
        random_uuid(),
        random_uuid(),
        random_uuid(),
        random_uuid(),
        random_uuid(),
        random_uuid(),
        random_uuid(),
        random_uuid()
    };
    using db::parameters;
    const auto& tenant = made.whose.id;
    std::vector<sql> statements{
        {"INSERT INTO record.branch (tenant_id, id, code, name) VALUES ($1, $2, 'B1', 'Pune')",
         parameters::of(tenant, made.branch)},
        {"INSERT INTO record.audit_area (tenant_id, id, name) VALUES ($1, $2, 'Cash')",
         parameters::of(tenant, made.area)},
        {"INSERT INTO record.audit_plan (tenant_id, id, fiscal_year, quarter) VALUES ($1, $2, 2023, 4)",
         parameters::of(tenant, made.plan)},
        {"INSERT INTO record.engagement (tenant_id, id, plan_id, branch_id, area_id, status) "
         "VALUES ($1, $2, $3, $4, $5, 'PLANNED')",
         parameters::of(tenant, made.engagement, made.plan, made.branch, made.area)},
        {"INSERT INTO record.requirement (tenant_id, id, requirement) VALUES ($1, $2, 'Keep the keys apart')",
         parameters::of(tenant, made.requirement)},
    };
    for (auto& each : add_observation(tenant, made.observation)) statements.push_back(std::move(each));
    statements.push_back(
        {"INSERT INTO record.import (tenant_id, id, source, mapping_hash, started_at) VALUES ($1, $2, 's', '\\x00', "
         "now())",
         parameters::of(tenant, made.import)}
    );
    statements.push_back(
        {"INSERT INTO record.import_file (tenant_id, id, import_id, name, kind, sha256) "
         "VALUES ($1, $2, $3, 'a.csv', 'branches', sha256('x'))",
         parameters::of(tenant, made.import_file, made.import)}
    );
    statements.push_back(
        {"INSERT INTO record.import_exception VALUES ($1, $2, 1, 'a.csv', 2, 'f', 'v', 'r', 'c', 'row_rejected')",
         parameters::of(tenant, made.import)}
    );
    statements.push_back(
        {"INSERT INTO record.source_row VALUES ($1, $2, '\\x01')", parameters::of(tenant, made.observation)}
    );
    statements.push_back(
        {"INSERT INTO record.source_series VALUES ($1, $2, $2, '2023-12-01', 1, 1)",
         parameters::of(tenant, made.observation)}
    );
    auto app = session_as(db::role::app);
    take(write(
        app, tenant, {.actor = "filler", .reason = "opening balance", .effective = "2023-12-01T00:00:00Z"}, statements
    ));
    db::pool batch(context, settings(db::role::batch));
    const snapshot::day_range days{take(parse_date("2024-01-01")), take(parse_date("2024-01-10"))};
    const auto now = take(parse_instant("2024-02-01T00:00:00Z"));
    take(run(snapshot::replay(batch, tenant, days, now, "filler", no_report)));
    db::pool one(context, settings(db::role::app));
    take(run(snapshot::seal_period(one, tenant, {.label = "2024-W01"}, "filler", {})));
    one.close();
    take(run(snapshot::retire(batch, tenant, snapshot::keep_days_default, now + std::chrono::years(2), "filler")));
    batch.close();
    return made;
}

std::vector<std::string> walled_banks::tables() {
    return relations("{r,p}");
}

std::vector<std::string> walled_banks::tables_and_views() {
    return relations("{r,p,v}");
}

std::string walled_banks::everything_of(const filled_bank& whose) {
    auto on = admin();
    std::string all;
    for (const auto& table : tables()) {
        const auto digest = cell(
            on,
            fmt::format(
                "SELECT md5(coalesce(string_agg(to_jsonb(t)::text, E'\\n' ORDER BY to_jsonb(t)::text), '')) "
                "FROM {} AS t WHERE tenant_id = $1",
                table
            ),
            db::parameters::of(whose.id())
        );
        all += table + " " + digest + "\n";
    }
    return all;
}

std::vector<std::string> walled_banks::problems_of(const filled_bank& whose) {
    db::pool batch(context, settings(db::role::batch));
    auto problems = take(run(seal::verify(batch, whose.id(), std::nullopt, no_report))).problems;
    const auto numbers = take(run(snapshot::verify_metrics(batch, whose.id(), no_report)));
    problems.insert(problems.end(), numbers.problems.begin(), numbers.problems.end());
    batch.close();
    return problems;
}

db::session walled_banks::in_bank(const filled_bank& whose, std::string_view actor) {
    auto on = session_as(db::role::app);
    take(begin_write(on, whose.id(), {.actor = std::string(actor)}));
    return on;
}

db::session walled_banks::in_batch(const std::vector<uuid>& tenants, std::string_view actor) {
    auto on = session_as(db::role::batch);
    take(on.execute("BEGIN"));
    take(on.rows("SELECT tenant.enter_batch($1, $2, 'a try')", db::parameters::of(tenants, actor)));
    return on;
}

result<std::int64_t> walled_banks::attempt(db::session& on, std::string_view text, const db::parameters& values) {
    take(on.execute("SAVEPOINT attempt"));
    auto done = on.rows(text, values);
    take(on.execute("ROLLBACK TO SAVEPOINT attempt"));
    if (!done) return std::unexpected(std::move(done).error());
    return static_cast<std::int64_t>(done->rows.size());
}

}  // namespace vouch::test
