#pragma once
// What the engine runs: jobs of queues, and what their handlers say of them.
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/values.h"

namespace vouch::job {

/// Whose jobs those of the installation are.
inline constexpr uuid nobody{};

/// Without a heartbeat for so long a worker is taken for dead, unless worker_settings say otherwise.
inline constexpr std::chrono::milliseconds heartbeat_ms_max{5'000};

/// A job that is handed to a handler. Lives as long as the call.
struct claimed {
    std::int64_t id = 0;
    uuid tenant_id;
    std::int16_t failures = 0;  // before this time
    std::int16_t crashes = 0;
    bool gated = false;
    instant created_at;
    instant run_at;
    instant rank;  // its place among the jobs of its tenant
    std::optional<std::string> key;
    std::optional<std::int64_t> schedule_id;
    std::optional<instant> slot_at;      // of the schedule; what the job is about, however late it runs
    std::optional<std::string> payload;  // JSON
};

/// The same in every attempt, and in no other job: for effects outside the database, which may happen twice.
std::string idempotency_key(const claimed& of);

/// A job to be.
struct new_job {
    std::string queue;
    uuid tenant_id = nobody;
    std::optional<std::string> payload;  // JSON
    int priority = 0;                    // -1000 to 1000; one step counts as much as having waited ageing_s longer
    std::optional<instant> run_at;       // not before; none: now
    std::optional<std::string> key;      // see queue_settings; in an ordered queue it is needed
    std::optional<std::string> unique_key;
    bool replace = false;                                    // with unique_key: the one that waits is written over
    std::optional<std::chrono::milliseconds> at_most_every;  // with unique_key: the first in so much time
};

/// short_: effect and completion are one transaction, which holds the row. long_: a lease, and a fenced last
/// transaction.
enum class form { short_, long_ };
std::string_view name_of(form which);

/// How the jobs of a queue are treated.
struct queue_settings {
    std::string name;  // lower case letters, digits, ".", "_", "-"; at most 63
    form how = form::short_;
    int failures_max = 5;                                // then it is given up
    int crashes_max = 3;                                 // then it is quarantined: its worker died under it
    std::chrono::milliseconds back_off_first_ms{1'000};  // doubles with each failure, with jitter
    std::chrono::milliseconds back_off_ms_max{600'000};
    std::chrono::milliseconds run_ms_max{60'000};  // of a handler
    int ageing_s = 60;
    int batch_max = 1;  // short: jobs of one transaction, which a handler sees together
    int at_once = 1;    // batches, or long jobs, of one worker process
    // With any of these the queue has a gate, of all worker processes together.
    bool ordered = false;            // jobs of one key one after the other, as they were enqueued
    std::optional<int> running_max;  // of the queue
    std::optional<int> running_per_tenant_max;
    std::optional<int> running_per_key_max;
    std::optional<int> started_every_ms;  // of a tenant
};

}  // namespace vouch::job
