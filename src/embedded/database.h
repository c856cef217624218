#pragma once
// The database a command works with: VOUCH_DATABASE_URL, or the embedded cluster.
#include <optional>
#include <string>

#include "base/environment.h"
#include "embedded/cluster.h"

namespace vouch::embedded {

/// Keeps the embedded cluster running while it lives; let it end after everything that uses the database.
class database {
public:
    /// With VOUCH_DATABASE_URL connects once to see that the server is there and new enough; otherwise starts the
    /// cluster of the data directory. Call it from the main thread.
    /// Errors: those of cluster::start; db_unavailable when the server cannot be reached or is older than 15.
    static result<database> open(const environment& surroundings);

    /// For libpq: logs in as a role that may become vouch_owner, vouch_app and vouch_batch.
    const std::string& conninfo() const { return conninfo_; }
    /// For backup and restore: reads and makes everything. With VOUCH_DATABASE_URL the same login, which then becomes
    /// vouch_owner.
    const std::string& admin_conninfo() const { return admin_conninfo_; }
    /// As cluster::revive; with VOUCH_DATABASE_URL it does nothing.
    result<bool> revive() { return cluster_ ? cluster_->revive() : false; }
    bool is_embedded() const { return cluster_.has_value(); }

private:
    std::optional<cluster> cluster_;
    std::string conninfo_;
    std::string admin_conninfo_;
};

}  // namespace vouch::embedded
