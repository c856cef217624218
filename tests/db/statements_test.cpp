// Every statement of sql/ is prepared and run, and its columns are those of the row that the program reads. A new
// statement that nothing here runs fails the test.
#include <fmt/format.h>

#include "base/json_text.h"
#include "db/support/bank.h"
#include "db/support/statement_trial.h"
#include "metric/queries.h"
#include "record/audit_plan.h"
#include "record/branch.h"
#include "record/due_date.h"
#include "record/engagement.h"
#include "record/observation.h"
#include "record/queries.h"
#include "record/requirement.h"
#include "record/severity.h"
#include "repeat/queries.h"
#include "report/queries.h"
#include "seal/canonical.h"
#include "seal/queries.h"
#include "snapshot/queries.h"
#include "snapshot/replay.h"
#include "sql.h"
#include "tenant/queries.h"
#include "trend/engagement_queries.h"
#include "trend/queries.h"

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
    void run_as_owner();

    void write_records(test::statement_trial& trial, const uuid& tenant);
    void write_observations(test::statement_trial& trial, const uuid& tenant);
    void read_sheets(test::statement_trial& trial, const uuid& tenant);
    void import_records(test::statement_trial& trial, const uuid& tenant);
    void import_observations(test::statement_trial& trial, const uuid& tenant);
    void import_repeats(test::statement_trial& trial, const uuid& tenant);
    void repeat_and_delete(test::statement_trial& trial, const uuid& tenant);

    std::set<std::string> ran;
};

std::string sha(char digit) {
    return "\\\\x" + std::string(64, digit);
}

constexpr std::string_view extract = "2024-05-01";

void Statements::import_records(test::statement_trial& trial, const uuid& tenant) {
    const auto import = random_uuid();
    const auto file = random_uuid();
    trial.run(record::begin_import, tenant, import, "source", sha256_digest{}, moment("2024-05-02T00:00:00Z"));
    trial.run(record::begin_import_file, tenant, file, import, "a.csv", "branches", sha256_digest{});
    trial.run(record::import_progress, tenant, import);
    trial.run(record::advance_import_file, tenant, file, 0, 4, 2, 1, 1);
    trial.run(
        record::add_import_exceptions,
        tenant,
        import,
        R"([{"ordinal": 1, "file": "a.csv", "row_number": 2, "field": "f", "value": "v", "reason": "r", "code": "c",
             "effect": "row_rejected"}])"
    );
    trial.run(record::finish_import, tenant, import, moment("2024-05-02T01:00:00Z"));

    const auto staged = [](std::string_view kind, std::string_view facts) {
        return fmt::format(
            R"([{{"id": "{}", "external_ref": "{}", "digest": "{}", "made_from_key": false, {}}}])",
            to_string(random_uuid()),
            kind,
            sha('1'),
            facts
        );
    };
    trial.run(record::import_areas, tenant, staged("area", R"("name": "Cash")"), day(extract));
    trial.run(record::import_branches, tenant, staged("branch", R"("code": "B1", "name": "Pune")"), day(extract));
    trial.run(
        record::import_engagements,
        tenant,
        staged("engagement", R"("status": "COMPLETED", "completed_on": "2024-03-01")"),
        day(extract)
    );
    trial.run(
        record::import_requirements,
        tenant,
        staged("requirement", R"("requirement": "Keep the keys apart", "status": "PENDING")"),
        day(extract)
    );
    trial.run(record::referable_ids, tenant);
}

// Chunks of findings that are the same thing found again: the second brings the prior of one that is recorded, the
// third one that comes between the two.
void Statements::import_repeats(test::statement_trial& trial, const uuid& tenant) {
    const auto series = to_string(random_uuid());
    const auto staged = [&](std::string_view reference, std::string_view found_on) {
        return fmt::format(
            R"([{{"id": "{}", "external_ref": "{}", "digest": "{}", "series": "{}", "severity": "HIGH",
                 "found_on": "{}", "title": "Cash count not signed", "made_from_key": false}}])",
            to_string(random_uuid()),
            reference,
            sha('1'),
            series,
            found_on
        );
    };
    const auto chunk = [&](const std::string& rows, bool links, bool clears) {
        trial.prepare("DROP TABLE IF EXISTS staged_observation, staged_series, staged_repeat");
        trial.run(record::stage_observations, tenant, rows);
        trial.run(record::stage_series, tenant);
        trial.run(record::import_series, tenant);
        const auto run = [&](bool touches_rows, const auto& statement, const auto&... values) {
            touches_rows ? trial.run(statement, values...) : trial.run_in_vain(statement, values...);
        };
        run(links, record::stage_repeats, tenant);
        run(links, record::keep_series_repeats, tenant);
        trial.run(record::import_new_observations, tenant);
        run(clears, record::import_cleared_repeats, tenant, day(extract));
        run(links, record::import_repeats, tenant, day(extract));
    };
    chunk(staged("later", "2024-03-05"), false, false);
    chunk(staged("earlier", "2024-01-05"), true, false);
    chunk(staged("between", "2024-02-05"), true, true);
}

