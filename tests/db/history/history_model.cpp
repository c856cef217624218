#include "db/history/history_model.h"

#include <limits>

namespace vouch::test {

namespace {

constexpr auto everything = std::numeric_limits<std::int64_t>::max();
constexpr auto for_ever = instant::max();
constexpr std::chrono::microseconds moment_after{1};

/// What differs between two states of a row; the key "" stands for whether it is deleted.
std::set<std::string> differences(const version& one, const version& other) {
    std::set<std::string> found;
    if (one.deleted != other.deleted) found.insert("");
    for (const auto& [name, value] : one.values) {
        if (other.values.at(name) != value) found.insert(name);
    }
    return found;
}

bool meet(const std::set<std::string>& one, const std::set<std::string>& other) {
    for (const auto& name : one) {
        if (other.contains(name)) return true;
    }
    return false;
}

}  // namespace

const version* history_model::state(const row_name& row, instant effective_before, std::int64_t known_seq) const {
    const version* last = nullptr;
    const auto found = versions_.find(row);
    if (found == versions_.end()) return nullptr;
    for (const auto& each : found->second) {
        if (each.seq > known_seq || each.effective_at >= effective_before) continue;
        if (!last || each.effective_at >= last->effective_at) last = &each;
    }
    return last;
}

const facts* history_model::present(const row_name& row) const {
    const auto* last = state(row, for_ever, everything);
    return last && !last->deleted ? &last->values : nullptr;
}

bool history_model::record(const std::vector<change>& changes, instant recorded_at, bool with_reason) {
    const auto before = versions_;
    ++head_;
    for (const auto& each : changes) {
        if (apply(each, recorded_at, with_reason)) continue;
        versions_ = before;
        --head_;
        return false;
    }
    if (versions_ == before) --head_;
    return true;
}

bool history_model::apply(const change& wanted, instant recorded_at, bool with_reason) {
    const auto* last = state(wanted.row, for_ever, everything);
    if (wanted.deletes && (!last || last->deleted)) return true;
    version becomes{head_, {}, wanted.deletes, wanted.deletes ? last->values : wanted.values};
    const auto changed = last ? differences(*last, becomes) : std::set<std::string>();
    if (last && changed.empty()) return true;
    if (wanted.stated && (*wanted.stated > recorded_at || !with_reason)) return false;
    const auto moment = wanted.stated.value_or(recorded_at);

    std::vector<version> appended;
    const auto change_from = [&](const version& was, instant since) {
        version made{head_, since, was.deleted, was.values};
        for (const auto& name : changed) {
            if (name.empty())
                made.deleted = becomes.deleted;
            else
                made.values[name] = becomes.values[name];
        }
        appended.push_back(std::move(made));
    };
    if (!last) {
        becomes.effective_at = moment;
        appended.push_back(becomes);
    } else {
        const auto* was = state(wanted.row, moment + moment_after, everything);
        const auto* first = state(wanted.row, *moments(wanted.row).begin() + moment_after, everything);
        change_from(was ? *was : *first, moment);
        for (const auto later : moments(wanted.row)) {
            if (later <= moment) continue;
            const auto* until = state(wanted.row, later, everything);
            const auto* from = state(wanted.row, later + moment_after, everything);
            if (until && meet(differences(*until, *from), changed)) return false;
            change_from(*from, later);
        }
    }
    auto& all = versions_[wanted.row];
    all.insert(all.end(), appended.begin(), appended.end());
    return true;
}

std::set<instant> history_model::moments(const row_name& row) const {
    std::set<instant> found;
    if (const auto versions = versions_.find(row); versions != versions_.end()) {
        for (const auto& each : versions->second) found.insert(each.effective_at);
    }
    return found;
}

std::set<instant> history_model::moments() const {
    std::set<instant> found;
    for (const auto& row : rows()) found.merge(moments(row));
    return found;
}

std::size_t history_model::versions(table of) const {
    std::size_t count = 0;
    for (const auto& [row, appended] : versions_) count += row.first == of ? appended.size() : 0;
    return count;
}

std::vector<row_name> history_model::rows() const {
    std::vector<row_name> found;
    for (const auto& [row, _] : versions_) found.push_back(row);
    return found;
}

}  // namespace vouch::test
