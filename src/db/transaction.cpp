#include "db/transaction.h"

#include <algorithm>
#include <iterator>

#include "db/plumbing.h"

namespace vouch::db {

struct transaction::core {
    lease owned;
    std::vector<command> opening;  // BEGIN and what enters the tenant, until they are sent
    std::vector<command> parts;    // begins and ends of parts, until they are sent; the begin of an empty part is last
    std::optional<error> failure;
    std::chrono::milliseconds ms_max;
    std::chrono::steady_clock::time_point end_by = std::chrono::steady_clock::time_point::max();
    std::vector<std::string_view>* noted = nullptr;
    bool over = false;

    core(lease from, std::vector<command> first, std::chrono::milliseconds longest)
        : owned(std::move(from)), opening(std::move(first)), ms_max(longest) {}
    core(const core&) = delete;
    core& operator=(const core&) = delete;
    // Before BEGIN was sent, and after COMMIT was answered well or badly, there is nothing to roll back.
    ~core() { owned.hand_back(!opening.empty() || over); }

    /// The deadline of a round trip that begins now; none: it is too late for one.
    std::optional<std::chrono::milliseconds> next_ms_max() const {
        using clock = std::chrono::steady_clock;
        if (end_by == clock::time_point::max()) return ms_max;
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(end_by - clock::now());
        if (left <= std::chrono::milliseconds(0)) return std::nullopt;
        return ms_max == std::chrono::milliseconds(0) ? left : std::min(left, ms_max);
    }
};

transaction::transaction(lease owned, std::vector<command> opening, std::chrono::milliseconds ms_max)
    : core_(std::make_shared<core>(std::move(owned), std::move(opening), ms_max)) {}

void transaction::end_by(std::chrono::steady_clock::time_point latest) {
    core_->end_by = latest;
}

void transaction::note_statements(std::vector<std::string_view>& into) {
    core_->noted = &into;
}

task<std::vector<answer>> transaction::run(std::vector<command> commands) {
    auto& at = *core_;
    if (at.failure) co_return std::unexpected(*at.failure);
    if (at.over) co_return fail(errc::internal, "a statement after the end of its transaction");
    const auto ms_max = at.next_ms_max();
    if (!ms_max) {
        at.failure = error{errc::db_timeout, "the time for the whole of it was over before the next statement", {}, {}};
        co_return std::unexpected(*at.failure);
    }
    if (at.noted != nullptr) {
        for (const auto& each : commands) at.noted->push_back(each.sql.name);
    }
    const auto extra = at.opening.size() + at.parts.size();
    round_trip work{{std::move(at.opening)}, *ms_max};
    at.opening.clear();
    std::ranges::move(at.parts, std::back_inserter(work.segments.front()));
    at.parts.clear();
    std::ranges::move(commands, std::back_inserter(work.segments.front()));
    auto answers = co_await at.owned->run(std::move(work));
    if (!answers) {
        at.failure = answers.error();
        co_return std::unexpected(std::move(answers).error());
    }
    answers->erase(answers->begin(), answers->begin() + static_cast<std::ptrdiff_t>(extra));
    co_return std::move(*answers);
}

task<answer> transaction::run_one(command wanted) {
    std::vector<command> commands;
    commands.push_back(std::move(wanted));
    CO_TRY(answers, co_await run(std::move(commands)));
    co_return std::move(answers.front());
}

task<raw_rows> transaction::raw(statement wanted, parameters values) {
    CO_TRY(from, co_await run_one({wanted, std::move(values)}));
    co_return raw_rows(std::move(from), wanted.name);
}

void transaction::begin_part() {
    core_->parts.push_back({plumbing::begin_part, {}});
}

void transaction::end_part() {
    if (part_is_empty())
        core_->parts.pop_back();
    else
        core_->parts.push_back({plumbing::end_part, {}});
}

bool transaction::part_is_empty() const {
    const auto& parts = core_->parts;
    return !parts.empty() && parts.back().sql.name == plumbing::begin_part.name;
}

task<> transaction::undo_part() {
    if (core_->over || core_->owned->lost()) {
        co_return fail(errc::db_unavailable, "the connection is gone, and what was done in the transaction with it");
    }
    core_->failure.reset();
    core_->end_by = std::chrono::steady_clock::time_point::max();
    if (!part_is_empty()) CO_CHECK(co_await run({{plumbing::undo_part, {}}}));
    co_return result<>();
}

task<> transaction::commit_with(std::vector<command> commands) {
    commands.push_back({plumbing::commit, {}});
    CO_CHECK(co_await run(std::move(commands)));
    core_->over = true;
    core_->owned.hand_back(true);
    co_return result<>();
}

task<> transaction::commit() {
    auto& at = *core_;
    if (at.failure) co_return std::unexpected(*at.failure);
    if (at.over) co_return fail(errc::internal, "a transaction was committed twice");
    at.over = true;
    if (at.opening.empty()) {
        const auto done = co_await at.owned->run({{{{plumbing::commit, {}}}}, at.ms_max});
        if (!done) {
            at.failure = done.error();
            co_return std::unexpected(done.error());
        }
    }
    at.owned.hand_back(true);
    co_return result<>();
}

}  // namespace vouch::db