void Statements::import_observations(test::statement_trial& trial, const uuid& tenant) {
    const auto id = to_string(random_uuid());
    const auto staged = [&](char digit, std::string_view closed_on) {
        return fmt::format(
            R"([{{"id": "{}", "external_ref": "o1", "digest": "{}", "severity": "HIGH", "found_on": "2024-01-05",
                 "closed_on": {}, "title": "Cash count not signed", "made_from_key": false}}])",
            id,
            sha(digit),
            closed_on
        );
    };
    trial.run(record::stage_observations, tenant, staged('1', R"("2024-02-01")"));
    trial.run(record::import_new_observations, tenant);
    trial.run(record::import_new_texts, tenant);
    trial.run(record::import_closings, tenant);
    trial.run(record::remember_source_rows, tenant, staged('1', R"("2024-02-01")"));

    trial.prepare("DROP TABLE staged_observation");  // of the chunk before: it ends with its transaction
    trial.run(record::stage_observations, tenant, staged('2', "null"));
    trial.run(record::import_undone_closings, tenant, day(extract));
    trial.run(record::import_changed_observations, tenant, day(extract));
    trial.run(record::import_changed_texts, tenant, day(extract));
}

void Statements::write_records(test::statement_trial& trial, const uuid& tenant) {
    const auto branch = random_uuid();
    const auto plan = random_uuid();
    const auto engagement = random_uuid();
    const auto requirement = random_uuid();
    trial.run(
        record::insert_branches,
        tenant,
        json_text(std::vector{record::new_branch{.id = branch, .code = "B0", .name = "Nashik"}})
    );
    trial.run(record::close_branch_on, tenant, branch, day("2024-06-30"));
    trial.run(record::insert_areas, tenant, json_text(std::vector{record::new_area{random_uuid(), "Vault"}}));
    trial.run(record::insert_plan, tenant, plan, 2023, 4);
    trial.run(
        record::insert_engagements,
        tenant,
        json_text(std::vector{record::new_engagement{.id = engagement, .plan_id = plan, .branch_id = branch}})
    );
    trial.run(record::move_engagement, tenant, engagement, "PLANNED", "IN_PROGRESS", std::nullopt);
    trial.run(record::note_report, tenant, engagement, "R/1", day("2024-02-01"), "GOOD");
    trial.run(
        record::insert_requirements,
        tenant,
        json_text(std::vector{record::new_requirement{.id = requirement, .requirement = "Keep the keys apart"}})
    );
    trial.run(
        record::assess_requirements,
        tenant,
        json_text(std::vector{record::requirement_assessment{.id = requirement, .from = "PENDING", .to = "COMPLIANT"}})
    );
    write_observations(trial, tenant);
}

void Statements::write_observations(test::statement_trial& trial, const uuid& tenant) {
    const auto prior = random_uuid();
    const auto id = random_uuid();
    std::vector<record::new_observation> drafts{
        {.id = id, .severity = "LOW", .found_on = day("2024-01-02"), .words = {.title = "A key was lost"}},
        {.id = prior, .severity = "LOW", .found_on = day("2023-01-02"), .words = {.title = "A key was lost"}}
    };
    trial.run(record::insert_observations, tenant, json_text(drafts));
    trial.run(record::insert_observation_texts, tenant, json_text(drafts));
    trial.run(
        record::reword_observation, tenant, id, 1, json_text(record::observation_words{.title = "A key was lost again"})
    );
    trial.run(record::observation_as_it_stands, tenant, id);
    const auto moved = [&](std::int32_t version, std::string from, std::string to) {
        record::observation_move move{
            .id = id,
            .expected_version = version,
            .from = std::move(from),
            .to = std::move(to),
            .moment = moment("2024-01-03T00:00:00Z")
        };
        if (move.to == "ISSUED") move.due_on = day("2024-03-31");
        if (move.to == "RISK_ACCEPTED") move.risk_accepted_until = day("2024-07-01");
        trial.run(record::move_observations, tenant, json_text(std::vector{move}));
    };
    moved(2, "DRAFT", "SUBMITTED");
    moved(3, "SUBMITTED", "REVIEWED");
    moved(4, "REVIEWED", "ISSUED");
    trial.run(
        record::extend_due_dates,
        tenant,
        json_text(std::vector{record::extension{id, 5, day("2024-03-30"), day("2024-04-30")}})
    );
    trial.run(record::change_severities, tenant, json_text(std::vector{record::severity_change{id, 6, "MEDIUM"}}));
    moved(7, "ISSUED", "RISK_ACCEPTED");
    trial.run(record::return_expired_acceptances, tenant, moment("2024-07-01T00:00:00Z"));
    trial.run(record::close_since, tenant, id, 9, moment("2024-07-02T00:00:00Z"), "TESTED");
    trial.run(record::undo_closing, tenant, id, 10);
    trial.run(record::link_repeat, tenant, id, 11, prior);
}

