#include "seal/verify.h"

#include <fmt/format.h>

#include <limits>

#include "db/batch_tx.h"
#include "db/fill_template.h"
#include "seal/queries.h"

namespace vouch::seal {

namespace {

constexpr std::int64_t links_per_read = 256;

change_set to_change_set(change_set_row row) {
    change_set link{row.seq, row.recorded_at, std::move(row.actor), std::move(row.reason), {}, std::move(row.previous_hash),
                    std::move(row.hash)};
    // Lists of different lengths can only come from somebody's hand; what is left over then fails the hash.
    const auto count = std::min({row.kinds.size(), row.ids.size(), row.digests.size()});
    for (std::size_t i = 0; i < count; ++i) {
        link.changes.push_back({std::move(row.kinds[i]), std::move(row.ids[i]), std::move(row.digests[i])});
    }
    return link;
}

result<std::string> subject_id(const subject_kind& kind, const db::raw_row& row) {
    if (kind.kind == "snapshot") {
        TRY(day, row.get<date>("business_date"));
        TRY(revision, row.get<std::int32_t>("revision"));
        return fmt::format("{}/{}", to_string(day), revision);
    }
    TRY(id, row.get<uuid>("id"));
    return to_string(id);
}

/// Feeds the versions of every kind whose seq lies in [first, last].
task<> read_versions(db::batch_tx& tx, uuid tenant, std::int64_t first, std::int64_t last, chain_check& check) {
    for (const auto& kind : subject_kinds) {
        CO_TRY(rows, co_await tx.raw(versions_of(kind), db::parameters::of(tenant, first, last)));
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const auto row = rows[i];
            CO_TRY(seq, row.get<std::int64_t>("seq"));
            CO_TRY(ordinal, row.get<std::int32_t>("ordinal"));
            CO_TRY(id, subject_id(kind, row));
            CO_TRY(text, canonical(row));
            auto content = sha256_of(text);
            check.version(seq, ordinal, {std::string(kind.kind), std::move(id), content});
        }
    }
    co_return result<>{};
}

}  // namespace

db::statement versions_of(const subject_kind& kind) {
    struct named { std::string name, text; };
    static const auto made = [] {
        std::vector<named> all;
        for (const auto& each : subject_kinds) {
            all.push_back({fmt::format("seal.versions {}", each.kind),
                           db::fill_template(sql::seal::versions_template.text, {{"version_table", each.version_table}})});
        }
        return all;
    }();
    const auto& statement = made.at(static_cast<std::size_t>(&kind - subject_kinds.data()));
    return {statement.name, statement.text};
}

task<verification> verify(db::pool& batch, uuid tenant, std::optional<anchored_head> anchor, progress_report report) {
    CO_TRY(tx, co_await db::batch_tx::begin_read(batch, {tenant}));
    CO_TRY(where, co_await tx.one(head, tenant));
    chain_check check(tenant, std::move(anchor));
    std::int64_t group_first = 1;  // the first seq whose versions were not read yet
    std::int64_t group_changes = 0;
    for (std::int64_t first = 1; first <= where.last_seq; first += links_per_read) {
        report(first - 1, where.last_seq);
        CO_TRY(links, co_await tx.rows(change_sets, tenant, first, first + links_per_read - 1));
        for (auto& row : links) {
            const auto seq = row.seq;
            group_changes += static_cast<std::int64_t>(row.ids.size());
            check.link(to_change_set(std::move(row)));
            if (group_changes < changes_per_read) continue;
            CO_CHECK(co_await read_versions(tx, tenant, group_first, seq, check));
            check.end_of_group();
            group_first = seq + 1;
            group_changes = 0;
        }
    }
    // Including versions behind the last link: their change sets were cut off.
    CO_CHECK(co_await read_versions(tx, tenant, group_first, std::numeric_limits<std::int64_t>::max(), check));
    check.end_of_group();
    CO_TRY(elsewhere, co_await tx.rows(differences, tenant));
    CO_CHECK(co_await tx.commit());
    auto found = check.finish(where.seq, where.hash);
    for (const auto& row : elsewhere) {
        found.add(fmt::format("{} {}: {}", row.kind, to_string(row.id), row.difference));
    }
    report(where.last_seq, where.last_seq);
    co_return found;
}

}  // namespace vouch::seal
