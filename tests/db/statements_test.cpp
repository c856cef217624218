// Every statement of sql/ is prepared and run, and its columns are those of the row that the program reads. A new
// statement that nothing here runs fails the test.
#include <fmt/format.h>

#include "db/statements/tries.h"
#include "db/support/bank.h"
#include "db/support/statement_trial.h"
#include "metric/queries.h"
#include "record/queries.h"
#include "seal/canonical.h"
#include "seal/queries.h"
#include "snapshot/queries.h"
#include "snapshot/replay.h"
#include "sql.h"
#include "tenant/queries.h"
#include "trend/queries.h"
#include "work/queries.h"

using namespace vouch;

namespace {

date day(std::string_view text) {
    return test::take(parse_date(text));
}

instant moment(std::string_view text) {
    return test::take(parse_instant(text));
}

std::vector<const metric::definition*> all_definitions() {
    std::vector<const metric::definition*> all;
    for (int version = 1; const auto found = metric::find_definition(version); ++version) all.push_back(*found);
    return all;
}

class Statements : public test::bank_database {
protected:
    void run_as_app();
    void run_as_batch();
    void run_on_snapshots();
    void run_as_worker();
    void run_as_owner();

    std::set<std::string> ran;
    const instant day_of_tries = moment("2024-03-01T00:00:00Z");
};

void Statements::run_as_app() {
    test::statement_trial trial(conninfo(), "-c role=vouch_app -c TimeZone=UTC");
    const auto tenant = random_uuid();
    const db::query<db::no_row, uuid, std::string, std::string, std::string, std::optional<instant>> enter{
        sql::tenant::enter
    };
    const auto any_column = [](const db::answer&, std::string_view) { return std::string(); };
    trial.try_one(
        {enter.sql, db::parameters::of(tenant, "tester", "a try", "rows", std::optional<instant>())},
        test::touches::rows,
        any_column
    );
    const db::query<db::no_row, uuid> enter_to_read{sql::tenant::enter_to_read};
    trial.try_one({enter_to_read.sql, db::parameters::of(tenant)}, test::touches::rows, any_column);
    const auto slug = "try-" + to_string(tenant).substr(0, 18);
    trial.run(tenant::insert_tenant, tenant, slug, "A bank", "en-IN", false, std::nullopt);
    trial.run(tenant::insert_setting, tenant, random_uuid(), day("2000-01-01"), "Asia/Kolkata", 4);
    trial.run(
        tenant::change_setting,
        tenant,
        random_uuid(),
        day("2999-04-01"),
        "somebody else",
        "Asia/Kathmandu",
        7,
        120,
        R"({"weight_high": 10, "per_branch": false})"
    );
    trial.run(tenant::tenant_by_slug, slug);
    trial.run(tenant::standing_of_tenant, tenant, day_of_tries);
    trial.run(tenant::head_now, tenant);

    test::write_records(trial, tenant);
    test::import_records(trial, tenant);
    test::import_observations(trial, tenant);
    test::import_repeats(trial, tenant);
    test::repeat_and_delete(trial, tenant);
    trial.run(record::counts, tenant);
    ran.insert(trial.names().begin(), trial.names().end());
}

void Statements::run_as_batch() {
    const auto bank = found({.simulated = true, .recorded_at = moment("2024-01-01T00:00:00Z")});
    auto app = session_as(db::role::app);
    test::take(test::write(
        app,
        bank.id,
        {.actor = "tester", .recorded_at = moment("2024-01-02T00:00:00Z")},
        test::add_observation(bank.id, random_uuid())
    ));

    test::statement_trial trial(conninfo(), "-c role=vouch_batch -c TimeZone=UTC");
    const std::vector tenants{bank.id};
    const auto any_column = [](const db::answer&, std::string_view) { return std::string(); };
    trial.try_one(
        {sql::tenant::enter_batch, db::parameters::of(tenants, "tester", "a try", std::optional<instant>())},
        test::touches::rows,
        any_column
    );
    trial.try_one({sql::snapshot::hash_groups, {}}, test::touches::rows, any_column);
    trial.run(tenant::all_tenants);
    const auto now = moment("2024-03-01T00:00:00Z");
    for (const auto* definition : all_definitions()) {
        const auto first = day("2024-01-05") + std::chrono::days(10 * definition->version);
        trial.run(metric::ask(*definition), tenants, {first}, {now}, {2});
        trial.run(metric::ask_days(*definition), bank.id, first, first + std::chrono::days(2), 2);
        trial.run(snapshot::capture(*definition), tenants, first, now, definition->version);
        trial.run(
            snapshot::replay(*definition), bank.id, first, first + std::chrono::days(2), now, definition->version
        );
    }
    trial.run(snapshot::replay_range, bank.id, now);
    trial.run(snapshot::snapshots, bank.id);
    trial.run(tenant::settings, bank.id);
    trial.run(tenant::period_named, bank.id, "2024-02", now);
    trial.run(work::days_to_capture, tenants, {moment("2100-01-01T00:00:00Z")});
    trial.run(work::next_captures, tenants, now);
    trial.run(trend::reported_range, bank.id, now);
    trial.run(trend::restated_range, bank.id, now);
    trial.run(trend::reported_frame, bank.id, day("2024-01-01"), day("2024-02-28"), "month", day("2024-03-01"));
    const auto& current = metric::current_definition();
    trial.run(snapshot::capture(current), tenants, day("2024-01-31"), now, current.version);
    trial.run(trend::month_end_figures, bank.id, {day("2024-01-31")});
    trial.run(trend::restated_periods, bank.id, day("2024-01-01"), day("2024-02-28"), "month", day("2024-03-01"));
    trial.run(seal::known_seq, bank.id, now);
    trial.run(trend::period_ends, bank.id, day("2024-01-01"), day("2024-01-31"));
    trial.run(trend::reported_day, bank.id, day("2024-01-15"));
    trial.run(trend::risk_of_branches, bank.id, day("2024-01-15"), 2);
    trial.run(trend::ends_of_days, bank.id, {day("2024-01-01")});
    trial.run(trend::figures_of_periods, bank.id, {day("2024-01-01")}, {day("2024-01-31")}, {1});
    test::read_sheets(trial, bank.id);
    test::read_for_the_server(trial, bank.id);
    trial.run(seal::head, bank.id);
    trial.run(seal::change_sets, bank.id, 1, 100);
    trial.run_in_vain(seal::differences, bank.id);
    trial.run_in_vain(seal::misplaced_snapshots, bank.id);
    trial.run_in_vain(seal::misstated_steps, bank.id);
    trial.run(
        seal::unlike_kinds,
        std::vector<std::string>{"observation"},
        std::vector<std::string>{"history.observation_version"},
        std::vector<std::string>{"record.observation"}
    );
    trial.run_anyway(tenant::chains_without_tenant);

    for (const auto& kind : seal::subject_kinds) {
        const std::set<std::string_view> has_versions{
            "tenant", "setting", "observation", "observation_text", "snapshot"
        };
        trial.try_one(
            {seal::versions_of(kind), db::parameters::of(bank.id, 1, 100)},
            has_versions.contains(kind.kind) ? test::touches::rows : test::touches::nothing,
            [&](const db::answer& from, std::string_view) -> std::string {
                for (int at = 0; at < from.column_count(); ++at) {
                    const auto name = from.column_name(at);
                    const auto type = from.column_type(at);
                    if (name == "seq" && !test::reads<std::int64_t>(type)) return "seq is no bigint";
                    if (name == "ordinal" && !test::reads<std::int32_t>(type)) return "ordinal is no integer";
                    if (name == "id" && !test::reads<uuid>(type)) return "id is no uuid";
                }
                return {};
            }
        );
    }
    ran.insert(trial.names().begin(), trial.names().end());
}

/// Enters a tenant or a batch in a trial.
void enter(test::statement_trial& trial, db::statement statement, const db::parameters& values) {
    trial.try_one({statement, values}, test::touches::rows, [](const db::answer&, std::string_view) {
        return std::string();
    });
}

// Days that are there before, of which some are revised and retired, or reported.
void Statements::run_on_snapshots() {
    const auto bank = found({.simulated = true, .recorded_at = moment("2024-01-01T00:00:00Z")});
    auto app = session_as(db::role::app);
    const auto write = [&](db::author by, const std::vector<test::sql>& statements) {
        test::take(test::write(app, bank.id, by, statements));
    };
    write(
        {.actor = "tester", .recorded_at = moment("2024-01-02T00:00:00Z")},
        test::add_observation(bank.id, random_uuid())
    );
    db::pool batch(context, settings(db::role::batch));
    const snapshot::day_range days{day("2024-01-05"), day("2024-01-14")};
    const auto now = moment("2024-03-01T00:00:00Z");
    test::take(run(snapshot::replay(batch, bank.id, days, now, "tester", [](std::int64_t, std::int64_t) {})));
    batch.close();
    write(
        {.actor = "tester",
         .reason = "late",
         .effective = "2024-01-08T00:00:00Z",
         .recorded_at = moment("2100-01-01T00:00:00Z")},
        {{"UPDATE record.observation SET severity = 'LOW' WHERE tenant_id = $1", db::parameters::of(bank.id)}}
    );
    {
        test::statement_trial trial(conninfo(), "-c role=vouch_batch -c TimeZone=UTC");
        enter(
            trial,
            sql::tenant::enter_batch,
            db::parameters::of(std::vector{bank.id}, "tester", "a try", std::optional<instant>())
        );
        const auto& definition = metric::current_definition();
        trial.run(snapshot::revise_range, bank.id, std::nullopt, day("2024-01-20"));
        trial.run(
            snapshot::revise(definition), bank.id, day("2024-01-05"), day("2024-01-10"), definition.version, "a reason"
        );
        trial.run(snapshot::change_sets_named, bank.id, {1, 3});
        trial.run(snapshot::retention, bank.id, 400, now);
        const auto retirement = random_uuid();
        trial.run(snapshot::insert_retirement, bank.id, retirement, 400, moment("2026-01-01T00:00:00Z"));
        trial.run(snapshot::retirement_seq, bank.id, retirement);
        trial.run(snapshot::retired_days, bank.id, day("2024-01-05"), day("2024-01-14"));
        ran.insert(trial.names().begin(), trial.names().end());
    }
    test::statement_trial trial(conninfo(), "-c role=vouch_app -c TimeZone=UTC");
    enter(
        trial,
        sql::tenant::enter,
        db::parameters::of(bank.id, "tester", "a try", std::optional<std::string>(), std::optional<instant>())
    );
    const auto sealed = random_uuid();
    trial.run(snapshot::revisions_of_period, bank.id, "week", day("2024-01-08"), day("2024-01-14"));
    trial.run(
        snapshot::insert_sealed_period, bank.id, sealed, "week", "2024-W02", day("2024-01-08"), day("2024-01-14"), 1
    );
    trial.run(snapshot::sealed_period_seq, bank.id, sealed);
    ran.insert(trial.names().begin(), trial.names().end());
}

void Statements::run_as_worker() {
    test::statement_trial trial(conninfo(), "-c role=vouch_worker -c TimeZone=UTC");
    test::run_jobs(trial, moment("2026-03-01T00:00:00Z"));
    test::operate_on_jobs(trial, moment("2026-03-01T00:00:00Z"));
    ran.insert(trial.names().begin(), trial.names().end());
}

// Deploying and reading the ledger, by a superuser. The program reads these as text.
void Statements::run_as_owner() {
    test::statement_trial trial(conninfo(), "-c TimeZone=UTC");
    const auto none = db::parameters();
    trial.run_as_text(sql::schema::commits_seen, none, "commits text");
    trial.run_as_text(sql::schema::is_empty, none, "empty boolean");
    trial.run_as_text(sql::schema::has_database, none, "there boolean");
    trial.run_as_text(sql::schema::has_login, none, "there boolean");
    trial.run_as_text(sql::schema::roles, none, "");
    trial.run_as_text(sql::schema::login, none, "");
    trial.run_as_text(sql::schema::missing_rights, none, "missing text");
    trial.run_as_text(sql::schema::has_ledger, none, "there boolean");
    trial.prepare("DROP SCHEMA db CASCADE");
    trial.run_as_text(sql::schema::create_ledger, none, "");
    trial.run_as_text(sql::schema::begin_migration, db::parameters::of(1, "0001_first", sha256_digest{}), "");
    trial.run_as_text(sql::schema::begin_statement, db::parameters::of(1, 1), "");
    trial.run_as_text(sql::schema::statements_begun, db::parameters::of(1), "ordinal integer, applied boolean");
    trial.run_as_text(sql::schema::finish_statement, db::parameters::of(1, 1), "");
    trial.run_as_text(sql::schema::finish_migration, db::parameters::of(1), "");
    trial.run_as_text(sql::schema::record_migration, db::parameters::of(2, "0002_next", sha256_digest{}, 7), "");
    trial.run_as_text(sql::schema::applied, none, "number integer, name text, checksum text, applied_at text");
    trial.run_as_text(sql::schema::invalid_indexes, none, "name text");
    trial.run_as_text(sql::schema::blockers, db::parameters::of(trial.backend_pid()), "blocker text");
    trial.run_as_text(sql::schema::try_lock, db::parameters::of(4711), "taken boolean");
    trial.run_as_text(sql::schema::lock_holders, db::parameters::of(4711), "holder text");
    ran.insert(trial.names().begin(), trial.names().end());
}

/// The statement of sql/ that one was made of: "metric.ask_template v1" of "metric.ask_template".
std::string origin_of(const std::string& name) {
    const auto made_of = name.substr(0, name.find(' '));
    return made_of == "seal.versions" ? "seal.versions_template" : made_of;
}

}  // namespace

