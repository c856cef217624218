// A session that sends whatever SQL it likes as vouch_app or vouch_batch, and people who write SQL where a name
// belongs.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "db/tenant_tx.h"
#include "db/walls/walled_banks.h"
#include "record/queries.h"
#include "tenant/tenants.h"

using namespace vouch;

namespace {

using db::parameters;

class HostileSession : public test::walled_banks {
protected:
    static void expect_refused(db::session& on, const std::string& text, std::string_view sqlstate = "42501") {
        const auto done = attempt(on, text);
        ASSERT_FALSE(done) << text;
        EXPECT_EQ(done.error().sqlstate, sqlstate) << text << ": " << on.server_words();
    }
};

/// What somebody types who hopes that a text becomes SQL.
std::vector<std::string> hostile_texts() {
    return {
        "'; DROP TABLE record.branch; --",
        "\\'; DROP TABLE record.branch; --",
        "\\",
        "E'\\x27'",
        "$$; SELECT 1; $$",
        "%L %s %I %%",
        "\"; RESET ROLE; \"",
        "' || (SELECT current_user) || '",
        "null",
        "DEFAULT",
        "off, on; SET ROLE vouch_owner",
        "two\nlines\r\nand\ta tab",
        "\x01\x1f\x7f",
        "\u0939\u093f\u0928\u094d\u0926\u0940 \u20b9 \U0001f512 \u2028 \u202e",
        std::string(1'000'000, 'x') + "'",
    };
}

}  // namespace

TEST_F(HostileSession, CallsNoFunctionThatWritesTheChain) {
    const auto tenant = to_string(b().id());
    const std::string calls[] = {
        fmt::format("SELECT seal.open_change_sets('{{{}}}')", tenant),
        fmt::format("SELECT seal.count_changes('{}', 'branch', 1)", tenant),
        fmt::format("SELECT history.append_version('branch', '{}', '{{}}', now(), NULL, false)", tenant),
        fmt::format("SELECT history.append_backdated('branch', '{}', '{}', now(), '{{}}')", tenant, tenant),
        "SELECT tenant.isolate('record.branch', 'ALL', 'ALL')",
        "SELECT seal.make_append_only('record.branch')",
        "SELECT history.define_canonical('history.branch_version')",
        "ALTER TABLE record.branch DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE record.branch DISABLE TRIGGER ALL",
        "CREATE POLICY all_of_it ON record.branch USING (true)",
        "CREATE FUNCTION tenant.batch() RETURNS SETOF uuid LANGUAGE sql AS 'SELECT tenant_id FROM tenant.tenant'",
        "CREATE SCHEMA mine",
        "CREATE TABLE public.mine (id integer)",
        "SET session_replication_role = replica",
        "COPY record.branch TO PROGRAM 'cat'",
    };
    auto app = in_bank(a());
    auto batch = in_batch({a().id()});
    for (const auto& call : calls) {
        expect_refused(app, call);
        expect_refused(batch, call);
    }
    expect_refused(app, "SELECT * FROM tenant.all_tenants()");
}

// A trigger runs with the rights of the owner of its function. Behind a temporary table it would write rows that name
// any tenant.
TEST_F(HostileSession, PutsNoTriggerOfTheChainBehindATableOfItsOwn) {
    auto app = in_bank(a());
    auto batch = in_batch({a().id()});
    for (auto* on : {&app, &batch}) {
        test::take(on->execute("CREATE TEMPORARY TABLE mine (LIKE record.branch)"));
        for (const auto* function : {"history.append('branch')", "snapshot.enter_the_chain()"}) {
            expect_refused(
                *on,
                fmt::format(
                    "CREATE TRIGGER lent AFTER INSERT ON mine REFERENCING NEW TABLE AS new_rows "
                    "FOR EACH STATEMENT EXECUTE FUNCTION {}",
                    function
                )
            );
        }
        for (const auto* function : {"seal.make_head()", "seal.close_change_set()"}) {
            expect_refused(
                *on, fmt::format("CREATE TRIGGER lent AFTER INSERT ON mine FOR EACH ROW EXECUTE FUNCTION {}", function)
            );
        }
    }
}

