#include "db/record/record_bank.h"

#include <fmt/format.h>

namespace vouch::test {

void record_bank::SetUp() {
    bank_database::SetUp();
    if (IsSkipped()) return;
    bank = found({.simulated = true, .recorded_at = moment("2024-01-01T00:00:00Z")});
}

uuid record_bank::draft(std::string severity) {
    const auto id = random_uuid();
    std::vector<record::new_observation> drafts{
        {.id = id,
         .severity = std::move(severity),
         .found_on = day("2024-01-02"),
         .words = {.title = "Cash count not signed", .cause = "The second officer serves the counter."}}
    };
    take(write("2024-01-02T10:00:00Z", record::raise, std::move(drafts)));
    return id;
}

uuid record_bank::issued(std::string severity) {
    const auto id = draft(std::move(severity));
    take(move(id, 1, "DRAFT", "SUBMITTED", "2024-01-08T10:00:00Z"));
    take(move(id, 2, "SUBMITTED", "REVIEWED", "2024-01-09T10:00:00Z"));
    take(move(id, 3, "REVIEWED", "ISSUED", "2024-01-10T10:00:00Z"));
    return id;
}

record::observation_move record_bank::to(
    uuid id, std::int32_t version, std::string from, std::string to, std::string_view at
) {
    record::observation_move wanted{
        .id = id, .expected_version = version, .from = std::move(from), .to = std::move(to), .moment = moment(at)
    };
    if (wanted.from == "REVIEWED" && wanted.to == "ISSUED") wanted.due_on = day("2024-03-31");
    if (wanted.to == "CLOSED") wanted.closing_basis = "TESTED";
    return wanted;
}

result<> record_bank::move(uuid id, std::int32_t version, std::string from, std::string to, std::string_view at) {
    return write<record::observation_move>(
        at, record::move, record_bank::to(id, version, std::move(from), std::move(to), at)
    );
}

std::string record_bank::now(const uuid& id, std::string_view columns) {
    auto on = admin();
    std::string list;
    for (std::size_t from = 0; from < columns.size();) {
        const auto end = std::min(columns.find(' ', from), columns.size());
        list += fmt::format("{}coalesce({}::text, '-')", list.empty() ? "" : ", ", columns.substr(from, end - from));
        from = end + 1;
    }
    return cell(
        on,
        fmt::format("SELECT concat_ws(' ', {}) FROM record.observation WHERE tenant_id = $1 AND id = $2", list),
        db::parameters::of(bank.id, id)
    );
}

std::string record_bank::status_at_end_of(const uuid& id, std::string_view business_date) {
    auto on = admin();
    return cell(
        on,
        "SELECT (SELECT CASE WHEN deleted THEN 'deleted' ELSE status END FROM history.observation_version"
        "         WHERE tenant_id = $1 AND id = $2 AND effective_at < tenant.day_start($1, $3::date + 1)"
        "         ORDER BY effective_at DESC, seq DESC, ordinal DESC LIMIT 1)",
        db::parameters::of(bank.id, id, std::string(business_date))
    );
}

}  // namespace vouch::test
