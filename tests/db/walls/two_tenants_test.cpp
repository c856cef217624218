// From one tenant nobody gets to another: every table, every verb, each role, with and without a tenant.
#include <fmt/format.h>

#include "db/batch_tx.h"
#include "db/support/columns.h"
#include "db/tenant_tx.h"
#include "db/walls/walled_banks.h"
#include "metric/queries.h"
#include "record/queries.h"
#include "seal/queries.h"
#include "snapshot/queries.h"
#include "trend/queries.h"

using namespace vouch;

namespace {

using db::parameters;

class TwoTenants : public test::walled_banks {
protected:
    /// A row of a table of a bank as JSON, for writing it somewhere else.
    static std::string row_of(const std::string& table, const test::filled_bank& whose) {
        auto on = admin();
        return test::cell(
            on,
            fmt::format("SELECT to_jsonb(t) FROM {} AS t WHERE tenant_id = $1 LIMIT 1", table),
            parameters::of(whose.id())
        );
    }

    static result<std::int64_t> insert(db::session& on, const std::string& table, const std::string& row) {
        auto all_seeing = admin();
        return attempt(
            on,
            fmt::format(
                "INSERT INTO {0} ({1}) SELECT {1} FROM jsonb_populate_record(NULL::{0}, $1::jsonb) RETURNING tenant_id",
                table,
                test::written_columns(all_seeing, table)
            ),
            parameters::of(row)
        );
    }

    /// Every way to touch a row of B; none may change or show one.
    static void try_everything(db::session& on, const test::filled_bank& to) {
        for (const auto& table : tables()) {
            SCOPED_TRACE(table);
            const auto inserted = insert(on, table, row_of(table, to));
            ASSERT_FALSE(inserted);
            // A tenant's head is made before the wall is asked; that there is one already is said first.
            const auto is_refused = inserted.error().sqlstate == "42501";
            EXPECT_TRUE(is_refused || (table == "tenant.tenant" && inserted.error().sqlstate == "23505"));

            const auto moved =
                attempt(on, fmt::format("UPDATE {} SET tenant_id = $1 RETURNING 1", table), parameters::of(to.id()));
            if (moved) {
                EXPECT_EQ(*moved, 0);
            } else {
                EXPECT_TRUE(moved.error().sqlstate == "42501" || moved.error().sqlstate == "VO001")
                    << moved.error().sqlstate;
            }
            for (const auto* verb :
                 {"UPDATE {} SET tenant_id = tenant_id WHERE tenant_id = $1 RETURNING 1",
                  "DELETE FROM {} WHERE tenant_id = $1 RETURNING 1",
                  "SELECT 1 FROM {} WHERE tenant_id = $1 FOR UPDATE"}) {
                const auto done = attempt(on, fmt::format(fmt::runtime(verb), table), parameters::of(to.id()));
                if (done) {
                    EXPECT_EQ(*done, 0) << verb;
                } else {
                    EXPECT_EQ(done.error().sqlstate, "42501") << verb;
                }
            }
        }
    }
};

}  // namespace

TEST_F(TwoTenants, ATenantSeesItselfAndNobodyElse) {
    auto on = in_bank(a());
    for (const auto& relation : tables_and_views()) {
        SCOPED_TRACE(relation);
        auto above = admin();
        const auto count = fmt::format("SELECT count(*) FROM {} WHERE tenant_id = $1", relation);
        EXPECT_NE(test::cell(above, count, parameters::of(b().id())), "0") << "there is something to be hidden";
        EXPECT_NE(test::cell(on, count, parameters::of(a().id())), "0");
        EXPECT_EQ(test::cell(on, count, parameters::of(b().id())), "0");
        const auto others = fmt::format("SELECT count(*) FROM {} WHERE tenant_id <> $1", relation);
        EXPECT_EQ(test::cell(on, others, parameters::of(a().id())), "0");
    }
}

TEST_F(TwoTenants, ATenantCannotTouchAnother) {
    const auto before = everything_of(b());
    auto on = in_bank(a());
    try_everything(on, b());
    test::take(on.execute("COMMIT"));
    EXPECT_EQ(everything_of(b()), before);
}

