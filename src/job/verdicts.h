#pragma once
// What a handler says of its jobs beside "done".
#include <map>
#include <optional>
#include <string>
#include <variant>

#include "job/job.h"

namespace vouch::job {

/// A job that is not named is done when the handler ends well, and has failed when it ends in an error.
class verdicts {
public:
    struct done_with {
        std::string result;  // JSON, kept with what is finished
    };
    struct later {
        instant run_at;
    };
    struct give_up {
        std::string reason;
    };
    using verdict = std::variant<done_with, later, give_up>;

    void finish(std::int64_t id, std::string result_json) {
        said_.insert_or_assign(id, done_with{std::move(result_json)});
    }
    /// Snoozed: it comes back, and this was no failure. What the handler wrote stays.
    void snooze(std::int64_t id, instant until) { said_.insert_or_assign(id, later{until}); }
    /// To try again would be no use. What the handler wrote stays.
    void bury(std::int64_t id, std::string reason) { said_.insert_or_assign(id, give_up{std::move(reason)}); }

    const verdict* find(std::int64_t id) const {
        const auto at = said_.find(id);
        return at == said_.end() ? nullptr : &at->second;
    }
    /// All that `other` said, as well.
    void take(verdicts other) { said_.merge(other.said_); }

private:
    std::map<std::int64_t, verdict> said_;
};

}  // namespace vouch::job
