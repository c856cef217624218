#include <fmt/format.h>

#include "base/json_text.h"
#include "db/statements/tries.h"
#include "db/support/bank.h"
#include "report/queries.h"

namespace vouch::test {

namespace {

date day(std::string_view text) {
    return take(parse_date(text));
}

instant moment(std::string_view text) {
    return take(parse_instant(text));
}

}  // namespace

/// The rows of a re-performance file: each column is of a type that has a cell.
void read_sheets(statement_trial& trial, const uuid& tenant) {
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
    const auto from = moment("2023-01-01T00:00:00Z"), before = moment("2024-03-01T00:00:00Z");
    const auto at_end = db::parameters::of(tenant, before, known_seq);
    trial.run(report::cut_off, tenant, day("2024-01-01"), day("2024-02-29"), known_seq);
    trial.try_one(
        {vouch::sql::report::observations, db::parameters::of(tenant, before, known_seq)},
        test::touches::rows,
        has_cells
    );
    trial.try_one(
        {vouch::sql::report::steps, db::parameters::of(tenant, from, before, known_seq)}, test::touches::rows, has_cells
    );
    trial.try_one({vouch::sql::report::requirements, at_end}, test::touches::nothing, has_cells);
    trial.try_one({vouch::sql::report::branches, at_end}, test::touches::nothing, has_cells);
    trial.try_one({vouch::sql::report::engagements, at_end}, test::touches::nothing, has_cells);
    trial.try_one(
        {vouch::sql::report::settings, db::parameters::of(tenant, day("2024-02-29"))}, test::touches::rows, has_cells
    );
}

}  // namespace vouch::test
