#pragma once
// What is enqueued by the clock.
#include <boost/describe/enum.hpp>
#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "db/transaction.h"
#include "job/job.h"

namespace vouch::job {

/// What becomes of slots that passed while nothing looked at the clock.
enum class missed { skip, once, all };
BOOST_DESCRIBE_ENUM(missed, skip, once, all)

struct schedule {
    uuid tenant_id = nobody;
    std::string name;  // unique within the tenant; as a queue's
    std::string queue;
    std::string expression;  // cron: job/cron.h
    std::string zone;        // IANA
    missed when_missed = missed::once;
    std::chrono::seconds missed_s_max{7 * 86'400};  // older slots are passed over
    int missed_max = 100;                           // and of more than so many the oldest
    int priority = 0;
    std::chrono::seconds spread_s{0};    // the jobs of one slot start within so much time, each tenant at its own place
    std::optional<std::string> payload;  // JSON
};

/// Makes a schedule, or changes the one of its name; its slots begin after `now`, or go on where they stood when
/// neither its expression nor its zone has changed. In a transaction of role worker. Its id. Errors: bad_input (the
/// expression, the zone, or no such queue); those of transaction::run.
task<std::int64_t> put(db::transaction& in, schedule wanted, instant now);

/// The slots after `after`, at most `count`: the same that will fire. Errors: bad_input.
result<std::vector<instant>> preview(
    const std::string& expression, const std::string& zone, instant after, std::size_t count
);

/// Which of the slots that have passed are to be run, and where the cursor stands then.
struct decided_slots {
    struct slot {
        instant at;
        bool runs = false;
    };
    std::vector<slot> slots;  // ascending
    std::optional<instant> next_at;
};

inline constexpr std::size_t slots_per_pass_max = 10'000;

/// Decides the slots of a schedule from next_at, the first undecided one, to now. A slot is missed when the one behind
/// it has passed as well, or more than `late` has passed since; the others run. Of more than slots_per_pass_max the
/// rest is decided by the next pass. Errors: bad_input (the expression or the zone is none any more).
result<decided_slots> decide(const schedule& of, instant next_at, instant now);

}  // namespace vouch::job
