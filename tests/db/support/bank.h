#pragma once
// Made-up banks in the schema of this program, for tests of what stands on it. The schema is deployed once per run of
// the tests into the database of VOUCH_TEST_DATABASE_URL; every test founds tenants of its own and leaves them there.
#include <gtest/gtest.h>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/task.h"
#include "db/db/scratch_database.h"
#include "db/pool.h"
#include "db/session.h"
#include "db/transaction.h"

namespace vouch::test {

/// A statement with its parameters.
struct sql {
    std::string text;
    db::parameters values = {};
};

/// What a tenant is founded with.
struct founding {
    std::string zone = "Asia/Kolkata";
    int fiscal_year_start_month = 4;
    bool simulated = false;
    bool onboarded = true;
    std::optional<instant> recorded_at = {};  // simulated only: when its founding was recorded
};

struct bank {
    uuid id;
    std::string slug;  // unique in the database
};

/// An observation as add_observation() writes it. issued_at and closed_at follow from the status.
struct observation_facts {
    std::string status = "ISSUED";
    std::string severity = "HIGH";
    std::optional<date> due_on = {};
    std::string title = "Cash count not signed";
};

class bank_database : public ::testing::Test {
protected:
    void SetUp() override;  // skips without VOUCH_TEST_DATABASE_URL

    static const std::string& conninfo();
    static db::pool_settings settings(db::role which) { return db::settings_for(which, conninfo()); }

    /// A session of a superuser; above every wall.
    static db::session admin();
    /// A session that became a role, with the time zone UTC. Outside of write() it has entered no tenant.
    static db::session session_as(db::role which);

    /// Until the backend of a session waits for a lock of another; false after ten seconds.
    static bool waits(int backend_pid);

    /// A new tenant with its first settings.
    static bank found(const founding& wanted = {});

    /// Runs a task to its end.
    template <class T>
    result<T> run(task<T> work) {
        return run_to_end(context, std::move(work));
    }

    asio::io_context context;
};

/// Begins a write of one tenant as `by` on a session of vouch_app, as db::tenant_tx::begin_write does. The caller ends
/// it with COMMIT or ROLLBACK.
result<> begin_write(db::session& on, const uuid& tenant, const db::author& by);

/// One transaction of one tenant: begin_write, the statements, COMMIT. After an error it is rolled back; the error is
/// the first one.
result<> write(db::session& on, const uuid& tenant, const db::author& by, const std::vector<sql>& statements);

/// The statements that add an observation, in the order they have to be run.
std::vector<sql> add_observation(const uuid& tenant, const uuid& id, const observation_facts& facts = {});

/// The first column of the first row, "null" when it is null. Throws when the statement fails or has no row.
std::string cell(db::session& on, std::string_view text, const db::parameters& values = {});

/// The seed of a random test: VOUCH_TEST_SEED, or one of this run. A test prints it.
std::uint64_t test_seed();

}  // namespace vouch::test
