#include "db/pool.h"

#include <algorithm>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <fmt/format.h>
#include <map>
#include <optional>
#include <random>
#include <spdlog/spdlog.h>

#include "db/plumbing.h"
#include "db/pool_decisions.h"
#include "db/suspend.h"

namespace vouch::db {

namespace {

constexpr std::chrono::seconds roll_back_s_max{5};

pool_limits limits_of(const pool_settings& from) {
    return {
        .connections_max = std::clamp(from.connections_max, 1, 8),
        .shared_max = std::max(from.shared_max, 1),
        .waiting_max = from.waiting_max,
        .acquire_ms_max = from.acquire_ms_max,
        .back_off_first_ms = from.back_off_first_ms,
        .back_off_ms_max = from.back_off_ms_max,
        .jitter_seed = from.jitter_seed ? from.jitter_seed : std::random_device()()
    };
}

std::string session_options_of(const pool_settings& from) {
    auto options = fmt::format(
        "-c role={} -c TimeZone=UTC -c DateStyle=ISO -c client_min_messages=warning -c statement_timeout={} "
        "-c lock_timeout={}",
        name_of(from.become),
        from.server_statement_ms_max.count(),
        from.lock_ms_max.count()
    );
    // Statements with a hundred counters take longer to compile than they run.
    if (from.become != role::owner) options += " -c jit=off";
    // A plan for whoever asks (docs/decisions/0008).
    if (from.become != role::owner) options += " -c plan_cache_mode=force_generic_plan";
    // A worker that was killed lets go of its jobs at once, and not when its statement ends.
    if (from.become == role::worker) options += " -c client_connection_check_interval=500";
    if (from.become == role::app) options += " -c idle_in_transaction_session_timeout=60000";
    return options;
}

}  // namespace

std::string_view name_of(role which) {
    switch (which) {
        case role::app: return "vouch_app";
        case role::batch: return "vouch_batch";
        case role::worker: return "vouch_worker";
        case role::owner: return "vouch_owner";
    }
    return "vouch_app";
}

pool_settings settings_for(role which, std::string conninfo) {
    pool_settings settings{.conninfo = std::move(conninfo), .become = which};
    if (which != role::app) {
        settings.round_trip_ms_max = {};
        settings.server_statement_ms_max = {};
        settings.lock_ms_max = {};
    }
    return settings;
}

/// Performs what pool_decisions decides. Kept alive by the pool, by its leases and by its coroutines.
class pool_core : public std::enable_shared_from_this<pool_core> {
public:
    pool_core(asio::io_context& context, pool_settings settings)
        : settings_(std::move(settings)), context_(context), timer_(context), decisions_(limits_of(settings_)) {}

    task<lease> acquire(hold how) {
        const auto self = shared_from_this();
        const auto me = std::make_shared<waiting>();
        const int number = ++last_waiter_;
        waiting_.emplace(number, me);
        resume(pool_event::asked{number, how});
        if (!me->outcome) co_await suspend(me->wake);
        co_return std::move(*me->outcome);
    }

    void hand_back(int number, bool exclusive, bool clean) {
        resume(pool_event::handed_back{number, exclusive ? hold::exclusive : hold::shared, clean});
    }

    void close() {
        closed_ = true;
        resume(pool_event::closed{});
        timer_.cancel();
    }

    pool_counts counts() const {
        return {
            decisions_.open_count(),
            decisions_.opening_count(),
            decisions_.exclusive_count(),
            decisions_.shared_count(),
            decisions_.waiting_count()
        };
    }

    const pool_settings& settings() const { return settings_; }

private:
    struct waiting {
        std::optional<result<lease>> outcome;
        wake_up wake;
    };

    void resume(any_pool_event event) {
        for (auto& action : decisions_.resume(std::move(event), std::chrono::steady_clock::now()))
            std::visit([this](auto& one) { perform(one); }, action);
        arm();
    }

    void perform(pool_action::open& action) {
        asio::co_spawn(context_, open(shared_from_this(), action.connection), asio::detached);
    }

    void perform(pool_action::grant& action) {
        lease granted;
        granted.core_ = shared_from_this();
        granted.connection_ = connections_.at(action.connection);
        granted.number_ = action.connection;
        granted.exclusive_ = action.how == hold::exclusive;
        settle(action.waiter, std::move(granted));
    }

