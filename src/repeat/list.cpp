#include "repeat/list.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "repeat/links.h"
#include "repeat/queries.h"
#include "seal/queries.h"

namespace vouch::repeat {

namespace {

constexpr std::array<std::string_view, 4> severities{"LOW", "MEDIUM", "HIGH", "CRITICAL"};

std::optional<bool> is_escalated(const list_row& row) {
    if (!row.assessed_severity) return std::nullopt;
    return std::ranges::find(severities, row.severity_now) > std::ranges::find(severities, *row.assessed_severity);
}

}  // namespace

task<repeat_list> list_repeats(db::tenant_tx& tx, tenant::period of, std::optional<instant> known_at) {
    CO_TRY(known, co_await tx.one(seal::known_seq, tx.tenant(), known_at));
    const auto last = of.ends_on;
    co_return co_await list_repeats_until(tx, std::move(of), last, known.known_seq);
}

task<std::vector<std::vector<occurrence>>> chains_of(
    db::tenant_tx& tx, std::vector<uuid> repeats, date last, std::int64_t known_seq
) {
    std::vector<std::vector<occurrence>> found(repeats.size());
    if (repeats.empty()) co_return found;
    CO_TRY(rows, co_await tx.rows(chains, tx.tenant(), std::move(repeats), last, known_seq, links_max));
    for (auto& row : rows) {
        if (row.steps >= links_max) {
            co_return fail(errc::refused, fmt::format("a chain of over {} repeats is not read", links_max));
        }
        found.at(static_cast<std::size_t>(row.place - 1))
            .push_back(
                {row.steps + 1,
                 row.id,
                 std::move(row.name),
                 std::move(row.title),
                 row.found_on,
                 std::move(row.severity),
                 std::move(row.status),
                 std::move(row.kind)}
            );
    }
    co_return found;
}

task<repeat_list> list_repeats_until(db::tenant_tx& tx, tenant::period of, date last, std::int64_t known_seq) {
    CO_TRY(rows, co_await tx.rows(list, tx.tenant(), of.starts_on, last, known_seq, links_max));
    repeat_list found{std::move(of), false, known_seq, {}};
    found.partial = last < found.of.ends_on || found.of.ends_on >= found.of.today;
    for (auto& row : rows) {
        if (row.steps >= links_max) {
            co_return fail(errc::refused, fmt::format("a chain of over {} repeats is not read", links_max));
        }
        const auto escalated = is_escalated(row);
        found.repeats.push_back(
            {.id = row.id,
             .reference = std::move(row.reference),
             .external_ref = std::move(row.external_ref),
             .title = std::move(row.title),
             .branch_code = std::move(row.branch_code),
             .branch = std::move(row.branch),
             .found_on = row.found_on,
             .original_date = row.first_found_on,
             .occurrences = row.steps + 1,
             .severity_now = std::move(row.severity_now),
             .severity_then = std::move(row.severity_then),
             .escalated = escalated,
             .kind = std::move(row.kind),
             .status = std::move(row.status)}
        );
    }
    co_return found;
}

}  // namespace vouch::repeat
