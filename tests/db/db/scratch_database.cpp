#include "db/db/scratch_database.h"

#include <atomic>
#include <fmt/format.h>
#include <libpq-fe.h>
#include <unistd.h>

namespace vouch::test {

namespace {

/// The conninfo in libpq's other form, with another database.
std::string with_database(const std::string& conninfo, const std::string& name) {
    std::string changed;
    PQconninfoOption* options = PQconninfoParse(conninfo.c_str(), nullptr);
    for (auto* option = options; option && option->keyword; ++option) {
        if (!option->val || std::string_view(option->keyword) == "dbname") continue;
        std::string value;
        for (const char c : std::string_view(option->val)) {
            if (c == '\'' || c == '\\') value += '\\';
            value += c;
        }
        changed += fmt::format("{}='{}' ", option->keyword, value);
    }
    PQconninfoFree(options);
    return changed + "dbname=" + name;
}

}  // namespace

void scratch_database::SetUp() {
    const char* server = std::getenv("VOUCH_TEST_DATABASE_URL");
    if (!server) GTEST_SKIP() << "set VOUCH_TEST_DATABASE_URL to a PostgreSQL where databases and roles may be made";
    static std::atomic<int> count = 0;
    server_ = server;
    name_ = fmt::format("vouch_scratch_{}_{}", getpid(), ++count);
    auto made = take(db::session::open(server_));
    take(made.execute("CREATE DATABASE " + name_ + " TEMPLATE template0 ENCODING 'UTF8'"));
    conninfo_ = with_database(server_, name_);
}

void scratch_database::TearDown() {
    if (name_.empty()) return;
    auto dropped = take(db::session::open(server_));
    take(dropped.execute("DROP DATABASE " + name_ + " WITH (FORCE)"));
}

std::string scratch_database::cell(std::string_view text, const db::parameters& values) {
    const auto found = take(session().rows(text, values));
    return found.rows.at(0).at(0).value_or("null");
}

void tenant_database::SetUp() {
    scratch_database::SetUp();
    if (IsSkipped()) return;
    auto made = session();
    // Roles belong to the whole cluster, where another test may be making them.
    take(made.execute(R"(
        SELECT pg_advisory_lock(8154);
        DO $$ DECLARE name text; BEGIN
            FOREACH name IN ARRAY '{vouch_owner, vouch_app, vouch_batch}'::text[] LOOP
                IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN EXECUTE 'CREATE ROLE ' || name; END IF;
            END LOOP;
        END $$;
        SELECT pg_advisory_unlock(8154);
        CREATE SCHEMA tenant;
        CREATE FUNCTION tenant.enter(tenant_id uuid, actor text, reason text, effective text, recorded_at timestamptz)
        RETURNS void LANGUAGE sql AS $$
            SELECT set_config('app.tenant_id', tenant_id::text, true), set_config('app.actor', actor, true) $$;
        CREATE FUNCTION tenant.enter_batch(tenant_ids uuid[], actor text, reason text, recorded_at timestamptz)
        RETURNS void LANGUAGE sql AS $$ SELECT set_config('app.tenant_ids', tenant_ids::text, true) $$;
        CREATE SCHEMA test;
        CREATE TABLE test.item (
            tenant_id uuid, id integer, name text CONSTRAINT name_not_empty CHECK (name <> ''),
            PRIMARY KEY (tenant_id, id));
        ALTER TABLE test.item ENABLE ROW LEVEL SECURITY;
        CREATE POLICY one_tenant ON test.item TO vouch_app USING (tenant_id = current_setting('app.tenant_id')::uuid);
        CREATE POLICY batch ON test.item TO vouch_batch
            USING (tenant_id = ANY (current_setting('app.tenant_ids')::uuid[]));
        GRANT USAGE ON SCHEMA tenant, test TO vouch_app, vouch_batch;
        GRANT SELECT, INSERT ON test.item TO vouch_app;
        GRANT SELECT ON test.item TO vouch_batch)"));
}

}  // namespace vouch::test
