#include <fmt/format.h>

#include "base/json_text.h"
#include "db/statements/tries.h"
#include "db/support/bank.h"
#include "record/branch.h"
#include "record/engagement.h"
#include "record/observation.h"
#include "record/queries.h"
#include "repeat/queries.h"
#include "tenant/queries.h"
#include "trend/engagement_queries.h"
#include "trend/queries.h"

namespace vouch::test {

namespace {

date day(std::string_view text) {
    return take(parse_date(text));
}

instant moment(std::string_view text) {
    return take(parse_instant(text));
}

}  // namespace

void repeat_and_delete(statement_trial& trial, const uuid& tenant) {
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

    trial.run(vouch::tenant::period_of_day, tenant, "year", std::nullopt, moment("2024-04-01T00:00:00Z"));
    const auto kept = random_uuid();
    trial.run(record::insert_engagements, tenant, json_text(std::vector{record::new_engagement{.id = kept}}));
    trial.run(
        record::insert_observations,
        tenant,
        json_text(std::vector{record::new_observation{
            .id = random_uuid(), .severity = "LOW", .engagement_id = kept, .found_on = day("2024-04-10")
        }})
    );
    // What this transaction records is known when it ends.
    constexpr std::int64_t known_later = 1'000'000;
    const auto far = day("2199-12-31");
    trial.run(repeat::list, tenant, day("2024-01-01"), far, known_later, 10);
    trial.run(repeat::chains, tenant, {observation}, far, known_later, 10);
    trial.run(trend::engagements, tenant, day("2024-01-01"), far, std::nullopt, far, known_later);
    trial.run(trend::engagement_observations, tenant, far, known_later);
}

}  // namespace vouch::test
