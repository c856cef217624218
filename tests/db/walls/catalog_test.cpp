// The catalogue of the database against the rules of the walls: each test asks for what breaks a rule, and what it
// finds has to be on the list of exceptions, with a reason. An exception that nothing needs fails as well.
#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "db/support/bank.h"
#include "seal/subject_kinds.h"

using namespace vouch;

namespace {

struct exception {
    std::string_view rule;
    std::string_view object;
    std::string_view reason;
};

constexpr exception exceptions[] = {
    {"has a tenant", "seal.subject_kind", "says which tables hold versions; the same for every tenant"},
    {"starts with tenant_id", "tenant.tenant_slug_key", "a slug is the address of a tenant, before it is known which"},
    {"security definer", "history.append()", "trigger: nobody may write history himself"},
    {"security definer",
     "job.enqueue(text, jsonb, uuid, integer, timestamp with time zone, text, text, text, interval, timestamp with "
     "time "
     "zone)",
     "nobody but the engine may write jobs; asks whether it may be for this tenant"},
    {"security definer", "job.notify(text[])", "tells workers which queue has jobs; shows names of queues only"},
    {"executable security definer", "vouch_app job.notify(text[])", "as above"},
    {"executable security definer", "vouch_batch job.notify(text[])", "as above"},
    {"security definer",
     "job.keep_days(timestamp with time zone, integer, integer)",
     "makes and drops partitions of jobs that have ended"},
    {"executable security definer",
     "vouch_app job.enqueue(text, jsonb, uuid, integer, timestamp with time zone, text, text, text, interval, "
     "timestamp "
     "with time zone)",
     "as above"},
    {"executable security definer",
     "vouch_batch job.enqueue(text, jsonb, uuid, integer, timestamp with time zone, text, text, text, interval, "
     "timestamp with time zone)",
     "as above"},
    {"security definer", "seal.close_change_set()", "trigger: nobody may write the chain himself"},
    {"security definer", "seal.make_head()", "trigger: a tenant has a head from its first moment"},
    {"security definer", "seal.wait_for_turn()", "trigger: locks the head, which its writer may only read"},
    {"security definer", "snapshot.enter_the_chain()", "trigger: a snapshot enters the chain with whoever captures it"},
    {"security definer", "snapshot.retire()", "trigger: deletes what a retirement lists, which nobody else may"},
    {"security definer", "tenant.all_tenants()", "work over all tenants begins with their list; identity only"},
    {"security definer",
     "tenant.chains_without_tenant()",
     "verification sees chains that no list leads to; identity only"},
    {"security definer", "tenant.find(text)", "the look-up before a tenant is entered; identity only"},
    {"executable security definer", "vouch_app tenant.find(text)", "as above"},
    {"executable security definer", "vouch_batch tenant.find(text)", "as above"},
    {"executable security definer", "vouch_batch tenant.all_tenants()", "as above"},
    {"executable security definer", "vouch_batch tenant.chains_without_tenant()", "as above"},
    {"batch writes", "INSERT on snapshot.dashboard_snapshot", "capture and replay"},
    {"batch writes", "INSERT on snapshot.retirement", "retention; its trigger says what may go"},
    {"app writes elsewhere", "INSERT on snapshot.sealed_period", "a period is reported by a person of the tenant"},
    {"app writes elsewhere", "INSERT on tenant.tenant", "a tenant is founded by whoever enters it"},
    {"app writes elsewhere", "UPDATE on tenant.tenant", "its name and when it was onboarded change"},
    {"app writes elsewhere", "INSERT on tenant.setting", "settings are the tenant's own"},
    {"app writes elsewhere", "UPDATE on tenant.setting", "settings are the tenant's own"},
    {"app writes elsewhere", "DELETE on tenant.setting", "settings are the tenant's own"},
    {"kept in the present only", "record.audit_area.external_ref", "bookkeeping of the source"},
    {"kept in the present only", "record.audit_plan.external_ref", "bookkeeping of the source"},
    {"kept in the present only", "record.branch.external_ref", "bookkeeping of the source"},
    {"kept in the present only", "record.engagement.external_ref", "bookkeeping of the source"},
    {"kept in the present only", "record.observation.external_ref", "bookkeeping of the source"},
    {"kept in the present only", "record.requirement.external_ref", "bookkeeping of the source"},
    {"kept in the present only", "record.observation.version", "the optimistic lock counts moves, which are versions"},
};

/// Relations (r table, p partitioned, v view, m materialized, f foreign) of the stages; db holds the ledger of
/// migrations, which everybody may read.
constexpr std::string_view ours = R"(
    WITH everything AS (
        SELECT c.oid, c.relkind, c.relowner, c.relacl, c.reloptions, c.relrowsecurity, c.relforcerowsecurity,
               c.relispartition, n.nspname AS schema, n.nspname || '.' || c.relname AS name,
               (SELECT attnum FROM pg_attribute WHERE attrelid = c.oid AND attname = 'tenant_id') AS tenant_attnum
          FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
         WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
           AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'public', 'db')
    ), relation AS (
        SELECT * FROM everything WHERE schema <> 'job'  -- no tenant's: JobsAreTheEnginesAlone
    ), function AS (
        SELECT p.oid, p.prosecdef, p.proconfig, p.proowner,
               format('%s.%s(%s)', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid)) AS signature,
               format('%s.%s(%s)', n.nspname, p.proname,
                      (SELECT string_agg(format_type(type, NULL), ', ') FROM unnest(p.proargtypes) AS type)) AS name
          FROM pg_proc AS p JOIN pg_namespace AS n ON n.oid = p.pronamespace
         WHERE n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'public', 'db')
    ), writing AS (
        SELECT role, privilege, r.*
          FROM relation AS r, unnest(ARRAY['vouch_app', 'vouch_batch']) AS role,
               unnest(ARRAY['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) AS privilege
         WHERE r.relkind <> 'S'
           AND (has_table_privilege(role, r.oid, privilege)
                OR privilege IN ('INSERT', 'UPDATE', 'REFERENCES') AND has_any_column_privilege(role, r.oid, privilege))
    )
)";

class Catalog : public test::bank_database {
protected:
    std::vector<std::string> names(std::string_view query) {
        auto on = admin();
        std::vector<std::string> all;
        for (const auto& row : test::take(on.rows(query)).rows) all.push_back(row.at(0).value_or("null"));
        return all;
    }

    /// What breaks a rule is exactly what the list excepts from it.
    void expect_only_exceptions(std::string_view rule, std::string_view query) {
        const auto found = names(std::string(ours) + std::string(query));
        for (const auto& object : found) {
            const bool excepted = std::ranges::any_of(exceptions, [&](const exception& each) {
                return each.rule == rule && each.object == object;
            });
            EXPECT_TRUE(excepted) << object << " breaks the rule \"" << rule << "\"";
        }
        for (const auto& each : exceptions) {
            if (each.rule != rule) continue;
            EXPECT_TRUE(std::ranges::find(found, each.object) != found.end())
                << "the exception " << each.object << " from \"" << rule << "\" is needed no longer";
        }
    }
};

}  // namespace

