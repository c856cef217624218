#include "seal/verify.h"

#include <algorithm>
#include <fmt/format.h>
#include <limits>
#include <utility>
#include <vector>

#include "db/batch_tx.h"
#include "db/fill_template.h"
#include "seal/queries.h"

namespace vouch::seal {

namespace {

constexpr std::size_t links_per_read = 256;
constexpr auto seq_min = std::numeric_limits<std::int64_t>::min();  // what stands before change set 1 was put there
constexpr auto seq_max = std::numeric_limits<std::int64_t>::max();

/// Takes an element out of a list; empty where there is none.
template <class T>
T take_element(std::optional<std::vector<std::optional<T>>>& list, std::size_t at) {
    return list && at < list->size() ? std::move((*list)[at]).value_or(T()) : T();
}

/// Takes the row apart, all but its seq.
change_set to_change_set(change_set_row& row) {
    change_set link{
        row.seq,
        row.recorded_at,
        std::move(row.actor),
        std::move(row.reason),
        {},
        std::move(row.previous_hash),
        std::move(row.hash)
    };
    const auto size_of = [](const auto& list) { return list ? list->size() : 0; };
    // Lists of different lengths can only come from somebody's hand.
    const auto count = std::max({size_of(row.kinds), size_of(row.ids), size_of(row.digests)});
    for (std::size_t i = 0; i < count; ++i) {
        link.changes.push_back({take_element(row.kinds, i), take_element(row.ids, i), take_element(row.digests, i)});
    }
    return link;
}

result<std::string> subject_id(const subject_kind& kind, const db::raw_row& row) {
    if (kind.kind == "snapshot") {
        const auto day = row.get<date>("business_date");  // infinite, by somebody's hand: named, and altered for sure
        TRY(revision, row.get<std::int32_t>("revision"));
        return fmt::format("{}/{}", day ? to_string(*day) : "infinity", revision);
    }
    TRY(id, row.get<uuid>("id"));
    return to_string(id);
}

/// What a retirement took away; nothing of any other kind.
result<std::vector<retired_snapshot>> retired_by(const subject_kind& kind, const db::raw_row& row) {
    if (kind.kind != "retirement") return std::vector<retired_snapshot>();
    TRY(listed, row.get<std::optional<std::string>>("snapshots"));
    return listed ? read_retired(*listed) : std::vector<retired_snapshot>();
}

/// What the database says of its kinds and of the places of snapshots, against what the program and the chain know.
task<> check_bookkeeping(db::batch_tx& tx, uuid tenant, std::vector<std::string>& problems) {
    std::vector<std::string> kinds, version_tables, presents;
    for (const auto& each : subject_kinds) {
        kinds.emplace_back(each.kind);
        version_tables.emplace_back(each.version_table);
        presents.emplace_back(each.present);
    }
    CO_TRY(unlike, co_await tx.rows(unlike_kinds, kinds, version_tables, presents));
    for (const auto& row : unlike) {
        problems.push_back(fmt::format(
            "kind {}: seal.subject_kind was altered, so that its present was not compared with its history", row.kind
        ));
    }
    CO_TRY(misplaced, co_await tx.rows(misplaced_snapshots, tenant));
    for (const auto& row : misplaced) {
        problems.push_back(fmt::format(
            "snapshot {}: {} place in change set {}{}",
            row.id,
            row.is_gone ? "its" : "a",
            row.seq,
            row.is_gone ? " was taken away or altered, its day could be taken again"
                        : ", which does not list it, keeps its day from being taken"
        ));
    }
    co_return result<>{};
}

/// What the database worked out of versions, against what it works out of them now.
task<> check_steps(db::batch_tx& tx, uuid tenant, std::vector<std::string>& problems) {
    CO_TRY(misstated, co_await tx.rows(misstated_steps, tenant));
    for (const auto& row : misstated) {
        problems.push_back(fmt::format(
            "observation {}: altered, a roll-forward counts its version of change set {} as another step than it is",
            to_string(row.id),
            row.seq
        ));
    }
    co_return result<>{};
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
            CO_TRY(retires, retired_by(kind, row));
            const auto text = canonical(row, kind.worked_out);
            check.version(
                seq,
                ordinal,
                {std::string(kind.kind),
                 std::move(id),
                 text ? sha256_of(*text) : sha256_digest{},
                 text ? "" : text.error().detail,
                 std::move(retires)}
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
    std::vector<change_set_row> links;
    do {
        const auto next = links.empty() ? seq_min : links.back().seq + 1;
        report(links.empty() ? 0 : std::max<std::int64_t>(links.back().seq, 0), where.last_seq);
        CO_TRY(read, co_await tx.rows(change_sets, tenant, next, links_per_read));
        links = std::move(read);
        for (auto& row : links) {
            const auto seq = row.seq;
            auto link = to_change_set(row);
            group_changes += static_cast<std::int64_t>(link.changes.size());
            check.link(std::move(link));
            if (group_changes < changes_per_read || seq == seq_max) continue;
            CO_CHECK(co_await read_versions(tx, tenant, group_first, seq, check));
            check.end_of_group();
            group_first = seq + 1;
            group_changes = 0;
        }
    } while (links.size() == links_per_read && links.back().seq < seq_max);
    // Including versions behind the last link: their change sets were cut off.
    CO_CHECK(co_await read_versions(tx, tenant, group_first, seq_max, check));
    check.end_of_group();
    CO_TRY(elsewhere, co_await tx.rows(differences, tenant));
    std::vector<std::string> bookkeeping;
    CO_CHECK(co_await check_bookkeeping(tx, tenant, bookkeeping));
    CO_CHECK(co_await check_steps(tx, tenant, bookkeeping));
    CO_CHECK(co_await tx.commit());
    std::optional<chain_head> head_now;
    if (where.seq && where.hash) head_now = chain_head{*where.seq, *where.hash, where.recorded_at};
    auto found = check.finish(head_now);
    if (!head_now && found.change_sets + found.versions == 0) {
        co_return fail(errc::not_found, "there is no chain of the tenant " + to_string(tenant));
    }
    for (const auto& row : elsewhere) {
        found.add(fmt::format("{} {}: {}", row.kind, to_string(row.id), row.difference));
    }
    for (auto& problem : bookkeeping) found.add(std::move(problem));
    report(where.last_seq, where.last_seq);
    co_return found;
}

}  // namespace vouch::seal
