#include <fmt/format.h>

#include "base/json_text.h"
#include "db/statements/tries.h"
#include "db/support/bank.h"
#include "record/audit_plan.h"
#include "record/branch.h"
#include "record/due_date.h"
#include "record/engagement.h"
#include "record/observation.h"
#include "record/queries.h"
#include "record/requirement.h"
#include "record/severity.h"

namespace vouch::test {

namespace {

date day(std::string_view text) {
    return take(parse_date(text));
}

instant moment(std::string_view text) {
    return take(parse_instant(text));
}

}  // namespace

static void write_observations(statement_trial& trial, const uuid& tenant) {
    const auto id = random_uuid();
    std::vector<record::new_observation> drafts{
        {.id = id, .severity = "LOW", .found_on = day("2024-01-02"), .words = {.title = "A key was lost"}}
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
}

void write_records(statement_trial& trial, const uuid& tenant) {
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

}  // namespace vouch::test
