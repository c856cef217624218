#pragma once
// While one session waits for a lock, another one looks who holds it: afterwards the server no longer knows.
#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

namespace vouch::db {

class lock_watch {
public:
    /// Looks after a quarter of a second, and then four times a second until finish().
    lock_watch(std::string conninfo, int waiting_pid);
    ~lock_watch() { finish(); }
    lock_watch(const lock_watch&) = delete;
    lock_watch& operator=(const lock_watch&) = delete;

    /// Ends the watch. Who was last seen in the way, as words for a person, or empty when nobody was.
    std::string finish();

private:
    void look_until_finished();
    bool wait();

    std::string conninfo_;
    int waiting_pid_;
    std::mutex mutex_;
    std::condition_variable finished_changed_;
    bool finished_ = false;
    std::string seen_;
    std::thread watcher_;  // the last member: it starts when the others are there
};

}  // namespace vouch::db
