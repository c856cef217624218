#include "seal/verify.h"

#include <fmt/format.h>
#include <limits>

#include "db/batch_tx.h"
#include "db/fill_template.h"
#include "seal/queries.h"

namespace vouch::seal {

namespace {

constexpr std::int64_t links_per_read = 256;
constexpr auto seq_min = std::numeric_limits<std::int64_t>::min();  // what stands before change set 1 was put there
constexpr auto seq_max = std::numeric_limits<std::int64_t>::max();

change_set to_change_set(change_set_row row) {
    change_set link{
        row.seq,
        row.recorded_at,
        std::move(row.actor),
        std::move(row.reason),
        {},
        std::move(row.previous_hash),
        std::move(row.hash)
    };
    // Lists of different lengths can only come from somebody's hand; what one has more than the others fails the hash.
    const auto count = std::max({row.kinds.size(), row.ids.size(), row.digests.size()});
    row.kinds.resize(count);
    row.ids.resize(count);
    row.digests.resize(count);
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
            const auto text = canonical(row);
            check.version(
                seq,
                ordinal,
                {std::string(kind.kind),
                 std::move(id),
                 text ? sha256_of(*text) : sha256_digest{},
                 text ? "" : text.error().detail}
            );
        }
    }
    co_return result<>{};
}

}  // namespace

db::statement versions_of(const subject_kind& kind) {
    struct named {
        std::string name, text;
    };
    static const auto made = [] {
        std::vector<named> all;
        for (const auto& each : subject_kinds) {
            all.push_back(
                {fmt::format("seal.versions {}", each.kind),
                 db::fill_template(sql::seal::versions_template.text, {{"version_table", each.version_table}})}
            );
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
    std::int64_t group_first = seq_min;  // the first seq whose versions were not read yet
    std::int64_t group_changes = 0;
    for (std::int64_t first = 1; first <= where.last_seq; first += links_per_read) {
        report(first - 1, where.last_seq);
        CO_TRY(links, co_await tx.rows(change_sets, tenant, first == 1 ? seq_min : first, first + links_per_read - 1));
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
    CO_CHECK(co_await read_versions(tx, tenant, group_first, seq_max, check));
    check.end_of_group();
    CO_TRY(elsewhere, co_await tx.rows(differences, tenant));
    CO_CHECK(co_await tx.commit());
    std::optional<chain_head> head_now;
    if (where.seq && where.hash) head_now = chain_head{*where.seq, *where.hash};
    auto found = check.finish(head_now);
    if (!head_now && found.change_sets + found.versions == 0) {
        co_return fail(errc::not_found, "there is no chain of the tenant " + to_string(tenant));
    }
    for (const auto& row : elsewhere) {
        found.add(fmt::format("{} {}: {}", row.kind, to_string(row.id), row.difference));
    }
    report(where.last_seq, where.last_seq);
    co_return found;
}

}  // namespace vouch::seal
