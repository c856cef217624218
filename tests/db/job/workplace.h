#pragma once
// Workers beside a test: queues with names of their own, handlers that leave traces, and time that a test can move.
#include <functional>
#include <string>
#include <vector>

#include "db/support/bank.h"
#include "job/enqueue.h"
#include "job/worker.h"

namespace vouch::test {

class workplace : public bank_database {
protected:
    void SetUp() override;  // makes test_effect, which the handlers of a test write to; skips without a database

    /// A name that no other test uses.
    std::string queue_named(std::string_view what);
    job::worker_settings worker_named(std::string name = "tested");

    /// Enqueues in a transaction of role worker; the id. Fails the test when it is refused.
    std::int64_t enqueue(job::new_job wanted);
    std::vector<std::int64_t> enqueue(const std::string& queue, std::size_t count);

    /// Starts the worker, lets it work until `ready`, at most ten seconds, and drains it. False: it was not ready by
    /// then.
    bool work(job::worker& with, const std::function<bool()>& ready);
    /// Lets the event loop run until `ready`, at most so long.
    bool wait_until(
        const std::function<bool()>& ready, std::chrono::milliseconds ms_max = std::chrono::milliseconds(10'000)
    );

    /// One value of one row, of a superuser; "null" when it is null, "none" without a row.
    std::string ask(const std::string& text, const db::parameters& values = {});
    std::int64_t count(const std::string& text, const db::parameters& values = {}) {
        return std::stoll(ask(text, values));
    }
    void execute(const std::string& text);
    /// Rows of job.job, job.finished and job.dead of a queue: "2 waiting, 3 done, 1 dead".
    std::string standing_of(const std::string& queue);

    instant now = parse_instant("2026-03-01T00:00:00Z").value();  // what workers take for the time

private:
    std::optional<db::session> asking_;
};

/// In a transaction of its own. None: passed over. Errors: those of job::enqueue.
task<std::optional<std::int64_t>> enqueue_alone(db::pool& from, job::new_job wanted, instant now);

/// A handler that writes one effect of each job into test_effect, in the transaction of the worker.
task<> leave_effects(db::worker_tx& tx, const std::vector<job::claimed>& jobs, job::verdicts& say);

}  // namespace vouch::test
