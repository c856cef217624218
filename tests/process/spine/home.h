#pragma once
// A data directory and the vouch that works in it, run as a person runs it, with a look into the database beside it.
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "db/session.h"
#include "embedded/cluster.h"
#include "process/embedded/holder.h"
#include "process/vouch_run.h"

namespace vouch::test {

class home {
public:
    /// Of a data directory that each command opens and closes; nothing needs to be there yet.
    explicit home(const std::filesystem::path& data);
    /// Of a database that is up all the time, so that commands can run side by side. `data` is for the lists of
    /// imports.
    home(const holder& server, const std::filesystem::path& data);

    const std::filesystem::path& data() const { return data_; }
    const std::vector<std::string>& variables() const { return variables_; }
    const std::string& admin_conninfo() const { return admin_conninfo_; }

    ended vouch(const std::vector<std::string>& words) const { return run_vouch(words, variables_); }
    /// The same, which must end with 0. Returns what was printed.
    std::string done(const std::vector<std::string>& words) const;

    /// One answer as a superuser: of the database that is up, or of the data directory nobody works in.
    std::string ask(const std::string& query) const;
    /// Commands of a superuser, as ask(), past every trigger: what somebody does behind the program's back.
    void tamper(const std::string& commands) const;

    /// Writes the history of a tenant for the calculations of tests/oracle, by psql.
    ended export_chain(const std::string& tenant, const std::filesystem::path& file) const;
    /// What tests/oracle/metrics.py says of that history.
    ended calculate_apart(const std::string& tenant, const std::vector<std::string>& arguments) const;

    /// The postmaster of the data directory, by its own file; 0 when there is none.
    pid_t server_id() const;

private:
    std::optional<embedded::cluster> up() const;

    std::filesystem::path data_;
    std::vector<std::string> variables_;
    std::string admin_conninfo_;
    bool always_up_;
};

/// What tests/oracle/metrics.py says of an exported history.
ended calculate(const std::filesystem::path& chain, const std::vector<std::string>& arguments);

/// A superuser beside a running command, who looks again and again without logging in each time.
class onlooker {
public:
    explicit onlooker(const home& place) : place_(&place) {}
    /// The answer as a number; 0 as long as no server answers.
    int see(const std::string& query);

private:
    const home* place_;
    std::optional<db::session> session_;
};

/// Everything that must be the same whether a run was disturbed or not.
struct outcome {
    std::string contents;    // of every table, without what chance or the clock decides
    std::string exceptions;  // the list, as written
    std::string verified;    // what verify says
    std::string trend;       // by day
};
outcome outcome_of(const home& place, const std::string& tenant, const std::filesystem::path& exceptions);
void expect_same(const outcome& got, const outcome& wanted);

/// Runs `words` and kills it with SIGKILL as soon as the answer to `query` is at least `reached`. Returns false when it
/// ended before.
bool kill_when(const home& place, const std::vector<std::string>& words, const std::string& query, int reached);

/// The seed of a test's chances: VOUCH_TEST_SEED, or by chance. Print it with a SCOPED_TRACE.
unsigned seed_of_chance();

}  // namespace vouch::test
