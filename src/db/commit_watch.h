#pragma once
// Whether anybody has committed anything: one question to the database for all who ask at the same time.
#include <memory>
#include <string>

#include "db/pool.h"

namespace vouch::db {

/// On the thread of its pool's event loop.
class commit_watch {
public:
    commit_watch(asio::io_context& context, pool& from);
    ~commit_watch();
    commit_watch(const commit_watch&) = delete;
    commit_watch& operator=(const commit_watch&) = delete;

    /// Which commits the database shows by now, in its own words. Two answers that are equal: nothing was committed
    /// between the two. What was committed before the call is seen: a caller shares only a question that is asked
    /// after it came. Errors: those of run_shared.
    task<std::string> now();

private:
    struct core;
    std::shared_ptr<core> core_;  // of the question that is under way as well
};

}  // namespace vouch::db