    void perform(pool_action::refuse& action) { settle(action.waiter, std::unexpected(std::move(action.why))); }

    void perform(pool_action::clean& action) {
        asio::co_spawn(context_, roll_back(shared_from_this(), action.connection), asio::detached);
    }

    void perform(pool_action::discard& action) {
        if (auto found = connections_.extract(action.connection)) found.mapped()->close();
    }

    void settle(int waiter, result<lease> outcome) {
        const auto found = waiting_.extract(waiter);
        found.mapped()->outcome.emplace(std::move(outcome));
        if (auto wake = std::move(found.mapped()->wake)) wake();
    }

    static asio::awaitable<void, executor> open(std::shared_ptr<pool_core> self, int number) {
        auto opened = co_await connection::open(
            self->context_,
            {self->settings_.conninfo, session_options_of(self->settings_), self->settings_.connect_ms_max}
        );
        if (!opened) {
            auto& [cause, permanent] = opened.error();
            spdlog::warn("connection of {}: {}", name_of(self->settings_.become), cause.detail);
            self->resume(pool_event::open_failed{number, std::move(cause), permanent});
            co_return;
        }
        (*opened)->when_lost([self = std::weak_ptr(self), number] {
            if (const auto pool = self.lock()) pool->drop(number);
        });
        self->connections_.emplace(number, std::move(*opened));
        self->resume(pool_event::opened{number});
    }

    static asio::awaitable<void, executor> roll_back(std::shared_ptr<pool_core> self, int number) {
        const auto found = self->connections_.find(number);
        if (found == self->connections_.end()) co_return;
        const auto held = found->second;
        const auto done = co_await held->run({{{{plumbing::roll_back, {}}}}, roll_back_s_max});
        if (done)
            self->resume(pool_event::cleaned{number});
        else
            self->drop(number);
    }

    /// Whoever holds it keeps it until the end; the pool replaces it.
    void drop(int number) {
        connections_.erase(number);
        resume(pool_event::lost{number});
    }

    void arm() {
        const auto next = decisions_.next_look();
        if (next >= armed_ || closed_) return;
        armed_ = next;
        timer_.expires_at(next);
        timer_.async_wait([self = weak_from_this()](const boost::system::error_code& cancelled) {
            const auto pool = self.lock();
            if (cancelled || !pool) return;
            pool->armed_ = std::chrono::steady_clock::time_point::max();
            pool->resume(pool_event::time_passed{});
        });
    }

    pool_settings settings_;
    asio::io_context& context_;
    asio::basic_waitable_timer<std::chrono::steady_clock, asio::wait_traits<std::chrono::steady_clock>, executor>
        timer_;
    std::chrono::steady_clock::time_point armed_ = std::chrono::steady_clock::time_point::max();
    pool_decisions decisions_;
    std::map<int, std::shared_ptr<connection>> connections_;
    std::map<int, std::shared_ptr<waiting>> waiting_;
    int last_waiter_ = 0;
    bool closed_ = false;
};

lease& lease::operator=(lease&& other) noexcept {
    if (this == &other) return *this;
    hand_back(false);
    core_ = std::move(other.core_);
    connection_ = std::move(other.connection_);
    number_ = other.number_;
    exclusive_ = other.exclusive_;
    return *this;
}

void lease::hand_back(bool clean) {
    if (!core_) return;
    connection_.reset();
    std::exchange(core_, nullptr)->hand_back(number_, exclusive_, clean);
}

pool::pool(asio::io_context& context, pool_settings settings)
    : core_(std::make_shared<pool_core>(context, std::move(settings))) {}

pool::~pool() {
    close();
}

task<lease> pool::acquire_exclusive() {
    return core_->acquire(hold::exclusive);
}

task<lease> pool::acquire_shared() {
    return core_->acquire(hold::shared);
}

const pool_settings& pool::settings() const {
    return core_->settings();
}

pool_counts pool::counts() const {
    return core_->counts();
}

void pool::close() {
    core_->close();
}

task<std::vector<answer>> run_shared(pool& from, round_trip work) {
    CO_TRY(shared, co_await from.acquire_shared());
    auto answers = co_await shared->run(work);
    if (!answers && answers.error().code == errc::db_busy && !shared->lost()) answers = co_await shared->run(work);
    co_return answers;
}

}  // namespace vouch::db
