#pragma once
// A small bank that never was: eight branches, two fiscal years of audits, from a fixed seed. Its life is decided here,
// as a list of events, and recorded through the same path as everybody's.
#include <string>
#include <variant>
#include <vector>

#include "base/progress.h"
#include "base/task.h"
#include "base/values.h"
#include "db/pool.h"
#include "record/observation.h"
#include "tenant/tenants.h"

namespace vouch::demo {

struct branch_opens {
    uuid id;
    std::string code, name, city;
};
struct engagement_planned {
    uuid id, branch_id;
    date scheduled_on;
};
struct engagement_completed {
    uuid id;
    date completed_on;
};

struct event {
    std::size_t told;  // place in the telling: orders what happened at the same minute
    instant at;        // when it happened and, in the simulated tenant, was recorded; strictly ascending
    std::string actor;
    std::variant<
        branch_opens,
        engagement_planned,
        engagement_completed,
        record::new_observation,
        record::observation_move>
        what;
};

/// The life of the bank, oldest first. The same for every call.
std::vector<event> life_of_the_bank(const uuid& tenant_id);

inline constexpr std::string_view slug = "demo";

struct made {
    tenant::identity whose;
    std::size_t events = 0;
    std::size_t recorded = 0;  // the others stood there already
};

/// Founds the simulated tenant "demo" where it is missing and records what it does not know yet; interrupted, it goes
/// on where it stopped. app and batch: pools of the roles vouch_app and vouch_batch. Errors: conflict (a tenant "demo"
/// that is not simulated), db_unavailable, db_timeout.
task<made> make_bank(db::pool& app, db::pool& batch, progress_report report);

}  // namespace vouch::demo
