#include "trend/changes.h"

#include <map>

#include "metric/queries.h"
#include "seal/queries.h"
#include "trend/figures.h"
#include "trend/queries.h"

namespace vouch::trend {

namespace {

enum class standing { absent, in_preparation, outstanding, closed, invalid, accepted, withdrawn };

standing standing_of(const std::optional<observation_then>& then) {
    if (!then) return standing::absent;
    const auto& status = then->status;
    if (status == "ISSUED" || status == "RESPONSE" || status == "COMPLIANCE") return standing::outstanding;
    if (status == "CLOSED") return standing::closed;
    if (status == "NO_LONGER_VALID") return standing::invalid;
    if (status == "RISK_ACCEPTED") return standing::accepted;
    if (status == "WITHDRAWN") return standing::withdrawn;
    return standing::in_preparation;
}

std::string_view way_back(standing from) {
    switch (from) {
        case standing::closed:
        case standing::invalid: return "reopened";
        case standing::accepted: return "returned";
        default: return "issued";
    }
}

std::optional<observation_then> then(
    std::optional<std::string>& status,
    std::optional<std::string>& severity,
    std::optional<date> original_due_on,
    std::optional<date> due_on
) {
    if (!status || !severity) return std::nullopt;
    return observation_then{std::move(*status), std::move(*severity), original_due_on, due_on};
}

task<> compare_figures(db::tenant_tx& tx, const std::vector<instant>& ends, changes& found) {
    CO_TRY(
        rows,
        co_await tx.rows(
            metric::ask(metric::current_definition()),
            std::vector<uuid>(2, tx.tenant()),
            std::vector<date>{found.first, found.last},
            ends,
            std::vector<std::int64_t>(2, found.known_seq)
        )
    );
    CO_TRY(was, figures_of(rows.at(0).metrics.value_or("{}")));
    CO_TRY(is, figures_of(rows.at(1).metrics.value_or("{}")));
    for (const auto& [figure, now] : is) was.try_emplace(figure, std::nullopt);
    for (const auto& [figure, before] : was) {
        const auto after = is[figure];
        if (before != after && !figure.starts_with("roll_forward.")) found.figures.push_back({figure, before, after});
    }
    co_return result<>{};
}

}  // namespace

std::string_view movement_between(
    const std::optional<observation_then>& was, const std::optional<observation_then>& is
) {
    const auto from = standing_of(was), to = standing_of(is);
    if (from == to) return to == standing::outstanding && was->severity != is->severity ? "reclassified" : "moved";
    switch (to) {
        case standing::absent: return "deleted";
        case standing::in_preparation: return from == standing::absent ? "recorded" : "moved";
        case standing::outstanding: return way_back(from);
        case standing::closed: return "closed";
        case standing::invalid: return "no_longer_valid";
        case standing::accepted: return "risk_accepted";
        case standing::withdrawn: return "withdrawn";
    }
    return "moved";
}

task<changes> read_changes(db::tenant_tx& tx, changes_request wanted) {
    if (wanted.first >= wanted.last) {
        co_return fail(errc::bad_input, to_string(wanted.last) + " does not come after " + to_string(wanted.first));
    }
    CO_TRY(range, co_await tx.one(restated_range, tx.tenant(), wanted.now));
    if (wanted.last >= range.today) {
        co_return fail(errc::bad_input, to_string(wanted.last) + " has not ended in the tenant's zone");
    }
    CO_TRY(known, co_await tx.one(seal::known_seq, tx.tenant(), wanted.known_at));
    CO_TRY(borders, co_await tx.rows(ends_of_days, tx.tenant(), std::vector<date>{wanted.first, wanted.last}));
    const std::vector<instant> ends{borders.at(0).ends_at, borders.at(1).ends_at};
    changes found{wanted.first, wanted.last, known.known_seq, {}, {}, 0};
    CO_CHECK(co_await compare_figures(tx, ends, found));
    CO_TRY(
        rows,
        co_await tx.rows(changed_observations, tx.tenant(), ends[0], ends[1], known.known_seq, wanted.observations_max)
    );
    if (!rows.empty()) found.observations_total = rows.front().total;
    for (auto& row : rows) {
        auto was = then(row.was_status, row.was_severity, row.was_original_due_on, row.was_due_on);
        auto is = then(row.is_status, row.is_severity, row.is_original_due_on, row.is_due_on);
        found.observations.push_back(
            {row.id,
             std::move(row.reference),
             std::move(row.external_ref),
             std::move(row.title),
             std::move(row.branch_code),
             std::move(row.branch),
             std::string(movement_between(was, is)),
             std::move(was),
             std::move(is)}
        );
    }
    co_return found;
}

}  // namespace vouch::trend
