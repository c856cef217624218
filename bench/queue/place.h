#pragma once
// Where job engines are measured: a cluster, a database of its own for ours and for each rival, and ways to let ours
// work.
#include <map>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "job/enqueue.h"
#include "job/worker.h"
#include "spine/installation.h"
#include "spine/measure.h"

namespace vouch::bench {

/// One of the engines in JavaScript, which run as programs of their own (bench/node/queue_rival.mjs).
class rival_engine {
public:
    /// With its schema, in a database of its own. Errors: io (node says why).
    static result<rival_engine> install(installation& beside, std::filesystem::path node, std::string name);

    /// Runs a command of the program and returns the figures that it prints, by name. Errors: io (node says why).
    result<std::map<std::string, double>> run(std::string_view command, double number);
    /// Leaves no job and no dead row, so that no round is slower than the one before.
    result<> empty();

    const std::string& name() const { return name_; }
    const std::string& conninfo() const { return conninfo_; }
    db::session& owner() { return *owner_; }
    std::string_view jobs_table() const;

private:
    std::filesystem::path node_;
    std::string name_;
    std::string conninfo_;
    std::unique_ptr<db::session> owner_;
};

/// A worker of ours on a thread of its own, from when it is made until it is told to end.
class running_worker {
public:
    /// Starts it. Errors: those of worker::start.
    static result<std::unique_ptr<running_worker>> start(const std::string& conninfo, std::vector<job::queue> queues);
    ~running_worker();

    std::int64_t finished() const { return worker_.counts().finished; }
    /// Waits until so many were finished. Errors: db_timeout.
    result<> wait_for(std::int64_t finished, std::chrono::seconds longest = std::chrono::seconds(600)) const;

private:
    running_worker(const std::string& conninfo, std::vector<job::queue> queues);

    asio::io_context context_{1};
    job::worker worker_;
    std::thread thread_;
};

struct place {
    installation ours;
    std::vector<rival_engine> rivals;
};

/// A queue of short jobs that do nothing.
job::queue queue_of_nothing();
/// Makes the queues, without jobs.
result<> declare(const std::string& conninfo, std::vector<job::queue> queues);
/// Of role worker, for COPY.
result<db::session> open_worker_session(const std::string& conninfo);
/// Jobs without a payload to speak of, of one tenant, in one transaction. How many.
result<std::int64_t> enqueue_nothing(db::session& on, std::int64_t count, uuid tenant = job::nobody);

result<> vacuum(db::session& owner);
instant clock_now();

/// The value that such a part of the others is not above.
double quantile(std::vector<double> values, double part);

}  // namespace vouch::bench
