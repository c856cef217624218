#include <fmt/format.h>

#include "base/json_text.h"
#include "db/statements/tries.h"
#include "db/support/bank.h"
#include "record/queries.h"

namespace vouch::test {

namespace {

date day(std::string_view text) {
    return take(parse_date(text));
}

instant moment(std::string_view text) {
    return take(parse_instant(text));
}

std::string sha(char digit) {
    return "\\\\x" + std::string(64, digit);
}

constexpr std::string_view extract = "2024-05-01";

}  // namespace

void import_records(statement_trial& trial, const uuid& tenant) {
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

void import_observations(statement_trial& trial, const uuid& tenant) {
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
    trial.run_in_vain(record::key_staged_observations);  // makes an index, touches no row
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

// Chunks of findings that are the same thing found again: the second brings the prior of one that is recorded, the
// third one that comes between the two.
void import_repeats(statement_trial& trial, const uuid& tenant) {
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
        trial.run_in_vain(record::make_staged_series);
        trial.run_in_vain(record::make_staged_repeats);
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

}  // namespace vouch::test
