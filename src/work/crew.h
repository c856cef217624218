#pragma once
// The worker of a process of Vouch, on a thread of its own: which queues there are and who handles them.
#include <functional>
#include <memory>
#include <string>
#include <thread>

#include "job/worker.h"

namespace vouch::work {

struct crew_settings {
    std::string conninfo;
    std::string version;  // of the program
    std::function<instant()> now;
    std::chrono::milliseconds drain_ms_max{30'000};
};

/// Every queue of Vouch with its handler.
std::vector<job::queue> queues(const crew_settings& settings);

class crew {
public:
    /// Begins to work, as soon as the database can be reached.
    explicit crew(crew_settings settings);
    /// Drains, when nobody did.
    ~crew();
    crew(const crew&) = delete;
    crew& operator=(const crew&) = delete;

    /// Takes nothing further; what runs may end. Returns at once. From any thread.
    void drain();
    /// Waits until it has ended.
    void wait();
    bool ended() const { return ended_; }
    job::worker_counts counts() const;

private:
    task<> work();

    crew_settings settings_;
    asio::io_context context_{1};
    std::unique_ptr<job::worker> worker_;
    std::atomic<bool> draining_ = false;
    std::atomic<bool> ended_ = false;
    std::thread thread_;
};

}  // namespace vouch::work
