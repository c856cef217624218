// What a write has to state, what it may not state, and what becomes of it in the chain.
#include <fmt/format.h>

#include "db/support/bank.h"
#include "db/support/columns.h"

using namespace vouch;
using namespace std::chrono_literals;

namespace {

const instant year_begins = *parse_instant("2024-01-01T00:00:00Z");
const db::author auditor{.actor = "auditor"};

class Writing : public test::bank_database {
protected:
    void SetUp() override {
        bank_database::SetUp();
        if (IsSkipped()) return;
        all.emplace(admin());
        app.emplace(session_as(db::role::app));
        real = found();
        simulated = found({.simulated = true, .recorded_at = year_begins});
    }

    std::string head(const test::bank& of) {
        return test::cell(*all, "SELECT seq FROM seal.head WHERE tenant_id = $1", db::parameters::of(of.id));
    }
    std::string change_set(const test::bank& of, std::string_view expression) {
        return test::cell(
            *all,
            fmt::format("SELECT {} FROM seal.change_set WHERE tenant_id = $1 ORDER BY seq DESC LIMIT 1", expression),
            db::parameters::of(of.id)
        );
    }
    std::vector<test::sql> observation(const test::bank& of) { return test::add_observation(of.id, random_uuid()); }

    /// The write is refused with a SQLSTATE and words, and the chain is as before.
    void expect_refused(
        const test::bank& of,
        const db::author& by,
        const std::vector<test::sql>& statements,
        std::string_view sqlstate,
        std::string_view words
    ) {
        const auto before = head(of);
        const auto outcome = test::write(*app, of.id, by, statements);
        ASSERT_FALSE(outcome) << "not refused: " << words;
        EXPECT_EQ(outcome.error().sqlstate, sqlstate) << app->server_words();
        EXPECT_TRUE(app->server_words().contains(words)) << app->server_words();
        EXPECT_EQ(head(of), before);
    }

    std::optional<db::session> all;  // above the walls
    std::optional<db::session> app;
    test::bank real;
    test::bank simulated;
};

}  // namespace

TEST_F(Writing, NeedsANamedActor) {
    expect_refused(real, {}, observation(real), "VO002", "a change needs a named actor");
    const auto id = random_uuid();
    test::take(test::write(*app, real.id, auditor, test::add_observation(real.id, id)));
    const auto row = db::parameters::of(real.id, id);
    expect_refused(
        real,
        {},
        {{"UPDATE record.observation SET severity = 'LOW' WHERE tenant_id = $1 AND id = $2", row}},
        "VO002",
        "a change needs a named actor"
    );
    expect_refused(
        real,
        {},
        {{"DELETE FROM record.observation_text WHERE tenant_id = $1 AND id = $2", row}},
        "VO002",
        "a change needs a named actor"
    );
}

TEST_F(Writing, OnlyTheDatabaseSaysWhenItRecordedForARealTenant) {
    expect_refused(
        real,
        {.actor = "auditor", .recorded_at = year_begins},
        observation(real),
        "VO002",
        fmt::format("tenant \"{}\" is real", real.slug)
    );
}

TEST_F(Writing, ASimulatedTenantSuppliesRecordedAtThatNeverGoesBackwards) {
    const auto later = year_begins + 24h;
    test::take(test::write(*app, simulated.id, {.actor = "auditor", .recorded_at = later}, observation(simulated)));
    EXPECT_EQ(change_set(simulated, "recorded_at"), "2024-01-02 00:00:00+00");
    expect_refused(
        simulated,
        {.actor = "auditor", .recorded_at = later - 1us},
        observation(simulated),
        "VO001",
        "lies before what is already recorded"
    );
    test::take(test::write(*app, simulated.id, {.actor = "auditor", .recorded_at = later}, observation(simulated)));
    EXPECT_EQ(change_set(simulated, "recorded_at"), "2024-01-02 00:00:00.000001+00") << "strictly increasing";
}

TEST_F(Writing, ThePresentTimeOfASimulatedTenantIsTheDatabasesUnlessSupplied) {
    test::take(test::write(*app, simulated.id, auditor, observation(simulated)));
    EXPECT_EQ(change_set(simulated, "clock_timestamp() - recorded_at BETWEEN '0 s' AND '60 s'"), "t");
}

