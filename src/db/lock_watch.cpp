#include "db/lock_watch.h"

#include <chrono>

#include "db/session.h"
#include "sql/schema.h"

namespace vouch::db {

namespace {

constexpr std::chrono::milliseconds pause_ms{250};

}  // namespace

lock_watch::lock_watch(std::string conninfo, int waiting_pid)
    : conninfo_(std::move(conninfo)), waiting_pid_(waiting_pid), watcher_([this] { look_until_finished(); }) {}

std::string lock_watch::finish() {
    {
        const std::lock_guard guard(mutex_);
        finished_ = true;
    }
    finished_changed_.notify_one();
    if (watcher_.joinable()) watcher_.join();
    return seen_;
}

bool lock_watch::wait() {
    std::unique_lock guard(mutex_);
    return !finished_changed_.wait_for(guard, pause_ms, [this] { return finished_; });
}

// Not being able to look is no reason to fail: the wait for the lock has its own limit.
void lock_watch::look_until_finished() {
    if (!wait()) return;
    auto session = session::open(conninfo_);
    if (!session) return;
    do {
        const auto blockers = session->rows(sql::schema::blockers.text, parameters::of(waiting_pid_));
        if (!blockers) return;
        std::string words;
        for (const auto& row : blockers->rows) words += (words.empty() ? "" : "; ") + row.at(0).value_or("");
        if (!words.empty()) seen_ = words;
    } while (wait());
}

}  // namespace vouch::db
