#include "db/commit_watch.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/describe/class.hpp>
#include <optional>
#include <utility>
#include <vector>

#include "db/lookup.h"
#include "db/suspend.h"
#include "sql/schema.h"

namespace vouch::db {

namespace {

struct commits_row {
    std::string commits;
};
BOOST_DESCRIBE_STRUCT(commits_row, (), (commits))

constexpr query<commits_row> commits_seen{sql::schema::commits_seen};

}  // namespace

struct commit_watch::core {
    struct caller {
        wake_up wake;
        std::optional<result<std::string>> answer;
    };
    using callers = std::vector<std::shared_ptr<caller>>;

    asio::io_context& context;
    pool& from;
    bool asking = false;
    callers asked = {};    // share the question that is under way
    callers waiting = {};  // came after it

    task<std::string> ask() {
        CO_TRY(rows, co_await look_up(from, commits_seen));
        co_return std::move(rows.at(0).commits);
    }

    // Of no caller's own: a request that is given up does not keep the others waiting.
    static asio::awaitable<void, executor> ask_for_all(std::shared_ptr<core> self) {
        while (!self->waiting.empty()) {
            self->asked = std::exchange(self->waiting, {});
            const auto answer = co_await self->ask();
            for (const auto& each : std::exchange(self->asked, {})) {
                each->answer = answer;
                if (each->wake) each->wake();
            }
        }
        self->asking = false;
    }
};

commit_watch::commit_watch(asio::io_context& context, pool& from) : core_(std::make_shared<core>(context, from)) {}

// A caller that sleeps is kept by what wakes it, which it keeps: here that circle ends.
commit_watch::~commit_watch() {
    for (auto* const some : {&core_->asked, &core_->waiting}) {
        for (const auto& each : std::exchange(*some, {})) each->wake = nullptr;
    }
}

task<std::string> commit_watch::now() {
    const auto self = std::make_shared<core::caller>();
    core_->waiting.push_back(self);
    if (!core_->asking) {
        core_->asking = true;
        asio::co_spawn(core_->context.get_executor(), core::ask_for_all(core_), asio::detached);
    }
    if (!self->answer) co_await suspend(self->wake);
    co_return *std::move(self->answer);
}

}  // namespace vouch::db