TEST_F(TwoTenants, WithoutATenantThereIsAnErrorAndNeverAnEmptyAnswer) {
    auto fresh = session_as(db::role::app);
    auto used = in_bank(a());
    test::take(used.execute("COMMIT"));  // its tenant is gone with the transaction
    for (auto* on : {&fresh, &used}) {
        test::take(on->execute("BEGIN"));
        for (const auto& relation : tables_and_views()) {
            SCOPED_TRACE(relation);
            for (const auto* verb : {"SELECT 1 FROM {}", "SELECT 1 FROM {} WHERE tenant_id = '{}'"}) {
                const auto seen = attempt(*on, fmt::format(fmt::runtime(verb), relation, to_string(a().id())));
                ASSERT_FALSE(seen);
                EXPECT_EQ(seen.error().sqlstate, on == &fresh ? "42704" : "22P02");
            }
        }
        for (const auto& table : tables()) EXPECT_FALSE(insert(*on, table, row_of(table, a()))) << table;
        test::take(on->execute("ROLLBACK"));
    }
}

TEST_F(TwoTenants, ABatchSeesItsTenantsAndNobodyElse) {
    auto of_a = in_batch({a().id()});
    auto of_both = in_batch({a().id(), b().id()});
    auto of_nobody = in_batch({});
    for (const auto& relation : tables_and_views()) {
        SCOPED_TRACE(relation);
        const auto count =
            fmt::format("SELECT count(DISTINCT tenant_id) FROM {} WHERE tenant_id IN ($1, $2)", relation);
        const auto each = parameters::of(a().id(), b().id());
        // What an import could not take is of no use to a batch, and still only its own is shown.
        EXPECT_EQ(test::cell(of_a, count, each), "1");
        EXPECT_EQ(test::cell(of_both, count, each), "2");
        EXPECT_EQ(test::cell(of_nobody, count, each), "0");
        EXPECT_EQ(test::cell(of_nobody, fmt::format("SELECT count(*) FROM {}", relation)), "0");
        const auto others = fmt::format("SELECT count(*) FROM {} WHERE tenant_id <> $1", relation);
        EXPECT_EQ(test::cell(of_a, others, parameters::of(a().id())), "0");
    }
}

TEST_F(TwoTenants, ABatchCannotTouchAnotherTenant) {
    const auto before = everything_of(b());
    for (const auto& tenants : {std::vector{a().id()}, std::vector<uuid>{}}) {
        auto on = in_batch(tenants);
        try_everything(on, b());
        test::take(on.execute("COMMIT"));
    }
    EXPECT_EQ(everything_of(b()), before);
}

TEST_F(TwoTenants, WithoutABatchThereIsAnError) {
    auto fresh = session_as(db::role::batch);
    auto used = in_batch({a().id()});
    test::take(used.execute("COMMIT"));
    for (auto* on : {&fresh, &used}) {
        test::take(on->execute("BEGIN"));
        for (const auto& relation : tables_and_views()) {
            const auto seen = attempt(*on, "SELECT 1 FROM " + relation);
            ASSERT_FALSE(seen) << relation;
            EXPECT_EQ(seen.error().sqlstate, on == &fresh ? "42704" : "22P02") << relation;
        }
        test::take(on->execute("ROLLBACK"));
    }
}

TEST_F(TwoTenants, NobodyWritesHistoryOrTheChainHimselfNotEvenHisOwn) {
    const auto before = everything_of(a());
    auto app = in_bank(a());
    auto batch = in_batch({a().id()});
    for (const auto& table : tables()) {
        if (!table.starts_with("history.") && !table.starts_with("seal.") && table != "snapshot.change") continue;
        SCOPED_TRACE(table);
        for (auto* on : {&app, &batch}) {
            const auto inserted = insert(*on, table, row_of(table, a()));
            ASSERT_FALSE(inserted);
            EXPECT_EQ(inserted.error().sqlstate, "42501");
            for (const auto* verb : {"UPDATE {} SET seq = seq", "DELETE FROM {}", "TRUNCATE {}"}) {
                const auto done = attempt(*on, fmt::format(fmt::runtime(verb), table));
                ASSERT_FALSE(done) << verb;
                EXPECT_EQ(done.error().sqlstate, "42501") << verb;
            }
        }
    }
    EXPECT_EQ(everything_of(a()), before);
}

