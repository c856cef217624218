#pragma once
// A database of its own for a test of src/db: made in the cluster of VOUCH_TEST_DATABASE_URL, dropped at the end.
#include <cstdlib>
#include <gtest/gtest.h>
#include <memory>
#include <string>

#include "db/pool.h"
#include "db/session.h"

namespace vouch::test {

/// Aborts the test with the words of a failure.
template <class T>
T take(result<T> from) {
    if (!from) throw std::runtime_error(describe(from.error()));
    if constexpr (!std::is_void_v<T>) return std::move(*from);
}

class scratch_database : public ::testing::Test {
protected:
    void SetUp() override;
    void TearDown() override;

    /// A session of the user who owns everything.
    db::session session() { return take(db::session::open(conninfo_)); }
    std::string cell(std::string_view text, const db::parameters& values = {});

    const std::string& conninfo() const { return conninfo_; }
    db::pool_settings settings(db::role which = db::role::app) const { return db::settings_for(which, conninfo_); }

private:
    std::string server_;
    std::string name_;
    std::string conninfo_;
};

/// The same with the three roles, stand-ins for the functions that enter a tenant, and the table test.item
/// (tenant_id, id, name) behind row-level security.
class tenant_database : public scratch_database {
protected:
    void SetUp() override;
};

}  // namespace vouch::test
