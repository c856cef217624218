#pragma once
// An installation to measure: a database with the schema of this program, made-up banks, and ways in.
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/task.h"
#include "db/pool.h"
#include "db/session.h"
#include "embedded/cluster.h"
#include "spine/raw_connection.h"

namespace vouch::bench {

inline constexpr int observations_per_bank = 1'000;
inline constexpr std::string_view first_day = "2022-04-01";  // of the banks' lives: 1,096 days
inline constexpr std::string_view last_day = "2025-03-31";
inline constexpr std::int64_t last_loaded_seq = 111;  // of every bank, before anything is captured

/// Starts the cluster that installations live in, side by side. Call it from the main thread. Errors: those of
/// cluster::start.
result<embedded::cluster> start_cluster(const std::filesystem::path& folder);

/// The text of bench/sql/<name>.sql. Errors: io.
result<std::string> read_sql(const std::string& name);

class installation {
public:
    /// In a database of its own. The cluster outlives it. Errors: those of db::deploy.
    static result<installation> make(const embedded::cluster& in, const std::string& database);
    installation(installation&&) = default;
    ~installation();

    /// Adds banks until there are `banks`, then VACUUM (ANALYZE). Errors: see sql_error.h.
    result<> grow_to(int banks);
    const std::vector<uuid>& banks() const { return banks_; }

    /// Runs a task to its end.
    template <class T>
    result<T> run(task<T> work) {
        return run_to_end(*context_, std::move(work));
    }

    db::pool& app() { return *app_; }
    db::pool& batch() { return *batch_; }
    asio::io_context& context() { return *context_; }
    db::session& owner() { return *owner_; }                   // a superuser, for what is not measured
    raw_connection& rival() { return *rival_; }                // a superuser
    const std::string& conninfo() const { return conninfo_; }  // of the login role vouch
    const std::string& admin_conninfo() const { return admin_conninfo_; }
    const std::filesystem::path& programs() const { return programs_; }  // where pgbench is

    /// The one value of a query, as text. Errors: see sql_error.h.
    result<std::string> value(std::string_view query, const db::parameters& values = {});

private:
    installation() = default;

    std::string conninfo_;
    std::string admin_conninfo_;
    std::filesystem::path programs_;
    std::unique_ptr<asio::io_context> context_;
    std::unique_ptr<db::pool> app_;
    std::unique_ptr<db::pool> batch_;
    std::unique_ptr<db::session> owner_;
    std::unique_ptr<raw_connection> rival_;
    std::vector<uuid> banks_;
};

}  // namespace vouch::bench
