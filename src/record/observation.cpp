#include "record/observation.h"

#include <algorithm>
#include <array>

#include "base/json_text.h"
#include "record/passed_over.h"
#include "record/queries.h"

namespace vouch::record {

namespace {

struct legal_move {
    std::string_view from, to;
};

constexpr std::array legal_moves{
    legal_move{"DRAFT", "SUBMITTED"},
    legal_move{"SUBMITTED", "REVIEWED"},
    legal_move{"SUBMITTED", "DRAFT"},
    legal_move{"REVIEWED", "ISSUED"},
    legal_move{"REVIEWED", "SUBMITTED"},
    legal_move{"ISSUED", "RESPONSE"},
    legal_move{"RESPONSE", "ISSUED"},
    legal_move{"RESPONSE", "COMPLIANCE"},
    legal_move{"COMPLIANCE", "RESPONSE"},
    legal_move{"COMPLIANCE", "CLOSED"},
    legal_move{"CLOSED", "ISSUED"},
    legal_move{"DRAFT", "WITHDRAWN"},
    legal_move{"SUBMITTED", "WITHDRAWN"},
    legal_move{"REVIEWED", "WITHDRAWN"},
    legal_move{"ISSUED", "NO_LONGER_VALID"},
    legal_move{"RESPONSE", "NO_LONGER_VALID"},
    legal_move{"COMPLIANCE", "NO_LONGER_VALID"},
    legal_move{"ISSUED", "RISK_ACCEPTED"},
    legal_move{"RESPONSE", "RISK_ACCEPTED"},
    legal_move{"COMPLIANCE", "RISK_ACCEPTED"},
    legal_move{"RISK_ACCEPTED", "ISSUED"},
};

std::string rule_that_refuses(const observation_move& wanted, const observation_now& stands) {
    const auto name = "observation " + to_string(wanted.id);
    if (wanted.to == "CLOSED") return name + " is " + stands.severity + ": it is closed only when audit tested it";
    return name +
           ": a risk is accepted from tomorrow at the earliest until twelve months from now at the latest, not " +
           (wanted.risk_accepted_until ? "until " + to_string(*wanted.risk_accepted_until) : "without a day");
}

}  // namespace

bool is_legal_move(std::string_view from, std::string_view to) {
    return std::ranges::any_of(legal_moves, [&](const legal_move& known) {
        return known.from == from && known.to == to;
    });
}

task<> raise(db::tenant_tx& tx, std::vector<new_observation> raised) {
    const auto rows = json_text(raised);
    CO_CHECK(co_await tx.execute(insert_observations, tx.tenant(), rows));
    CO_CHECK(co_await tx.execute(insert_observation_texts, tx.tenant(), rows));
    co_return result<>{};
}

task<> reword(db::tenant_tx& tx, uuid id, std::int32_t expected_version, observation_words words) {
    CO_TRY(written, co_await tx.execute(reword_observation, tx.tenant(), id, expected_version, json_text(words)));
    if (written == 1) co_return result<>{};
    CO_CHECK(co_await as_expected(tx, id, expected_version, "DRAFT"));
    co_return fail(errc::not_found, "observation " + to_string(id) + " has no words to rewrite");
}

task<> move(db::tenant_tx& tx, std::vector<observation_move> wanted) {
    for (const auto& each : wanted) {
        if (!is_legal_move(each.from, each.to)) {
            co_return fail(errc::refused, "an observation does not go from " + each.from + " to " + each.to);
        }
    }
    CO_TRY(moved, co_await tx.rows(move_observations, tx.tenant(), json_text(wanted)));
    for (const auto& each : wanted) {
        if (std::ranges::find(moved, each.id, &observation_id_row::id) != moved.end()) continue;
        CO_TRY(stands, co_await as_expected(tx, each.id, each.expected_version, each.from));
        co_return fail(errc::refused, rule_that_refuses(each, stands));
    }
    co_return result<>{};
}

task<> move(db::tenant_tx& tx, observation_move wanted) {
    co_return co_await move(tx, std::vector{std::move(wanted)});
}

}  // namespace vouch::record
