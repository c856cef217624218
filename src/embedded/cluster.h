#pragma once
// A private PostgreSQL for people who have none. In the data directory:
//   postgres/       the cluster, made by initdb; postgres.unfinished.* is one whose making was interrupted
//   socket/         the only way in: no TCP, and nobody but us and root may enter
//   postgres.log    what the server says
//   lock            held by the vouch that uses the directory
// The server runs as the user we are; when we are root, as the owner of postgres/, else postgres, else nobody.
#include <filesystem>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/file_descriptor.h"
#include "embedded/child_process.h"
#include "embedded/directory_lock.h"
#include "embedded/installation.h"

namespace vouch::embedded {

/// Whether a commit survives the loss of power. Tests that throw the cluster away can do without.
enum class durability { durable, throw_away };

/// Stands in the command line of every server we start, so that we never stop another's.
inline constexpr std::string_view server_mark = "cluster_name=vouch";

class cluster {
public:
    /// Makes the cluster where there is none, ends what a killed run left, starts the server, waits until it has
    /// recovered, and makes the database vouch and the roles. Call it from the main thread: the server ends when
    /// that thread does, even by kill -9.
    /// Errors: data_directory (in use, another's, another version), io, db_unavailable.
    static result<cluster> start(const std::filesystem::path& data_directory, durability wanted = durability::durable);

    cluster(cluster&&) noexcept = default;
    ~cluster();  // shuts the server down and waits until it has

    /// For libpq: the database vouch as the login role vouch, and as the superuser vouch_admin (backup, tests).
    std::string conninfo() const { return conninfo("vouch", "vouch"); }
    std::string admin_conninfo() const { return conninfo("vouch_admin", "vouch"); }

    /// Starts the server again when it has ended, as after kill -9, and waits until it has recovered; whether it had
    /// to. For programs that run for long. Call it from the main thread. Errors: as start; it can be tried again.
    result<bool> revive();

    pid_t server_id() const { return server_.id(); }
    const installation& programs() const { return programs_; }

private:
    cluster(
        directory_lock lock,
        std::filesystem::path data_directory,
        durability wanted,
        file_descriptor socket,
        std::string host,
        installation programs,
        child_process server
    )
        : lock_(std::move(lock)),
          data_directory_(std::move(data_directory)),
          wanted_(wanted),
          socket_(std::move(socket)),
          host_(std::move(host)),
          programs_(std::move(programs)),
          server_(std::move(server)) {}

    std::string conninfo(std::string_view user, std::string_view database) const;
    result<void> wait_until_ready(const std::filesystem::path& log);

    // In this order: the server ends before its lock is given back.
    directory_lock lock_;
    std::filesystem::path data_directory_;
    durability wanted_;
    file_descriptor socket_;
    std::string host_;
    installation programs_;
    child_process server_;
};

}  // namespace vouch::embedded
