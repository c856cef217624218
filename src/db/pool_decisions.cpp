#include "db/pool_decisions.h"

#include <algorithm>
#include <fmt/format.h>

namespace vouch::db {

pool_decisions::pool_decisions(pool_limits limits) : limits_(limits), random_(limits.jitter_seed) {}

std::vector<any_pool_action> pool_decisions::resume(any_pool_event event, time now) {
    std::visit([&](const auto& one) { take(one, now); }, event);
    if (!closed_) {
        match();
        refuse_late(now);
        open_wanted(now);
    }
    return std::exchange(actions_, {});
}

pool_decisions::time pool_decisions::next_look() const {
    auto next = time::max();
    for (const auto& one : waiters_) next = std::min(next, one.deadline);
    const bool short_of_connections = static_cast<int>(members_.size()) < wanted_;
    if (failures_ > 0 && short_of_connections && opening_count() == 0) next = std::min(next, next_attempt_);
    return next;
}

int pool_decisions::open_count() const {
    return static_cast<int>(members_.size()) - opening_count();
}

int pool_decisions::opening_count() const {
    return static_cast<int>(std::ranges::count_if(members_, [](const member& one) { return one.opening; }));
}

int pool_decisions::exclusive_count() const {
    return static_cast<int>(std::ranges::count_if(members_, [](const member& one) { return one.exclusive; }));
}

int pool_decisions::shared_count() const {
    int count = 0;
    for (const auto& one : members_) count += one.shared;
    return count;
}

void pool_decisions::take(const pool_event::asked& event, time now) {
    if (closed_) {
        actions_.push_back(
            pool_action::refuse{event.waiter, {errc::db_unavailable, "the program is closing its connections", {}, {}}}
        );
    } else if (waiting_count() >= limits_.waiting_max) {
        actions_.push_back(pool_action::refuse{
            event.waiter,
            {errc::db_busy, fmt::format("{} others wait for a connection already", waiting_count()), {}, {}}
        });
    } else {
        waiters_.push_back({event.waiter, event.how, now + limits_.acquire_ms_max});
    }
}

void pool_decisions::take(const pool_event::opened& event, time) {
    if (auto* one = find(event.connection)) {
        one->opening = false;
        failures_ = 0;
        last_failure_.reset();
    } else {
        actions_.push_back(pool_action::discard{event.connection});
    }
}

void pool_decisions::take(const pool_event::open_failed& event, time now) {
    if (!find(event.connection)) return;
    remove(event.connection);
    last_failure_ = event.cause;
    ++failures_;
    next_attempt_ = now + back_off();
    // Waiting does not help against a wrong password, and whoever waits can be told what is wrong.
    if (!event.permanent || open_count() > 0) return;
    for (const auto& one : std::exchange(waiters_, {}))
        actions_.push_back(pool_action::refuse{one.number, *last_failure_});
}

void pool_decisions::take(const pool_event::lost& event, time) {
    remove(event.connection);
}

void pool_decisions::take(const pool_event::handed_back& event, time) {
    auto* one = find(event.connection);
    if (!one) return;
    if (event.how == hold::shared) {
        --one->shared;
    } else if (event.clean) {
        one->exclusive = false;
    } else {
        actions_.push_back(pool_action::clean{event.connection});
    }
}

void pool_decisions::take(const pool_event::cleaned& event, time) {
    if (auto* one = find(event.connection)) one->exclusive = false;
}

void pool_decisions::take(const pool_event::time_passed&, time) {}

void pool_decisions::take(const pool_event::closed&, time) {
    closed_ = true;
    for (const auto& one : std::exchange(waiters_, {}))
        actions_.push_back(
            pool_action::refuse{one.number, {errc::db_unavailable, "the program is closing its connections", {}, {}}}
        );
    for (const auto& one : std::exchange(members_, {})) {
        if (!one.opening) actions_.push_back(pool_action::discard{one.number});
    }
}

pool_decisions::member* pool_decisions::find(int connection) {
    const auto found = std::ranges::find(members_, connection, &member::number);
    return found == members_.end() ? nullptr : &*found;
}

void pool_decisions::remove(int connection) {
    std::erase_if(members_, [&](const member& one) { return one.number == connection; });
}

void pool_decisions::refuse_late(time now) {
    for (const auto& one : waiters_) {
        if (one.deadline > now) continue;
        const bool away = open_count() == 0 && last_failure_;
        actions_.push_back(pool_action::refuse{
            one.number,
            away ? *last_failure_
                 : error{open_count() == 0 ? errc::db_unavailable : errc::db_timeout,
                         fmt::format("no connection to PostgreSQL became free within {} ms",
                                     limits_.acquire_ms_max.count()), {}, {}}});
    }
    std::erase_if(waiters_, [&](const waiter& one) { return one.deadline <= now; });
}

// In the order of asking, except that a read does not wait behind a holder for whom no connection is free yet.
void pool_decisions::match() {
    for (auto& one : members_) one.draining = false;
    std::deque<waiter> still_waiting;
    for (const auto& one : waiters_) {
        if (grant(one)) continue;
        if (one.how == hold::exclusive) drain_one();
        still_waiting.push_back(one);
    }
    waiters_ = std::move(still_waiting);
}

bool pool_decisions::grant(const waiter& to) {
    member* best = nullptr;
    for (auto& one : members_) {
        const bool fits = to.how == hold::exclusive ? one.idle() : one.sharable(limits_.shared_max);
        if (fits && (!best || one.shared < best->shared)) best = &one;
    }
    if (!best) return false;
    if (to.how == hold::exclusive)
        best->exclusive = true;
    else
        ++best->shared;
    actions_.push_back(pool_action::grant{to.number, best->number, to.how});
    return true;
}

void pool_decisions::drain_one() {
    member* best = nullptr;
    for (auto& one : members_) {
        if (one.sharable(limits_.shared_max + 1) && (!best || one.shared < best->shared)) best = &one;
    }
    if (best) best->draining = true;
}

// While PostgreSQL is away one attempt at a time is made, after a pause that grows.
void pool_decisions::open_wanted(time now) {
    int busy = 0;
    int crowded = 0;
    for (const auto& one : members_) {
        busy += !one.opening && !one.idle();
        crowded += !one.opening && !one.exclusive && one.shared > limits_.shared_max / 4;
    }
    int needed = busy;
    bool reads_wait = crowded > 0 && crowded == open_count() - exclusive_count();
    for (const auto& one : waiters_) {
        if (one.how == hold::exclusive)
            ++needed;
        else
            reads_wait = true;
    }
    needed += reads_wait;
    wanted_ = std::max(wanted_, std::min(needed, limits_.connections_max));
    while (static_cast<int>(members_.size()) < wanted_) {
        if (failures_ > 0 && (opening_count() > 0 || now < next_attempt_)) return;
        members_.push_back({.number = ++last_number_});
        actions_.push_back(pool_action::open{last_number_});
    }
}

// Doubles with each failure; half of it is chance, so that many servers do not come back in the same instant.
std::chrono::milliseconds pool_decisions::back_off() {
    const auto doubled = limits_.back_off_first_ms * (std::int64_t{1} << std::min(failures_ - 1, 20));
    const auto whole = std::min<std::chrono::milliseconds>(doubled, limits_.back_off_ms_max);
    std::uniform_real_distribution<double> half(0.5, 1.0);
    return std::chrono::milliseconds(static_cast<std::int64_t>(static_cast<double>(whole.count()) * half(random_)));
}

}  // namespace vouch::db