TEST_F(Catalog, EveryTableHasATenant) {
    expect_only_exceptions("has a tenant", "SELECT name FROM relation WHERE tenant_attnum IS NULL");
    expect_only_exceptions(
        "is a plain table, a partition or a view", "SELECT name FROM relation WHERE relkind NOT IN ('r', 'p', 'v')"
    );
}

TEST_F(Catalog, EveryTableOfATenantIsBehindTheWall) {
    expect_only_exceptions(
        "row-level security is enabled and forced",
        R"(SELECT name FROM relation WHERE tenant_attnum IS NOT NULL AND relkind IN ('r', 'p')
              AND NOT (relrowsecurity AND relforcerowsecurity))"
    );
    // The whole policies, word for word: a wider one beside them would open the wall.
    expect_only_exceptions(
        "the two policies and no other",
        R"(SELECT name FROM relation WHERE tenant_attnum IS NOT NULL AND relkind IN ('r', 'p')
              AND ARRAY(SELECT format('%s %s %s using %s check %s', polroles::regrole[], polcmd, polpermissive,
                                      pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid))
                          FROM pg_policy WHERE polrelid = relation.oid ORDER BY 1)
                  <> ALL (
                      SELECT ARRAY['{vouch_app} * t using ' || one || ' check ' || one,
                                   '{vouch_batch} * t using ' || several || ' check ' || several]
                        FROM (VALUES ($$(tenant_id = (current_setting('app.tenant_id'::text))::uuid)$$,
                                      $$(tenant_id IN ( SELECT tenant.batch() AS batch))$$),
                                     ($$(tenant_id = (current_setting('app.tenant_id'::text))::uuid)$$,
                                      $$(tenant_id = ANY (ARRAY( SELECT tenant.batch() AS batch)))$$)) AS wall(one, several)))"
    );
    expect_only_exceptions(
        "a view looks with the eyes of who asks",
        R"(SELECT name FROM relation WHERE relkind = 'v' AND NOT coalesce('security_invoker=true' = ANY (reloptions), false))"
    );
    expect_only_exceptions(
        "nobody is granted a partition: row-level security is not inherited",
        R"(SELECT name FROM relation, unnest(ARRAY['vouch_app', 'vouch_batch']) AS role
            WHERE relispartition AND has_table_privilege(role, oid, 'SELECT, INSERT, UPDATE, DELETE'))"
    );
}