// Tables and types of pg_temp come before all others where nothing says otherwise; functions never do.
TEST_F(HostileSession, FoolsNoFunctionByNamesOfItsOwn) {
    auto on = in_bank(a(), "Asha");
    for (const auto* text :
         {"CREATE TEMPORARY TABLE new_rows (LIKE record.branch)",
          "CREATE TEMPORARY TABLE old_rows (LIKE record.branch)",
          "CREATE TEMPORARY TABLE head (LIKE seal.head)",
          "CREATE TEMPORARY TABLE change_set (LIKE seal.change_set)",
          "CREATE TEMPORARY TABLE tenant (LIKE tenant.tenant)",
          "CREATE TEMPORARY TABLE pg_attribute (attname name, attnum int2, attrelid oid, attisdropped boolean)",
          "CREATE DOMAIN pg_temp.timestamptz AS text",
          "CREATE DOMAIN pg_temp.jsonb AS text",
          "CREATE FUNCTION pg_temp.clock_timestamp() RETURNS timestamp with time zone LANGUAGE sql "
          "AS $$ SELECT '1999-01-01 00:00:00+00'::timestamp with time zone $$",
          "CREATE FUNCTION pg_temp.sha256(bytea) RETURNS bytea LANGUAGE sql AS $$ SELECT '\\x00'::bytea $$",
          "CREATE FUNCTION pg_temp.current_setting(text, boolean) RETURNS text LANGUAGE sql AS $$ SELECT 'forged' $$",
          "SET LOCAL search_path = pg_temp, seal, history, record, tenant, pg_catalog"}) {
        test::take(on.execute(text));
    }
    const auto branch = random_uuid();
    test::take(on.rows(
        "INSERT INTO new_rows (tenant_id, id, code, name) VALUES ($1, $2, 'X', 'forged')",
        parameters::of(b().id(), branch)
    ));
    test::take(on.rows(
        "INSERT INTO record.branch (tenant_id, id, code, name) VALUES ($1, $2, $3, 'Thane')",
        parameters::of(a().id(), branch, to_string(branch))
    ));
    test::take(on.rows("UPDATE record.branch SET city = 'Thane' WHERE id = $1", parameters::of(branch)));
    test::take(on.rows("DELETE FROM record.branch WHERE id = $1", parameters::of(branch)));
    test::take(on.execute("COMMIT"));

    auto above = admin();
    const auto last =
        "SELECT actor || ' ' || array_to_string(kinds, ' ') || ' ' || (recorded_at > now() - interval '1 hour') "
        "FROM seal.change_set WHERE tenant_id = $1 ORDER BY seq DESC LIMIT 1";
    EXPECT_EQ(test::cell(above, last, parameters::of(a().id())), "Asha branch branch branch true");
    EXPECT_EQ(test::cell(above, "SELECT count(*) FROM history.branch_version WHERE name = 'forged'"), "0");
    EXPECT_EQ(problems_of(a()), std::vector<std::string>());
    EXPECT_EQ(problems_of(b()), std::vector<std::string>());
}

// The chain is closed by a constraint that waits for the end of the transaction. Told not to wait, it would close a
// change set before anything is in it, and what follows would have no history.
TEST_F(HostileSession, SlipsNothingPastTheChainByClosingItEarly) {
    auto on = in_bank(a());
    for (const auto* before :
         {"SET CONSTRAINTS ALL IMMEDIATE", "SET CONSTRAINTS seal.close_change_set IMMEDIATE", "SELECT 1"}) {
        test::take(on.execute(before));
        test::take(on.rows(
            "INSERT INTO record.branch (tenant_id, id, code, name) VALUES ($1, $2, $3, 'Early')",
            parameters::of(a().id(), random_uuid(), to_string(random_uuid()))
        ));
    }
    test::take(on.execute("COMMIT"));
    EXPECT_EQ(problems_of(a()), std::vector<std::string>());
    auto above = admin();
    const auto early = "SELECT count(*) FROM history.branch_version WHERE tenant_id = $1 AND name = 'Early'";
    EXPECT_EQ(test::cell(above, early, parameters::of(a().id())), "3");
}

TEST_F(HostileSession, WritesNotInTheNameOfNobodyNorAtATimeOfItsChoice) {
    for (const auto* setting : {"SET LOCAL app.actor = ''", "SET LOCAL app.recorded_at = '2001-01-01'"}) {
        auto on = in_bank(a());
        test::take(on.execute(setting));
        const auto done = on.rows(
            "INSERT INTO record.audit_area (tenant_id, id, name) VALUES ($1, $2, 'Vault')",
            parameters::of(a().id(), random_uuid())
        );
        ASSERT_FALSE(done) << setting;
        EXPECT_EQ(done.error().sqlstate, "VO002") << setting;
    }
    // Nor can settings be moved into the past by telling the rule another time.
    auto on = in_bank(a());
    test::take(on.execute("SET LOCAL app.recorded_at = '2001-01-01'"));
    const auto done = on.rows(
        "INSERT INTO tenant.setting (tenant_id, id, starts_on, zone, approved_by) "
        "VALUES ($1, $2, '2010-01-01', 'UTC', 'somebody')",
        parameters::of(a().id(), random_uuid())
    );
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().sqlstate, "VO002");
}