TEST_F(Writing, SinceWhenNeedsAReasonAndIsNotInTheFuture) {
    const auto past = to_string(year_begins);
    expect_refused(real, {.actor = "auditor", .effective = past}, observation(real), "VO001", "needs a reason");
    expect_refused(
        real,
        {.actor = "auditor", .reason = "late paper", .effective = "2199-01-01T00:00:00Z"},
        observation(real),
        "VO001",
        "cannot be effective after it is recorded"
    );
    const db::author correcting{.actor = "auditor", .reason = "late paper", .effective = past};
    test::take(test::write(*app, real.id, correcting, observation(real)));
    EXPECT_EQ(change_set(real, "reason"), "late paper");

    // Exactly when it is recorded is not the future; a microsecond later is.
    const auto now = year_begins + 1h;
    db::author simulating{
        .actor = "auditor", .reason = "to the point", .effective = to_string(now), .recorded_at = now
    };
    test::take(test::write(*app, simulated.id, simulating, observation(simulated)));
    simulating.effective = to_string(now + 2us);
    expect_refused(simulated, simulating, observation(simulated), "VO001", "cannot be effective after");
}

TEST_F(Writing, RowsStateSinceWhenOnlyWhereTheTransactionSaysSo) {
    const auto id = random_uuid();
    const auto adding = [&](const uuid& row, std::optional<instant> since) {
        return test::sql{
            "INSERT INTO record.observation (tenant_id, id, severity, status, effective_at)"
            " VALUES ($1, $2, 'LOW', 'DRAFT', $3)",
            db::parameters::of(real.id, row, since)
        };
    };
    const auto effective = [&](const uuid& row) {
        return test::cell(
            *all,
            "SELECT CASE WHEN v.effective_at = c.recorded_at THEN 'when recorded' ELSE v.effective_at::text END"
            "  FROM history.observation_version AS v JOIN seal.change_set AS c USING (tenant_id, seq)"
            " WHERE v.tenant_id = $1 AND v.id = $2",
            db::parameters::of(real.id, row)
        );
    };
    test::take(test::write(*app, real.id, auditor, {adding(id, year_begins)}));
    EXPECT_EQ(effective(id), "when recorded") << "whoever does not ask for it cannot backdate by accident";

    const auto stated = random_uuid(), silent = random_uuid();
    const db::author importer{.actor = "importer", .reason = "import", .effective = "rows"};
    test::take(test::write(*app, real.id, importer, {adding(stated, year_begins), adding(silent, {})}));
    EXPECT_EQ(effective(stated), "2024-01-01 00:00:00+00");
    EXPECT_EQ(effective(silent), "when recorded");
    expect_refused(
        real,
        importer,
        {{"DELETE FROM record.observation WHERE tenant_id = $1 AND id = $2", db::parameters::of(real.id, silent)}},
        "VO001",
        "a deleted row cannot state since when"
    );
}

TEST_F(Writing, SeveralStatementsOfATransactionAreOneChangeSet) {
    const auto before = std::stoi(head(real));
    const auto one = random_uuid(), two = random_uuid();
    auto statements = test::add_observation(real.id, one);
    for (auto& each : test::add_observation(real.id, two)) statements.push_back(each);
    statements.push_back(
        {"UPDATE record.observation SET severity = 'LOW' WHERE tenant_id = $1", db::parameters::of(real.id)}
    );
    statements.push_back(
        {"INSERT INTO record.branch (tenant_id, id, code, name) VALUES ($1, $2, 'PUN', 'Pune')",
         db::parameters::of(real.id, random_uuid())}
    );
    test::take(test::write(*app, real.id, auditor, statements));
    EXPECT_EQ(head(real), fmt::format("{}", before + 1));
    EXPECT_EQ(
        change_set(real, "kinds"),
        "{observation,observation_text,observation,observation_text,observation,observation,branch}"
    );
    EXPECT_EQ(change_set(real, "actor"), "auditor");
}

TEST_F(Writing, NothingChangedIsNoChangeSet) {
    const auto id = random_uuid();
    test::take(test::write(*app, real.id, auditor, test::add_observation(real.id, id)));
    const auto before = head(real);
    const auto row = db::parameters::of(real.id, id);
    test::take(test::write(
        *app,
        real.id,
        auditor,
        {{"UPDATE record.observation SET severity = severity, version = version + 1 WHERE tenant_id = $1 AND id = $2",
          row},
         {"DELETE FROM record.observation WHERE tenant_id = $1 AND false", db::parameters::of(real.id)}}
    ));
    EXPECT_EQ(head(real), before);
}