TEST_F(Catalog, EveryKeyStartsWithTheTenant) {
    expect_only_exceptions(
        "has a primary key",
        R"(SELECT name FROM relation WHERE relkind IN ('r', 'p')
              AND NOT EXISTS (SELECT FROM pg_constraint WHERE conrelid = relation.oid AND contype = 'p'))"
    );
    expect_only_exceptions(
        "starts with tenant_id",
        R"(SELECT relation.schema || '.' || i.relname FROM relation
             JOIN pg_index ON indrelid = relation.oid JOIN pg_class AS i ON i.oid = indexrelid
            WHERE tenant_attnum IS NOT NULL AND indkey[0] <> tenant_attnum)"
    );
    expect_only_exceptions(
        "a foreign key starts with tenant_id on both sides",
        R"(SELECT relation.schema || '.' || conname FROM relation
             JOIN pg_constraint ON conrelid = relation.oid AND contype = 'f'
             LEFT JOIN relation AS other ON other.oid = confrelid
            WHERE conkey[1] IS DISTINCT FROM relation.tenant_attnum OR confkey[1] IS DISTINCT FROM other.tenant_attnum)"
    );
}

TEST_F(Catalog, RolesWriteOnlyWhatIsTheirs) {
    expect_only_exceptions(
        "no privilege that goes around row-level security",
        R"(SELECT format('%s has %s on %s', role, privilege, name) FROM writing
            WHERE privilege IN ('TRUNCATE', 'REFERENCES', 'TRIGGER'))"
    );
    expect_only_exceptions(
        "app writes elsewhere",
        "SELECT format('%s on %s', privilege, name) FROM writing WHERE role = 'vouch_app' AND schema <> 'record'"
    );
    expect_only_exceptions(
        "batch writes", "SELECT format('%s on %s', privilege, name) FROM writing WHERE role = 'vouch_batch'"
    );
    expect_only_exceptions(
        "grants go to vouch_app and vouch_batch, and not further",
        R"(SELECT format('%s to %s on %s', privilege_type, grantee::regrole, name)
             FROM relation, aclexplode(relacl) WHERE grantee NOT IN (relowner, 'vouch_app'::regrole, 'vouch_batch'::regrole)
               OR grantee <> relowner AND is_grantable
            UNION ALL
           SELECT 'columns of ' || name FROM relation JOIN pg_attribute ON attrelid = relation.oid WHERE attacl IS NOT NULL
            UNION ALL
           SELECT 'default privileges of ' || defaclrole::regrole FROM pg_default_acl
            UNION ALL
           SELECT format('%s to %s on schema %s', privilege_type, grantee::regrole, nspname)
             FROM pg_namespace, aclexplode(nspacl)
            WHERE nspname IN (SELECT schema FROM relation) AND grantee <> nspowner
              AND (privilege_type <> 'USAGE' OR grantee NOT IN ('vouch_app'::regrole, 'vouch_batch'::regrole)))"
    );
}

