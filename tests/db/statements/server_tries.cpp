#include "api/queries.h"
#include "db/statements/tries.h"
#include "db/support/bank.h"
#include "snapshot/queries.h"
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

void read_for_the_server(statement_trial& trial, const uuid& tenant) {
    const auto now = moment("2024-03-01T00:00:00Z");
    trial.run(api::clock);
    trial.run(api::institution, tenant, now);
    trial.run(snapshot::list, tenant, day("2024-01-01"), day("2024-02-29"));
    trial.run(snapshot::last_days, tenant, 10);
    trial.run(snapshot::proof, tenant, day("2024-01-15"), std::nullopt);
    trial.run(trend::changed_observations, tenant, moment("2023-01-01T00:00:00Z"), now, 100, 10);
}

}  // namespace vouch::test