TEST_F(TwoTenants, NothingRefersToAnotherTenantsRow) {
    auto on = in_bank(a());
    struct reference {
        const char* text;
        uuid own, foreign;
    };
    const reference references[] = {
        {"UPDATE record.observation SET branch_id = $3 WHERE tenant_id = $1 AND id = $2", a().observation, b().branch},
        {"UPDATE record.observation SET area_id = $3 WHERE tenant_id = $1 AND id = $2", a().observation, b().area},
        {"UPDATE record.observation SET engagement_id = $3 WHERE tenant_id = $1 AND id = $2",
         a().observation,
         b().engagement},
        {"UPDATE record.observation SET repeat_of_id = $3 WHERE tenant_id = $1 AND id = $2",
         a().observation,
         b().observation},
        {"UPDATE record.engagement SET plan_id = $3 WHERE tenant_id = $1 AND id = $2", a().engagement, b().plan},
        {"UPDATE record.engagement SET branch_id = $3 WHERE tenant_id = $1 AND id = $2", a().engagement, b().branch},
        {"UPDATE record.engagement SET area_id = $3 WHERE tenant_id = $1 AND id = $2", a().engagement, b().area},
        {"UPDATE record.import_file SET import_id = $3 WHERE tenant_id = $1 AND id = $2", a().import_file, b().import},
        {"INSERT INTO record.observation_text (tenant_id, id, title) SELECT $1, $3, 'Words for ' || $2::uuid",
         a().observation,
         b().observation},
        {"INSERT INTO record.import_exception SELECT $1, $3, 1, 'f', 1, 'f', $2::uuid::text, 'r', 'c', 'value_noted'",
         a().import,
         b().import},
    };
    for (const auto& each : references) {
        const auto done = attempt(on, each.text, parameters::of(a().id(), each.own, each.foreign));
        ASSERT_FALSE(done) << each.text;
        EXPECT_EQ(done.error().sqlstate, "23503") << each.text;
    }
}

TEST_F(TwoTenants, TheStatementsOfTheProgramFindNothingOfAnother) {
    db::pool app(context, settings(db::role::app));
    const auto first = test::take(parse_date("2024-01-01"));
    const auto last = test::take(parse_date("2024-01-10"));
    auto work = [](db::pool& from, uuid own, uuid other, date first, date last) -> task<> {
        CO_TRY(tx, co_await db::tenant_tx::begin_read(from, own));
        CO_TRY(counts, co_await tx.one(record::counts, other));
        EXPECT_EQ(counts.branches + counts.engagements + counts.requirements + counts.observations, 0);
        CO_TRY(referable, co_await tx.rows(record::referable_ids, other));
        EXPECT_TRUE(referable.empty());
        CO_TRY(frame, co_await tx.rows(trend::reported_frame, other, first, last, "day", last));
        for (const auto& each : frame) EXPECT_FALSE(each.business_date) << "a snapshot of another";
        CO_TRY(ends, co_await tx.rows(trend::month_end_figures, other, {test::take(parse_date("2024-01-31"))}));
        EXPECT_TRUE(ends.empty());
        co_return co_await tx.commit();
    };
    test::take(run(work(app, a().id(), b().id(), first, last)));
    app.close();
}

TEST_F(TwoTenants, ABatchSealsCapturesReplaysAndVerifiesOnlyItsOwn) {
    const auto before = everything_of(b());
    db::pool batch(context, settings(db::role::batch));
    const auto now = test::take(parse_instant("2024-03-01T00:00:00Z"));
    const auto first = test::take(parse_date("2024-02-01"));
    auto work = [](db::pool& from, uuid own, uuid other, instant now, date first) -> task<> {
        const auto& metrics = metric::current_definition();
        CO_TRY(tx, co_await db::batch_tx::begin_write(from, {own}, "intruder", "a try"));
        CO_TRY(head, co_await tx.one(seal::head, other));
        EXPECT_FALSE(head.seq || head.hash || head.recorded_at);
        EXPECT_EQ(head.last_seq, 0);
        CO_TRY(links, co_await tx.rows(seal::change_sets, other, 1, 1000));
        EXPECT_TRUE(links.empty());
        CO_TRY(differences, co_await tx.rows(seal::differences, other));
        EXPECT_TRUE(differences.empty());
        for (const auto& kind : seal::subject_kinds) {
            CO_TRY(versions, co_await tx.raw(seal::versions_of(kind), parameters::of(other, 1, 1000)));
            EXPECT_EQ(versions.size(), 0u) << kind.kind;
        }
        CO_TRY(stored, co_await tx.rows(snapshot::snapshots, other));
        EXPECT_TRUE(stored.empty());
        CO_TRY(captured, co_await tx.rows(snapshot::capture(metrics), {other}, first, now, metrics.version));
        EXPECT_TRUE(captured.empty());
        CO_TRY(replayed, co_await tx.rows(snapshot::replay(metrics), other, first, first, now, metrics.version));
        EXPECT_TRUE(replayed.empty());
        co_return co_await tx.commit();
    };
    test::take(run(work(batch, a().id(), b().id(), now, first)));
    batch.close();
    EXPECT_EQ(everything_of(b()), before);
}

TEST_F(TwoTenants, BothAreStillAsTheyWereSealed) {
    EXPECT_EQ(problems_of(a()), std::vector<std::string>());
    EXPECT_EQ(problems_of(b()), std::vector<std::string>());
}