TEST_F(Statements, AllRunAndTheirColumnsAreThoseOfTheRowsTheyAreReadInto) {
    run_as_app();
    run_as_batch();
    run_on_snapshots();
    run_as_worker();
    run_as_owner();

    std::set<std::string> covered;
    for (const auto& name : ran) covered.insert(origin_of(name));
    // Parts of other statements: ask, ask_days, capture and replay were run with them filled in.
    covered.insert(
        {"metric.at_instant_template",
         "metric.branches_with_at_instant_template",
         "metric.branches_with_by_sweep_template",
         "metric.by_sweep_template",
         "metric.state_at_instant_template",
         "metric.state_by_sweep_template",
         "metric.state_nearly_present_template",
         "metric.state_template",
         "metric.stay_with_age_template",
         "metric.stays_template",
         "metric.steps_at_instant_template",
         "metric.steps_by_sweep_template",
         "metric.steps_template",
         "metric.touched_template",
         "trend.moved_rows_template"}  // difference_test.cpp
    );
    covered.insert("job.copy_jobs");           // COPY has no parameters and no rows: enqueue_test.cpp
    covered.insert("schema.create_database");  // makes the cluster of every run of these tests, outside a transaction
    for (const auto& statement : sql::all) {
        EXPECT_TRUE(covered.contains(std::string(statement.name)))
            << statement.name << " is run by no test: add its query to " << __FILE__;
    }
}
