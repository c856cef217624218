#include "trend/roll_forward.h"

#include <algorithm>
#include <fmt/format.h>

#include "metric/queries.h"
#include "seal/queries.h"
#include "tenant/named_period.h"
#include "trend/metrics_document.h"
#include "trend/queries.h"

namespace vouch::trend {

namespace {

struct step_kind {
    std::string_view name, title;
    bool adds;
};
constexpr std::array step_kinds{
    step_kind{"issued", "Issued", true},
    step_kind{"reopened", "Reopened", true},
    step_kind{"returned", "Returned from risk acceptance", true},
    step_kind{"reclassified_in", "Reclassified in", true},
    step_kind{"reclassified_out", "Reclassified out", false},
    step_kind{"closed", "Closed", false},
    step_kind{"no_longer_valid", "No longer valid", false},
    step_kind{"risk_accepted", "Risk accepted", false},
    step_kind{"deleted", "Deleted", false},
};

by_severity open_in(const metrics_document& document) {
    by_severity counts;
    for (std::size_t i = 0; i < severities.size(); ++i)
        counts[i] = document.sum(fmt::format("severity.{}_open", severities[i]));
    return counts;
}

std::optional<std::int64_t> difference(std::optional<std::int64_t> to, std::optional<std::int64_t> from) {
    return to && from ? std::optional(*to - *from) : std::nullopt;
}

by_severity difference(const by_severity& to, const by_severity& from) {
    by_severity counts;
    for (std::size_t i = 0; i < counts.size(); ++i) counts[i] = difference(to[i], from[i]);
    return counts;
}

by_severity step_between(const metrics_document& opening, const metrics_document& closing, std::string_view step) {
    by_severity counts;
    for (std::size_t i = 0; i < severities.size(); ++i) {
        const auto path = fmt::format("roll_forward.{}_{}", severities[i], step);
        counts[i] = difference(closing.sum(path), opening.sum(path));
    }
    return counts;
}

bool comes_out(const roll_forward& found) {
    for (std::size_t i = 0; i < severities.size(); ++i) {
        auto balance = found.opening_known[i];
        for (const auto& step : found.steps) {
            if (!balance || !step.counts[i]) return false;
            *balance += step.adds ? *step.counts[i] : -*step.counts[i];
        }
        if (!balance || balance != found.closing[i]) return false;
    }
    return true;
}

task<tenant::period> find_period(db::tenant_tx& tx, const roll_forward_request& wanted) {
    CO_TRY(named, co_await tenant::named_period(tx, {wanted.label, wanted.starts_on}, wanted.now));
    if (named.starts_on >= named.today) {
        co_return fail(errc::bad_input, fmt::format("{} has not had a day yet", named.label));
    }
    co_return named;
}

}  // namespace

std::optional<std::int64_t> sum(const by_severity& counts) {
    std::int64_t total = 0;
    for (const auto& count : counts) {
        if (!count) return std::nullopt;
        total += *count;
    }
    return total;
}

task<roll_forward> read_roll_forward(db::tenant_tx& tx, roll_forward_request wanted) {
    CO_CHECK(check_known_at(wanted.on, wanted.known_at));
    CO_TRY(period, co_await find_period(tx, wanted));
    const auto last = std::min(period.ends_on, wanted.as_of.value_or(period.ends_on));
    if (last < period.starts_on) {
        co_return fail(errc::bad_input, fmt::format("{} begins after {}", period.label, to_string(*wanted.as_of)));
    }
    CO_TRY(ends, co_await tx.one(period_ends, tx.tenant(), period.starts_on, last));
    roll_forward found;
    found.label = std::move(period.label);
    found.starts_on = period.starts_on;
    found.ends_on = period.ends_on;
    found.opening_date = ends.opening_date;
    found.opening_seq = ends.opening_seq;
    if (wanted.on == basis::reported) {
        if (!ends.closing_date) {
            co_return fail(
                errc::not_found,
                fmt::format(
                    "{} has no snapshot to close with: `vouch replay` its days, or ask for --basis restated",
                    found.label
                )
            );
        }
        found.closing_date = *ends.closing_date;
        found.closing_seq = *ends.closing_seq;
        found.closing_origin = *ends.closing_origin;
    } else {
        CO_TRY(known, co_await tx.one(seal::known_seq, tx.tenant(), wanted.known_at));
        if (known.known_seq == 0) {
            co_return fail(errc::not_found, fmt::format("nothing was known then: {} has no roll-forward", found.label));
        }
        found.closing_date = std::min(last, period.today - std::chrono::days(1));
        found.closing_seq = known.known_seq;
        found.closing_origin = "restated";
    }
    found.partial = found.closing_date < period.ends_on;

    // Both ends as known at the closing: what moved in the period, apart from what was known later of the time before.
    const std::vector<date> days{period.starts_on - std::chrono::days(1), found.closing_date};
    CO_TRY(borders, co_await tx.rows(ends_of_days, tx.tenant(), days));
    CO_TRY(
        rows,
        co_await tx.rows(
            metric::ask(metric::current_definition()),
            std::vector<uuid>(2, tx.tenant()),
            days,
            std::vector<instant>{borders.at(0).ends_at, borders.at(1).ends_at},
            std::vector<std::int64_t>(2, found.closing_seq)
        )
    );
    CO_TRY(opening, metrics_document::parse(rows.at(0).metrics.value_or("{}")));
    CO_TRY(closing, metrics_document::parse(rows.at(1).metrics.value_or("{}")));
    CO_TRY(opening_reported, metrics_document::parse(ends.opening_metrics.value_or("{}")));
    CO_TRY(closing_reported, metrics_document::parse(ends.closing_metrics.value_or("{}")));
    found.opening_reported = open_in(opening_reported);
    found.opening_known = open_in(opening);
    found.corrections = difference(found.opening_known, found.opening_reported);
    for (const auto& kind : step_kinds) {
        found.steps.push_back({kind.name, kind.title, kind.adds, step_between(opening, closing, kind.name)});
    }
    found.closing = open_in(wanted.on == basis::reported ? closing_reported : closing);
    found.withdrawn = difference(closing.sum("roll_forward.withdrawn"), opening.sum("roll_forward.withdrawn"));
    found.balances = comes_out(found);
    co_return found;
}

}  // namespace vouch::trend
