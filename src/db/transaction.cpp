#include "db/transaction.h"

#include <algorithm>
#include <iterator>

#include "db/plumbing.h"

namespace vouch::db {

transaction::transaction(lease owned, command begin, command enter, std::chrono::milliseconds ms_max)
    : lease_(std::move(owned)), opening_(std::pair(std::move(begin), std::move(enter))), ms_max_(ms_max) {}

// Before BEGIN was sent, and after COMMIT was answered well or badly, there is nothing to roll back.
transaction::~transaction() {
    lease_.hand_back(opening_ || over_);
}

task<std::vector<answer>> transaction::run(std::vector<command> commands) {
    if (failure_) co_return std::unexpected(*failure_);
    if (over_) co_return fail(errc::internal, "a statement after the end of its transaction");
    const auto ms_max = next_ms_max();
    if (!ms_max) {
        failure_ = error{errc::db_timeout, "the time for the whole of it was over before the next statement", {}, {}};
        co_return std::unexpected(*failure_);
    }
    if (noted_ != nullptr) {
        for (const auto& each : commands) noted_->push_back(each.sql.name);
    }
    const std::size_t extra = opening_ ? 2 : 0;
    round_trip work{{{}}, *ms_max};
    auto& whole = work.segments.front();
    whole.reserve(commands.size() + extra);
    if (opening_) {
        whole.push_back(std::move(opening_->first));
        whole.push_back(std::move(opening_->second));
        opening_.reset();
    }
    std::ranges::move(commands, std::back_inserter(whole));
    auto answers = co_await lease_->run(std::move(work));
    if (!answers) {
        failure_ = answers.error();
        co_return std::unexpected(std::move(answers).error());
    }
    answers->erase(answers->begin(), answers->begin() + static_cast<std::ptrdiff_t>(extra));
    co_return std::move(*answers);
}

/// The deadline of a round trip that begins now; none: it is too late for one.
std::optional<std::chrono::milliseconds> transaction::next_ms_max() const {
    using clock = std::chrono::steady_clock;
    if (end_by_ == clock::time_point::max()) return ms_max_;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(end_by_ - clock::now());
    if (left <= std::chrono::milliseconds(0)) return std::nullopt;
    return ms_max_ == std::chrono::milliseconds(0) ? left : std::min(left, ms_max_);
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

task<> transaction::commit() {
    if (failure_) co_return std::unexpected(*failure_);
    if (over_) co_return fail(errc::internal, "a transaction was committed twice");
    over_ = true;
    if (!opening_) {
        const auto done = co_await lease_->run({{{{plumbing::commit, {}}}}, ms_max_});
        if (!done) {
            failure_ = done.error();
            co_return std::unexpected(done.error());
        }
    }
    lease_.hand_back(true);
    co_return result<>();
}

}  // namespace vouch::db