void Statements::repeat_and_delete(test::statement_trial& trial, const uuid& tenant) {
    const auto engagement = random_uuid(), branch = random_uuid(), prior = random_uuid(), observation = random_uuid();
    trial.run(
        record::insert_branches,
        tenant,
        json_text(std::vector{record::new_branch{.id = branch, .code = "B9", .name = "Satara"}})
    );
    trial.run(
        record::insert_engagements,
        tenant,
        json_text(std::vector{
            record::new_engagement{.id = engagement, .branch_id = branch, .scheduled_on = day("2024-04-01")}
        })
    );
    std::vector<record::new_observation> drafts;
    for (const auto& [id, found_on] : {std::pair(prior, "2024-04-02"), std::pair(observation, "2024-04-09")}) {
        drafts.push_back(
            {.id = id,
             .severity = "LOW",
             .branch_id = branch,
             .engagement_id = engagement,
             .found_on = day(found_on),
             .words = {.title = "A key was lost"}}
        );
    }
    trial.run(record::insert_observations, tenant, json_text(drafts));
    trial.run(record::insert_observation_texts, tenant, json_text(drafts));
    trial.run(repeat::find_observation, tenant, to_string(observation), observation);
    trial.run(repeat::set_link, tenant, observation, 1, prior);
    trial.run(repeat::chain, tenant, observation, 10);
    trial.run(repeat::clear_link, tenant, observation, 2);
    trial.run(repeat::set_link, tenant, observation, 3, prior);
    trial.run_in_vain(record::wait_for_turn, tenant);
    trial.run(record::clear_links_to_observation, tenant, prior);
    trial.run(record::clear_links_to_engagement, tenant, engagement);
    trial.prepare("SET LOCAL app.effective = ''");
    trial.run(record::remove_observation_text, tenant, prior);
    trial.run(record::remove_observation, tenant, prior);
    trial.run(record::remove_engagement, tenant, engagement);

    trial.run(trend::period_of_day, tenant, "year", std::nullopt, moment("2024-04-01T00:00:00Z"));
    // What this transaction records is known when it ends.
    constexpr std::int64_t known_later = 1'000'000;
    const auto far = day("2199-12-31");
    trial.run(repeat::list, tenant, day("2024-01-01"), far, known_later, 10);
    trial.run(trend::engagements, tenant, day("2024-01-01"), far, std::nullopt, far, known_later);
    trial.run(trend::engagement_observations, tenant, far, known_later);
}

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

    write_records(trial, tenant);
    import_records(trial, tenant);
    import_observations(trial, tenant);
    import_repeats(trial, tenant);
    repeat_and_delete(trial, tenant);
    trial.run(record::counts, tenant);
    ran.insert(trial.names().begin(), trial.names().end());
}

