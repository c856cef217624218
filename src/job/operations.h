#pragma once
// What operators do to jobs, queues and schedules: each in one transaction of a pool of role worker, in which nobody is
// waited for longer than a second, and after which the workers look at once. `by`: who asks; it is kept with what was
// changed. Errors: those of worker_tx::begin and transaction::run (db_busy: somebody else was at it for too long, ask
// again), and what is said here.
#include <boost/describe/class.hpp>
#include <optional>
#include <string>
#include <vector>

#include "db/pool.h"
#include "job/job.h"

namespace vouch::job {

/// Longest wait for the lock of another, and for a short job that runs to end.
inline constexpr std::chrono::milliseconds operation_ms_max{1'000};

enum class retried { put_forward, redriven };

/// A job that waits for its time, after a failure or because it was said so, waits no longer; a dead one comes back
/// under its id, with its failures and crashes forgotten. Errors: not_found; conflict (it runs, waits for something
/// else than its time, has ended, or its unique key is another's by now).
task<retried> retry(db::pool& worker, std::int64_t id, std::string by, instant now);

enum class cancelled_how { taken_away, told_to_end };

/// A job that waits is taken away, as cancelled. A long one that runs is told to end: it is cancelled when its handler
/// does, and done when that ends well before it has heard of it. Errors: not_found; conflict (it has ended, or is
/// short and runs: that ends within its time).
task<cancelled_how> cancel(db::pool& worker, std::int64_t id, std::string by, std::string why, instant now);

/// A dead job is not to be done. Errors: not_found; conflict (it is not dead).
task<> discard(db::pool& worker, std::int64_t id, std::string by, std::string why, instant now);

struct redriven {
    std::int64_t back = 0;
    struct refused {
        std::int64_t id = 0;
        std::string unique_key;
        std::optional<std::int64_t> key_has;  // none: another of the dead, that came back before it
        BOOST_DESCRIBE_CLASS(refused, (), (id, unique_key, key_has), (), ())
    };
    std::vector<refused> stayed;  // their unique key is another's
    bool more = false;            // there are more than were asked for
};

inline constexpr int redriven_max = 100'000;

/// The dead jobs of a queue come back, those first that died first, a thousand in one transaction; at most `jobs_max`
/// are tried (1 to redriven_max). After an error those of earlier transactions are back. Errors: not_found (no such
/// queue); bad_input (jobs_max).
task<redriven> redrive(db::pool& worker, std::string queue, int jobs_max, std::string by, instant now);

/// What is paused: a queue, the jobs of a tenant in it, or a schedule.
struct pause_of {
    enum class kind { queue, tenant_of_queue, schedule } what = kind::queue;
    std::string name;  // of the queue or of the schedule
    uuid tenant_id;    // of the jobs or of the schedule
};

struct pause {
    instant since;
    std::string by;
};

/// Nothing of it begins until it is resumed; what runs ends. Who paused it first stays: the pause as it is now.
/// Errors: not_found.
task<pause> begin_pause(db::pool& worker, pause_of wanted, std::string by, instant now);

/// The pause that ended; none: it was not paused. Errors: not_found.
task<std::optional<pause>> end_pause(db::pool& worker, pause_of wanted);

}  // namespace vouch::job
