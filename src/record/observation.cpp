#include "record/observation.h"

#include <algorithm>
#include <array>

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

}  // namespace

bool is_legal_move(std::string_view from, std::string_view to) {
    return std::ranges::any_of(legal_moves, [&](const legal_move& known) {
        return known.from == from && known.to == to;
    });
}

task<> raise(db::tenant_tx& tx, new_observation raised) {
    CO_CHECK(co_await tx.execute(
        insert_observation,
        tx.tenant(),
        raised.id,
        raised.severity,
        raised.branch_id,
        raised.engagement_id,
        raised.found_on
    ));
    const auto& words = raised.words;
    CO_CHECK(co_await tx.execute(
        insert_observation_text,
        tx.tenant(),
        raised.id,
        words.title,
        words.condition,
        words.criteria,
        words.cause,
        words.effect,
        words.recommendation
    ));
    co_return result<>{};
}

task<> move(db::tenant_tx& tx, observation_move wanted) {
    if (!is_legal_move(wanted.from, wanted.to)) {
        co_return fail(errc::refused, "an observation does not go from " + wanted.from + " to " + wanted.to);
    }
    CO_TRY(
        moved,
        co_await tx.execute(
            move_observation,
            tx.tenant(),
            wanted.id,
            wanted.expected_version,
            wanted.from,
            wanted.to,
            wanted.moment,
            wanted.due_on,
            wanted.closing_basis
        )
    );
    if (moved != 1) {
        co_return fail(
            errc::conflict,
            "observation " + to_string(wanted.id) + " is no longer " + wanted.from + " in version " +
                std::to_string(wanted.expected_version) + "; read it again"
        );
    }
    co_return result<>{};
}

}  // namespace vouch::record