/// The rows of a re-performance file: each column is of a type that has a cell.
void Statements::read_sheets(test::statement_trial& trial, const uuid& tenant) {
    const auto has_cells = [](const db::answer& from, std::string_view) -> std::string {
        for (int at = 0; at < from.column_count(); ++at) {
            const auto type = from.column_type(at);
            if (!test::reads<std::string>(type) && !test::reads<std::int64_t>(type) && !test::reads<date>(type) &&
                !test::reads<uuid>(type) && !test::reads<bool>(type)) {
                return std::string(from.column_name(at)) + " has no cell";
            }
        }
        return {};
    };
    const std::int64_t known_seq = 2;
    const std::string zone = "Asia/Kolkata";
    const auto from = moment("2023-01-01T00:00:00Z"), before = moment("2024-03-01T00:00:00Z");
    const auto at_end = db::parameters::of(tenant, before, known_seq);
    trial.run(report::cut_off, tenant, day("2024-01-01"), day("2024-02-29"), known_seq);
    trial.try_one(
        {sql::report::observations, db::parameters::of(tenant, before, known_seq, zone)}, test::touches::rows, has_cells
    );
    trial.try_one(
        {sql::report::steps, db::parameters::of(tenant, from, before, known_seq, zone)}, test::touches::rows, has_cells
    );
    trial.try_one({sql::report::requirements, at_end}, test::touches::nothing, has_cells);
    trial.try_one({sql::report::branches, at_end}, test::touches::nothing, has_cells);
    trial.try_one({sql::report::engagements, at_end}, test::touches::nothing, has_cells);
    trial.try_one(
        {sql::report::settings, db::parameters::of(tenant, day("2024-02-29"))}, test::touches::rows, has_cells
    );
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
    trial.run(tenant::all_tenants);
    const auto now = moment("2024-03-01T00:00:00Z");
    for (const auto* definition : all_definitions()) {
        const auto first = day("2024-01-05") + std::chrono::days(10 * definition->version);
        trial.run(metric::ask(*definition), tenants, {now}, {2});
        trial.run(metric::ask_days(*definition), bank.id, first, first + std::chrono::days(2), 2);
        trial.run(snapshot::capture(*definition), tenants, first, now, definition->version);
        trial.run(
            snapshot::replay(*definition), bank.id, first, first + std::chrono::days(2), now, definition->version
        );
    }
    trial.run(snapshot::replay_range, bank.id, now);
    trial.run(snapshot::snapshots, bank.id);
    trial.run(tenant::settings, bank.id);
    trial.run(trend::reported_range, bank.id, now);
    trial.run(trend::restated_range, bank.id, now);
    trial.run(
        trend::reported_points,
        bank.id,
        day("2024-01-01"),
        day("2024-02-28"),
        "month",
        day("2024-03-01"),
        {"severity.high_open+severity.low_open", "score.health"}
    );
    trial.run(trend::restated_periods, bank.id, day("2024-01-01"), day("2024-02-28"), "month", day("2024-03-01"));
    trial.run(trend::known_at, bank.id, now);
    trial.run(trend::period_named, bank.id, "2024-02", now);
    trial.run(trend::period_ends, bank.id, day("2024-01-01"), day("2024-01-31"));
    trial.run(trend::reported_day, bank.id, day("2024-01-15"));
    trial.run(trend::risk_of_branches, bank.id, day("2024-01-15"), 2);
    trial.run(trend::ends_of_days, bank.id, {day("2024-01-01")});
    trial.run(trend::figures_of_periods, bank.id, {day("2024-01-01")}, {day("2024-01-31")}, {1});
    read_sheets(trial, bank.id);
    trial.run(seal::head, bank.id);
    trial.run(seal::change_sets, bank.id, 1, 100);
    trial.run_in_vain(seal::differences, bank.id);

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
        enter(trial, sql::tenant::enter_batch, db::parameters::of(std::vector{bank.id}, "tester", "a try"));
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
    trial.run(snapshot::period_named, bank.id, "2024-W02");
    trial.run(
        snapshot::insert_sealed_period, bank.id, sealed, "week", "2024-W02", day("2024-01-08"), day("2024-01-14"), 1
    );
    trial.run(snapshot::sealed_period_seq, bank.id, sealed);
    ran.insert(trial.names().begin(), trial.names().end());
}

// Deploying and reading the ledger, by a superuser. The program reads these as text.
void Statements::run_as_owner() {
    test::statement_trial trial(conninfo(), "-c TimeZone=UTC");
    const auto none = db::parameters();
    trial.run_as_text(sql::schema::roles, none, "");
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
         "metric.state_template",
         "metric.stay_with_age_template",
         "metric.stays_template",
         "metric.steps_at_instant_template",
         "metric.steps_by_sweep_template",
         "metric.steps_template",
         "trend.moved_rows_template"}  // difference_test.cpp
    );
    for (const auto& statement : sql::all) {
        EXPECT_TRUE(covered.contains(std::string(statement.name)))
            << statement.name << " is run by no test: add its query to " << __FILE__;
    }
}
