#pragma once
// What a command works with: the database, one event loop, and pools of the roles that serve.
#include <chrono>

#include "base/environment.h"
#include "base/task.h"
#include "db/pool.h"
#include "embedded/database.h"

namespace vouch::cli {

class workplace {
public:
    /// Opens the database and makes sure that it has the schema of this program. Call it from the main thread.
    /// Errors: those of embedded::database::open; schema_mismatch, saying what to do.
    static result<workplace> open(const environment& surroundings);

    /// Runs a task to its end.
    template <class T>
    result<T> run(task<T> work) {
        return run_to_end(*context_, std::move(work));
    }

    db::pool& app() { return *app_; }        // role vouch_app
    db::pool& batch() { return *batch_; }    // role vouch_batch
    db::pool& worker() { return *worker_; }  // role vouch_worker: the tables of jobs

    workplace(workplace&&) = default;
    ~workplace();

private:
    explicit workplace(embedded::database database);

    embedded::database database_;  // ends last
    std::unique_ptr<asio::io_context> context_;
    std::unique_ptr<db::pool> app_;
    std::unique_ptr<db::pool> batch_;
    std::unique_ptr<db::pool> worker_;
};

/// No time zone is further ahead of UTC: a date begins nowhere before this.
inline constexpr auto ahead_of_utc_max = std::chrono::hours(14);

/// The moment a command began, for everything that takes now as an argument.
instant now();

/// Who stands in the change sets that a command makes: "vouch capture (ravi)".
std::string actor_of(std::string_view command);

}  // namespace vouch::cli
