#pragma once
// Verifications that were asked for: one after the other on a thread of their own, since they read and hash for seconds
// to minutes. Kept in memory: who asks a server that was started anew asks again.
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "base/task.h"
#include "base/values.h"
#include "db/pool.h"
#include "seal/anchor.h"
#include "tenant/tenants.h"

namespace vouch::api {

enum class job_status { queued, running, intact, altered, failed };
std::string_view name_of(job_status which);

struct verification_outcome {
    std::int64_t change_sets = 0;
    std::int64_t versions = 0;
    std::int64_t snapshots = 0;
    std::int64_t retired = 0;
    std::int64_t problem_count = 0;
    std::vector<std::string> problems;
    std::int64_t head_seq = 0;
    std::string head_hash;
};

struct verification_job {
    uuid id;
    tenant::identity whose;
    std::optional<seal::anchored_head> anchor;
    std::string request_id;  // of who asked for it first
    job_status status = job_status::queued;
    instant requested_at;
    std::optional<instant> started_at;
    std::optional<instant> finished_at;
    std::int64_t done = 0;
    std::optional<std::int64_t> total;  // none: not known yet
    std::string_view unit = "change sets";
    std::optional<verification_outcome> outcome;
    std::optional<error> failure;
};

class verification_jobs {
public:
    static constexpr std::size_t waiting_max = 16;
    static constexpr std::size_t kept_max = 200;  // finished ones, the oldest go

    /// `conninfo` is that of the pools; connections are opened when the first job is there.
    explicit verification_jobs(std::string conninfo);
    ~verification_jobs();  // a job that runs fails
    verification_jobs(const verification_jobs&) = delete;
    verification_jobs& operator=(const verification_jobs&) = delete;

    // From any thread.
    /// The job of a tenant and an anchor that waits or runs already, else a new one.
    /// Errors: db_busy, when waiting_max wait.
    result<verification_job> ask(
        tenant::identity whose, std::optional<seal::anchored_head> anchor, std::string request_id, instant now
    );
    /// As it stands. None: there is no such job of the tenant.
    std::optional<verification_job> find(const uuid& tenant_id, const uuid& id);

private:
    using place = std::list<verification_job>::iterator;

    void work();
    std::optional<place> next();
    void perform(place which);
    task<verification_outcome> verify(
        const tenant::identity& whose, std::optional<seal::anchored_head> anchor, place at
    );
    void report(place which, std::int64_t done, std::int64_t total, std::string_view unit);
    void finish(place which, result<verification_outcome> outcome);

    std::mutex turn_;  // of what follows, to the thread
    std::condition_variable asked_;
    std::list<verification_job> jobs_;  // the oldest first
    bool ending_ = false;
    asio::io_context context_{1};
    db::pool batch_;
    std::thread thread_;
};

}  // namespace vouch::api