// The tables of jobs hold those of all tenants, without row-level security, which would cost each claim: what a tenant
// may do is enqueue for itself, by one function.
TEST_F(Catalog, JobsAreTheEnginesAlone) {
    expect_only_exceptions(
        "only vouch_worker is granted jobs, and vouch_worker nothing else",
        R"(SELECT format('%s to %s on %s', privilege_type, grantee::regrole, name)
             FROM everything, aclexplode(relacl)
            WHERE grantee <> relowner
              AND (is_grantable OR (schema = 'job') <> (grantee = 'vouch_worker'::regrole))
            UNION ALL
           SELECT format('%s to %s on schema %s', privilege_type, grantee::regrole, nspname)
             FROM pg_namespace, aclexplode(nspacl)
            WHERE grantee <> nspowner AND nspname = 'job' AND privilege_type <> 'USAGE'
               OR nspname <> 'job' AND grantee = 'vouch_worker'::regrole)"
    );
    expect_only_exceptions(
        "has a primary key, or is history of jobs",
        R"(SELECT name FROM everything WHERE schema = 'job' AND relkind IN ('r', 'p') AND name !~ '^job.finished'
              AND NOT EXISTS (SELECT FROM pg_constraint WHERE conrelid = everything.oid AND contype = 'p'))"
    );
}

TEST_F(Catalog, TheOwnerOwnsEverything) {
    expect_only_exceptions(
        "vouch_owner owns it",
        R"(SELECT name FROM everything WHERE relowner <> 'vouch_owner'::regrole
            UNION ALL SELECT name FROM function WHERE proowner <> 'vouch_owner'::regrole
            UNION ALL SELECT nspname::text FROM pg_namespace
                       WHERE nspname IN (SELECT schema FROM everything) AND nspowner <> 'vouch_owner'::regrole)"
    );
    expect_only_exceptions(
        "no role of ours logs in, or is above row-level security other than vouch_owner",
        R"(SELECT rolname::text FROM pg_roles
            WHERE rolname IN ('vouch_owner', 'vouch_app', 'vouch_batch', 'vouch_worker')
              AND (rolcanlogin OR rolsuper OR rolcreaterole OR rolcreatedb OR rolbypassrls <> (rolname = 'vouch_owner')))"
    );
}

TEST_F(Catalog, FunctionsWithTheOwnersRightsAreFewAndGuarded) {
    expect_only_exceptions("security definer", "SELECT name FROM function WHERE prosecdef");
    expect_only_exceptions(
        "its names are not the caller's to choose",
        R"(SELECT name FROM function WHERE prosecdef
              AND NOT coalesce('search_path=pg_catalog, pg_temp' = ANY (proconfig), false))"
    );
    // Also through PUBLIC. Whoever may execute a trigger function may put it behind a table of his own.
    expect_only_exceptions(
        "executable security definer",
        R"(SELECT role || ' ' || name FROM function, unnest(ARRAY['vouch_app', 'vouch_batch']) AS role
            WHERE prosecdef AND has_function_privilege(role, oid, 'EXECUTE'))"
    );
}

TEST_F(Catalog, WhatIsAppendOnlyRefusesEverybody) {
    expect_only_exceptions(
        "append-only",
        R"(SELECT name FROM relation
            WHERE relkind IN ('r', 'p')
              AND (schema = 'history' OR name IN ('seal.change_set', 'snapshot.change', 'snapshot.sealed_period',
                                                  'snapshot.retirement', 'record.import_exception'))
              AND NOT EXISTS (SELECT FROM pg_trigger
                               WHERE tgrelid = relation.oid AND tgfoid = 'seal.refuse_rewriting'::regproc
                                 AND tgenabled = 'O' AND tgtype = 2 + 8 + 16 + 32 /* before, delete, update, truncate */))"
    );
    expect_only_exceptions(
        "snapshots go by a retirement only, and are not changed at all",
        R"(SELECT name FROM relation
            WHERE name = 'snapshot.dashboard_snapshot'
              AND NOT (EXISTS (SELECT FROM pg_trigger
                                WHERE tgrelid = relation.oid AND tgfoid = 'seal.refuse_rewriting'::regproc
                                  AND tgenabled = 'O' AND tgtype = 2 + 16 + 32 /* before, update, truncate */)
                       AND ARRAY[8, 10] /* after and before delete */
                           = ARRAY(SELECT tgtype::integer FROM pg_trigger
                                    WHERE tgrelid = relation.oid AND tgenabled = 'O'
                                      AND tgfoid = 'snapshot.refuse_unrecorded_deletion'::regproc ORDER BY 1)))"
    );
}