TEST_F(HostileSession, FindsOfOthersTheirIdentityAndNothingElse) {
    auto on = in_bank(a());
    const auto found = test::take(on.rows("SELECT * FROM tenant.find($1)", parameters::of(b().whose.slug)));
    EXPECT_EQ(found.columns, (std::vector<std::string>{"tenant_id", "slug", "name", "simulated"}));
    EXPECT_EQ(found.rows.size(), 1u);
}

// What is true of roles: the login of vouch may become each of the three, so a session that could send SQL of a user
// could leave its role. The walls stand against what the program forgets; that it sends no SQL of users, statements of
// sql/ with parameters only, is what the walls stand on. Without any role the login sees nothing.
TEST_F(HostileSession, OfTheLoginRoleMayBecomeEachRoleAndIsNothingByItself) {
    auto on = admin();
    test::take(
        on.execute("BEGIN; CREATE ROLE vouch_login_of_a_test NOINHERIT; CREATE ROLE vouch_other_of_a_test;"
                   "GRANT vouch_owner, vouch_app, vouch_batch TO vouch_login_of_a_test;"
                   "SET LOCAL SESSION AUTHORIZATION vouch_login_of_a_test")
    );
    expect_refused(on, "SELECT 1 FROM record.branch");
    expect_refused(on, "SELECT tenant_id FROM tenant.find('demo')");
    expect_refused(on, "SET LOCAL ROLE vouch_other_of_a_test");
    test::take(on.execute("SET LOCAL ROLE vouch_app"));
    expect_refused(on, "SELECT 1 FROM record.branch", "42704");
    test::take(on.execute("SET LOCAL ROLE vouch_owner"));
    EXPECT_NE(test::cell(on, "SELECT count(*) FROM record.branch"), "0");
    test::take(on.execute("ROLLBACK"));
}

TEST_F(HostileSession, TextsStayTexts) {
    for (const auto& text : hostile_texts()) {
        SCOPED_TRACE(text.substr(0, 60));
        auto on = session_as(db::role::app);
        const auto branch = random_uuid();
        test::take(test::write(
            on,
            a().id(),
            {.actor = text, .reason = text},
            {{"INSERT INTO record.branch (tenant_id, id, code, name, city) VALUES ($1, $2, $3, 'Thane', $4)",
              parameters::of(a().id(), branch, to_string(branch), text)}}
        ));
        auto above = admin();
        const auto kept = test::take(above.rows(
            "SELECT actor, reason FROM seal.change_set WHERE tenant_id = $1 ORDER BY seq DESC LIMIT 1",
            parameters::of(a().id())
        ));
        EXPECT_EQ(kept.rows.at(0).at(0).value(), text);
        EXPECT_EQ(kept.rows.at(0).at(1).value(), text);
        EXPECT_EQ(test::cell(above, "SELECT city FROM record.branch WHERE id = $1", parameters::of(branch)), text);

        const auto since_text = test::write(
            on,
            a().id(),
            {.actor = "Asha", .reason = "a try", .effective = text},
            {{"INSERT INTO record.audit_area (tenant_id, id, name) VALUES ($1, $2, 'Vault')",
              parameters::of(a().id(), random_uuid())}}
        );
        ASSERT_FALSE(since_text) << "it is no instant";
        EXPECT_EQ(since_text.error().code, errc::bad_input) << describe(since_text.error());
    }
    EXPECT_EQ(problems_of(a()), std::vector<std::string>());
}

TEST_F(HostileSession, SlugsZonesAndNamesStayTexts) {
    db::pool app(context, settings(db::role::app));
    auto texts = hostile_texts();
    texts.insert(texts.end(), {"abc\n", "Abc", "1abc", "", std::string(41, 'a'), "a_b", "\u0430bc"});
    for (const auto& text : texts) {
        SCOPED_TRACE(text.substr(0, 60));
        const auto found = run(tenant::find(app, text));
        ASSERT_FALSE(found);
        EXPECT_EQ(found.error().code, errc::not_found);
        if (text == "null") continue;  // a word like any other
        const auto founded = run(tenant::found(app, {.slug = text, .name = "A bank"}, {.actor = "Asha"}));
        ASSERT_FALSE(founded);
        EXPECT_EQ(founded.error().code, errc::bad_input) << describe(founded.error());
        const auto zoned = run(tenant::found(
            app, {.slug = "z-" + to_string(random_uuid()), .name = "A bank", .zone = text}, {.actor = "Asha"}
        ));
        ASSERT_FALSE(zoned);
        EXPECT_EQ(zoned.error().code, errc::bad_input) << describe(zoned.error());
    }
    // libpq would end a text at a zero byte.
    const std::string with_zero("ab\0; DROP", 9);
    EXPECT_EQ(run(tenant::find(app, with_zero)).error().code, errc::bad_input);
    EXPECT_EQ(
        run(tenant::found(app, {.slug = "zero", .name = "A bank"}, {.actor = with_zero})).error().code, errc::bad_input
    );
    app.close();
}
