#include "snapshot/verify.h"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>
#include <map>

#include "db/batch_tx.h"
#include "metric/queries.h"
#include "snapshot/queries.h"

namespace vouch::snapshot {

namespace {

namespace json = boost::json;

constexpr std::size_t sweep_from = 8;  // snapshots known at one moment are recomputed by one sweep
constexpr std::size_t days_per_snapshot =
    32;  // unless they lie further apart: somebody may have moved one to the year 9999
constexpr std::size_t instants_per_read = 64;

using members = std::map<std::string, std::string>;  // path -> value

void flatten(const json::value& value, const std::string& path, members& all) {
    if (const auto* object = value.if_object()) {
        for (const auto& member : *object) {
            flatten(member.value(), (path.empty() ? "" : path + ".") + std::string(member.key()), all);
        }
    } else if (!value.is_null()) {
        all.emplace(path, json::serialize(value));
    }
}

result<members> flattened(std::string_view document) {
    boost::system::error_code problem;
    const auto value = json::parse({document.data(), document.size()}, problem);
    if (problem) return fail(errc::bad_input, "the metrics are no JSON document");
    members all;
    flatten(value, "", all);
    return all;
}

/// Snapshots that one statement can recompute: known at the same moment, by the same definition.
struct same_knowledge {
    std::int64_t known_seq;
    std::int32_t definition_version;
    auto operator<=>(const same_knowledge&) const = default;
};
using group = std::vector<snapshot_row>;

void add_problem(recomputation& found, const snapshot_row& stored, std::string_view problem) {
    found.problems.push_back(fmt::format("snapshot {} (revision {}): {}", stored.day, stored.revision, problem));
}

void compare(const snapshot_row& stored, std::string_view recomputed, recomputation& found) {
    ++found.snapshots;
    const auto differences = metric_differences(stored.metrics, recomputed);
    if (!differences) {
        add_problem(found, stored, differences.error().detail);
        return;
    }
    for (const auto& difference : *differences) add_problem(found, stored, difference);
}

/// Whether it is known what the snapshot is of; names it where not.
bool has_a_day(const snapshot_row& stored, recomputation& found) {
    if (!stored.business_date)
        add_problem(found, stored, "put in or altered, it is of no date that can be captured");
    else if (!stored.effective_before)
        add_problem(found, stored, "cannot be computed again, no settings say when its date ends");
    return stored.business_date && stored.effective_before;
}

bool is_worth_a_sweep(const group& snapshots) {
    const auto days = (*snapshots.back().business_date - *snapshots.front().business_date).count();
    return snapshots.size() >= sweep_from && static_cast<std::size_t>(days) < snapshots.size() * days_per_snapshot;
}

task<> recompute_by_sweep(
    db::batch_tx& tx, uuid tenant, const metric::definition& used, const group& snapshots, recomputation& found
) {
    const auto first = *snapshots.front().business_date;
    CO_TRY(
        days,
        co_await tx.rows(
            metric::ask_days(used), tenant, first, *snapshots.back().business_date, snapshots.front().known_seq
        )
    );
    for (const auto& stored : snapshots) {
        const auto& day = days.at(static_cast<std::size_t>((*stored.business_date - first).count()));
        compare(stored, day.metrics.value_or("{}"), found);
    }
    co_return result<>{};
}

task<> recompute_at_instants(
    db::batch_tx& tx, uuid tenant, const metric::definition& used, const group& snapshots, recomputation& found
) {
    for (std::size_t from = 0; from < snapshots.size(); from += instants_per_read) {
        const auto to = std::min(snapshots.size(), from + instants_per_read);
        std::vector<uuid> tenants(to - from, tenant);
        std::vector<date> days;
        std::vector<instant> ends;
        std::vector<std::int64_t> known;
        for (auto i = from; i < to; ++i) {
            days.push_back(*snapshots[i].business_date);
            ends.push_back(*snapshots[i].effective_before);
            known.push_back(snapshots[i].known_seq);
        }
        CO_TRY(answers, co_await tx.rows(metric::ask(used), tenants, days, ends, known));
        for (const auto& answer : answers) {
            compare(snapshots[from + static_cast<std::size_t>(answer.question)], answer.metrics.value_or("{}"), found);
        }
        if (!answers.empty()) continue;
        found.snapshots += static_cast<std::int64_t>(to - from);
        for (auto i = from; i < to; ++i) {
            add_problem(found, snapshots[i], "cannot be computed again, the tenant is gone");
        }
    }
    co_return result<>{};
}

}  // namespace

result<std::vector<std::string>> metric_differences(std::string_view stored, std::string_view recomputed) {
    TRY(says, flattened(stored));
    TRY(is, flattened(recomputed));
    std::vector<std::string> differences;
    for (const auto& [path, value] : says) {
        const auto right = is.find(path);
        if (right == is.end())
            differences.push_back(fmt::format("{} says {}, recomputed unknown", path, value));
        else if (right->second != value)
            differences.push_back(fmt::format("{} says {}, recomputed {}", path, value, right->second));
    }
    for (const auto& [path, value] : is) {
        if (!says.contains(path)) differences.push_back(fmt::format("{} is missing, recomputed {}", path, value));
    }
    return differences;
}

task<recomputation> verify_metrics(db::pool& batch, uuid tenant, progress_report report) {
    CO_TRY(tx, co_await db::batch_tx::begin_read(batch, {tenant}));
    CO_TRY(stored, co_await tx.rows(snapshots, tenant));
    const auto total = static_cast<std::int64_t>(stored.size());
    std::map<same_knowledge, group> groups;
    recomputation found;
    for (auto& row : stored) {
        if (!row.sealed) add_problem(found, row, "put in later, no change set lists it");
        if (!row.figures_agree) add_problem(found, row, "altered, trends read figures that its metrics do not say");
        if (!has_a_day(row, found)) {
            ++found.snapshots;
        } else if (const auto used = metric::find_definition(row.definition_version); used) {
            groups[{row.known_seq, row.definition_version}].push_back(std::move(row));
        } else {
            ++found.snapshots;
            add_problem(found, row, used.error().detail);
        }
    }
    // The few that stand alone travel together, by definition; the many known at one moment are swept.
    std::map<std::int32_t, group> alone;
    for (auto& [knowledge, members] : groups) {
        if (!is_worth_a_sweep(members)) {
            std::ranges::move(members, std::back_inserter(alone[knowledge.definition_version]));
            continue;
        }
        CO_TRY(used, metric::find_definition(knowledge.definition_version));
        CO_CHECK(co_await recompute_by_sweep(tx, tenant, *used, members, found));
        report(found.snapshots, total);
    }
    for (const auto& [version, members] : alone) {
        CO_TRY(used, metric::find_definition(version));
        CO_CHECK(co_await recompute_at_instants(tx, tenant, *used, members, found));
        report(found.snapshots, total);
    }
    CO_CHECK(co_await tx.commit());
    co_return found;
}

}  // namespace vouch::snapshot
