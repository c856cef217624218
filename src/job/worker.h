#pragma once
// A process's part in the work: it takes jobs of the queues that it knows and runs their handlers. Any number of
// workers share one database and need nothing else of each other.
#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "db/worker_tx.h"
#include "job/job.h"
#include "job/verdicts.h"

namespace vouch::job {

/// Runs jobs in the transaction that settles them: both are committed, or neither. `jobs` has 1 to batch_max of them.
/// In the name of a tenant it writes by tx.as_tenant() or tx.as_batch(). When it ends in an error all that it wrote is
/// undone; the jobs of a batch are tried again in halves, at once, until those that fail are alone. Called on the
/// worker's event loop: work of more than a millisecond that is no statement belongs into a long job.
using short_handler = std::function<task<>(db::worker_tx& tx, const std::vector<claimed>& jobs, verdicts& say)>;

/// What a long handler may ask and say while it runs. From the thread of the handler.
class running {
public:
    virtual ~running() = default;
    virtual const claimed& what() const = 0;
    /// Somebody cancelled it, its deadline passed, the lease was taken back, or the worker ends: end soon, with any
    /// error.
    virtual bool shall_end() const = 0;
    /// Kept with the job, at most once a second; cheap to call often.
    virtual void progress(std::int64_t done, std::optional<std::int64_t> all, std::string_view unit) = 0;
    /// Settles the job as done in a transaction of the handler: what that transaction writes and the completion are
    /// one. Nothing is left to do after its commit. Errors: conflict (the lease was taken back: the transaction must
    /// not be committed); those of transaction::run.
    virtual task<> finish_in(db::worker_tx& tx, std::optional<std::string> result_json) = 0;
};

/// Runs one long job, on a thread of its own. Where it ends well without finish_in() the engine settles the job
/// afterwards: then its effects may have happened twice when the worker dies between the two. A verdict by `say`, as of
/// short handlers.
using long_handler = std::function<result<>(running& of, verdicts& say)>;

struct queue {
    queue_settings settings;
    std::variant<short_handler, long_handler> handler;  // as settings.how says
};

struct worker_settings {
    std::string conninfo;
    std::string name;              // of the process, for people: "host:pid"
    std::string version;           // of the program
    std::function<instant()> now;  // of run_at, slots and deadlines; who is alive, the database's clock says
    std::chrono::milliseconds heartbeat_ms{1'000};
    std::chrono::milliseconds dead_after_ms = heartbeat_ms_max;
    std::chrono::milliseconds poll_ms{1'000};        // between two looks when nobody rings
    std::chrono::milliseconds drain_ms_max{30'000};  // for what runs to end, when the worker shall
    int keep_days = 30;                              // of what is finished
    std::uint64_t chance_seed = 0;                   // 0: from the system
};

struct worker_counts {
    std::int64_t finished = 0;
    std::int64_t failed = 0;  // attempts
    std::int64_t lost = 0;    // transactions and leases that were
    std::int64_t running = 0;
};

class engine;

class worker {
public:
    /// Nothing happens before start(). Runs on the thread of `context`, long handlers apart.
    worker(asio::io_context& context, worker_settings settings, std::vector<queue> queues);
    ~worker();
    worker(const worker&) = delete;
    worker& operator=(const worker&) = delete;

    /// Makes the queues, registers, and begins to take jobs; works until drain(). A database that cannot be reached
    /// later on is waited for. Errors: bad_input (a queue that cannot be), conflict (its form in the database is
    /// another, and jobs of it are there); those of the pool.
    task<> start();

    /// Takes no further job, waits for those that run, at most drain_ms_max, tells long ones to end when half of it has
    /// passed, and leaves. Errors: db_timeout (some still ran; their leases were left to whoever rescues them).
    task<> drain();

    /// There are new jobs of a queue, or a schedule has changed: looks at once. From the thread of the worker.
    void ring();

    /// From any thread.
    worker_counts counts() const;

private:
    std::shared_ptr<engine> engine_;
};

}  // namespace vouch::job
