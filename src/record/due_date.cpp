#include "record/due_date.h"

#include <algorithm>
#include <fmt/format.h>

#include "base/json_text.h"
#include "record/passed_over.h"
#include "record/queries.h"

namespace vouch::record {

namespace {

std::string rule_that_refuses(const extension& wanted, const observation_now& stands) {
    const auto name = "observation " + to_string(wanted.id);
    if (stands.status != "ISSUED" && stands.status != "RESPONSE" && stands.status != "COMPLIANCE") {
        return name + " is " + stands.status + ": only what is outstanding is extended";
    }
    if (!stands.due_on) return name + " has no due date to extend";
    if (*stands.due_on < wanted.asked_on) {
        return fmt::format(
            "{} was due on {}: an extension is asked for by then, not on {}",
            name,
            to_string(*stands.due_on),
            to_string(wanted.asked_on)
        );
    }
    return fmt::format(
        "{} is due on {}: an extension ends later than that, not on {}",
        name,
        to_string(*stands.due_on),
        to_string(wanted.due_on)
    );
}

}  // namespace

task<> extend(db::tenant_tx& tx, std::vector<extension> granted) {
    CO_TRY(extended, co_await tx.rows(extend_due_dates, tx.tenant(), json_text(granted)));
    for (const auto& each : granted) {
        if (std::ranges::find(extended, each.id, &observation_id_row::id) != extended.end()) continue;
        CO_TRY(stands, co_await as_expected(tx, each.id, each.expected_version, ""));
        co_return fail(errc::refused, rule_that_refuses(each, stands));
    }
    co_return result<>{};
}

}  // namespace vouch::record
