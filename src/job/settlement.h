#pragma once
// The statements that settle jobs at the end of the transaction that ran them, or that has their lease.
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "job/engine.h"
#include "job/queries.h"

namespace vouch::job {

class settlement {
public:
    settlement(engine& of, const queue_state& queue, instant started_at, instant now)
        : of_(of), queue_(queue), started_at_(started_at), now_(now) {}

    /// As its handler said, which ended well.
    void add(const claimed& job, const verdicts& say);
    /// It comes back after a pause, or is given up.
    void add_failed(const claimed& job, const error& why);
    /// Somebody cancelled it while it ran. `by`: who, and why.
    void add_cancelled(const claimed& job, std::string by);
    /// The worker ends: it comes back at once, and nothing is counted.
    void add_interrupted(const claimed& job);

    /// In this order, in one transaction; the last lets others in where the queue has a gate.
    std::vector<db::command> commands();

private:
    void put_back(const claimed& job, instant run_at, std::optional<std::string> why);
    void bury(const claimed& job, std::string why);

    engine& of_;
    const queue_state& queue_;
    instant started_at_;
    instant now_;
    ids done_, with_result_, back_, over_, cancelled_;
    texts results_, over_why_, cancelled_by_;
    std::vector<instant> back_at_;
    std::vector<std::optional<std::string>> back_why_;
    std::vector<std::int16_t> back_failures_, over_failures_;
    std::set<std::pair<uuid, std::optional<std::string>>> freed_;  // places behind a gate
};

}  // namespace vouch::job