TEST_F(Catalog, EveryKindHasItsVersionsAndItsTriggers) {
    std::vector<std::string> in_the_program;
    for (const auto& each : seal::subject_kinds) {
        in_the_program.push_back(
            fmt::format("{} in {} of {} without '{}'", each.kind, each.version_table, each.present, each.worked_out)
        );
    }
    std::ranges::sort(in_the_program);
    auto in_the_database = names(R"(
        SELECT format('%s in %s of %s without ''%s''', kind, version_table, present,
                      (SELECT string_agg(attname, ',') FROM pg_attribute
                        WHERE attrelid = version_table AND attgenerated <> ''))
          FROM seal.subject_kind)");
    std::ranges::sort(in_the_database);
    EXPECT_EQ(in_the_program, in_the_database);
    expect_only_exceptions(
        "a table in history holds the versions of a kind",
        R"(SELECT name FROM relation WHERE schema = 'history' AND oid NOT IN (SELECT version_table FROM seal.subject_kind))"
    );
    expect_only_exceptions(
        "each kind is appended to by INSERT, UPDATE and DELETE",
        R"(SELECT kind || ' at ' || type FROM seal.subject_kind, unnest(ARRAY[4, 8, 16]) AS type
            WHERE present IS NOT NULL
              AND NOT EXISTS (SELECT FROM pg_trigger
                               WHERE tgrelid = present AND tgfoid = 'history.append'::regproc AND tgtype = type
                                 AND tgenabled = 'O' AND tgargs = convert_to(kind, 'UTF8') || '\x00'))"
    );
    expect_only_exceptions(
        "the seal reads each kind by a function that nobody else may call",
        R"(SELECT kind
             FROM seal.subject_kind, to_regprocedure(format('seal.%I(uuid, bigint)', 'subjects_of_' || kind)) AS reader
            WHERE reader IS NULL
               OR has_function_privilege('vouch_app', reader, 'EXECUTE')
               OR has_function_privilege('vouch_batch', reader, 'EXECUTE'))"
    );
}

TEST_F(Catalog, WritersOfATenantTakeTurns) {
    expect_only_exceptions(
        "what app writes waits for its turn first",
        R"(SELECT DISTINCT name FROM writing
            WHERE role = 'vouch_app'
              AND NOT EXISTS (SELECT FROM pg_trigger
                               WHERE tgrelid = writing.oid AND tgfoid = 'seal.wait_for_turn'::regproc
                                 AND tgenabled = 'O' AND tgtype = 2 + 4 + 8 + 16 /* before, insert, delete, update */))"
    );
}

TEST_F(Catalog, VersionsHoldTheFactsOfThePresent) {
    constexpr std::string_view columns = R"(
        , fact AS (
            SELECT kind, attname, format_type(atttypid, atttypmod) AS type
              FROM seal.subject_kind JOIN pg_attribute ON attrelid = version_table AND attnum > 0 AND NOT attisdropped
             WHERE present IS NOT NULL AND attgenerated = ''
               AND attname NOT IN ('tenant_id', 'seq', 'ordinal', 'id', 'effective_at', 'deleted', 'restates')
               AND attname NOT LIKE 'was\_%'
        ), present AS (
            SELECT kind, present::text AS name, attname, format_type(atttypid, atttypmod) AS type
              FROM seal.subject_kind JOIN pg_attribute ON attrelid = present AND attnum > 0 AND NOT attisdropped
             WHERE attname NOT IN ('tenant_id', 'id', 'effective_at')
        ))";
    expect_only_exceptions(
        "a fact of a version is a column of its present, of the same type",
        std::string(columns) + R"( SELECT kind || '.' || fact.attname FROM fact LEFT JOIN present USING (kind, attname)
                                    WHERE present.type IS DISTINCT FROM fact.type)"
    );
    expect_only_exceptions(
        "kept in the present only",
        std::string(columns) +
            R"( SELECT present.name || '.' || attname FROM present LEFT JOIN fact USING (kind, attname)
                                    WHERE fact.type IS NULL)"
    );
    expect_only_exceptions(
        "every version table begins with the same six columns",
        R"(SELECT version_table::text FROM seal.subject_kind
            WHERE present IS NOT NULL
              AND ARRAY(SELECT format('%s %s', attname, format_type(atttypid, NULL)) FROM pg_attribute
                         WHERE attrelid = version_table AND attnum BETWEEN 1 AND 6 AND attnotnull ORDER BY attnum)
                  IS DISTINCT FROM ARRAY['tenant_id uuid', 'seq bigint', 'ordinal integer', 'id uuid',
                                         'effective_at timestamp with time zone', 'deleted boolean'])"
    );
}