TEST_F(Writing, WhatASavepointRolledBackIsNowhere) {
    const auto kept = random_uuid(), gone = random_uuid();
    const auto before = std::stoi(head(real));
    auto statements = test::add_observation(real.id, kept);
    statements.push_back({"SAVEPOINT here"});
    for (auto& each : test::add_observation(real.id, gone)) statements.push_back(each);
    statements.push_back({"ROLLBACK TO SAVEPOINT here"});
    test::take(test::write(*app, real.id, auditor, statements));
    EXPECT_EQ(change_set(real, "cardinality(ids)"), "2");
    EXPECT_EQ(head(real), fmt::format("{}", before + 1));

    // The same when it was the first to write: the change set that it opened is gone with it.
    std::vector<test::sql> only_tried{{"SAVEPOINT here"}};
    for (auto& each : test::add_observation(real.id, gone)) only_tried.push_back(each);
    only_tried.push_back({"ROLLBACK TO SAVEPOINT here"});
    test::take(test::write(*app, real.id, auditor, only_tried));
    EXPECT_EQ(head(real), fmt::format("{}", before + 1));
    for (auto& each : test::add_observation(real.id, gone)) only_tried.push_back(each);
    test::take(test::write(*app, real.id, auditor, only_tried));
    EXPECT_EQ(head(real), fmt::format("{}", before + 2));
    EXPECT_EQ(
        test::cell(
            *all,
            "SELECT string_agg(seq || '/' || ordinal, ' ') FROM history.observation_version"
            " WHERE tenant_id = $1 AND id = $2",
            db::parameters::of(real.id, gone)
        ),
        fmt::format("{}/1", before + 2)
    );
}

TEST_F(Writing, ATransactionGivenUpLeavesTheChainAsItWas) {
    const auto before = head(real);
    test::take(test::begin_write(*app, real.id, auditor));
    for (const auto& each : observation(real)) test::take(app->rows(each.text, each.values));
    test::take(app->execute("ROLLBACK"));
    EXPECT_EQ(head(real), before);
    EXPECT_EQ(
        test::cell(
            *all,
            "SELECT concat(open_transaction, open_actor, open_count) FROM seal.head WHERE tenant_id = $1",
            db::parameters::of(real.id)
        ),
        ""
    );
}

TEST_F(Writing, WhatIsWrittenIsNeverRewrittenByAnybody) {
    test::take(test::write(*app, real.id, auditor, observation(real)));
    auto owner = session_as(db::role::owner);
    test::take(app->execute(fmt::format("SET app.tenant_id = '{}'", to_string(real.id))));
    const auto tables = test::take(all->rows(
        "SELECT format('%I.%I', nspname, relname) FROM pg_class JOIN pg_namespace AS n ON n.oid = relnamespace"
        " WHERE relkind = 'r' AND (nspname = 'history' OR nspname = 'snapshot'"
        "       OR (nspname, relname) IN (('seal', 'change_set'), ('record', 'import_exception')))"
    ));
    ASSERT_GT(tables.rows.size(), 10u);
    for (const auto& row : tables.rows) {
        const auto& table = *row.at(0);
        for (const auto& statement :
             {fmt::format("UPDATE {} SET tenant_id = tenant_id", table),
              fmt::format("UPDATE {} SET tenant_id = tenant_id WHERE false", table),
              fmt::format("DELETE FROM {}", table),
              fmt::format("DELETE FROM {} WHERE false", table),
              fmt::format("TRUNCATE {} CASCADE", table)}) {
            for (auto* who : {&owner, &*all}) {
                const auto refused = who->execute(statement);
                ASSERT_FALSE(refused) << statement;
                EXPECT_EQ(refused.error().sqlstate, "VO003") << statement << ": " << who->server_words();
                EXPECT_TRUE(who->server_words().contains("append-only")) << who->server_words();
            }
            const auto not_permitted = app->execute(statement);
            ASSERT_FALSE(not_permitted) << statement;
            EXPECT_EQ(not_permitted.error().sqlstate, "42501") << statement << ": " << app->server_words();
        }
    }
}

TEST_F(Writing, NobodyAppendsVersionsPastTheTriggers) {
    for (const auto which : {db::role::app, db::role::batch}) {
        auto session = session_as(which);
        test::take(session.execute(
            fmt::format("SET app.tenant_id = '{0}'; SET app.tenant_ids = '{{{0}}}'", to_string(real.id))
        ));
        for (const std::string table :
             {"history.observation_version", "seal.change_set", "snapshot.change", "seal.head", "seal.subject_kind"}) {
            const auto refused = session.execute(
                fmt::format("INSERT INTO {0} ({1}) SELECT {1} FROM {0}", table, test::written_columns(*all, table))
            );
            ASSERT_FALSE(refused) << table;
            EXPECT_EQ(refused.error().sqlstate, "42501") << session.server_words();
        }
        const auto moved = session.execute("UPDATE seal.head SET seq = seq + 1");
        ASSERT_FALSE(moved);
        EXPECT_EQ(moved.error().sqlstate, "42501");
    }
}
