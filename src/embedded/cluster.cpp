#include "embedded/cluster.h"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <fstream>
#include <libpq-fe.h>
#include <optional>
#include <sys/stat.h>
#include <sys/un.h>
#include <system_error>
#include <thread>
#include <unistd.h>

#include "db/roles.h"
#include "db/session.h"
#include "embedded/account.h"
#include "embedded/leftover.h"
#include "embedded/making.h"

namespace vouch::embedded {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

namespace {

constexpr std::string_view socket_name = "/.s.PGSQL.5432";
// A server that recovers says so and is waited for; one that says nothing for this long will not.
constexpr auto silence_max = 60s;

result<void> make_folder(const fs::path& folder) {
    std::error_code failure;  // shows again in mkdir
    fs::create_directories(folder.parent_path(), failure);
    if (mkdir(folder.c_str(), 0700) == 0 || errno == EEXIST) return {};
    return fail(
        errc::data_directory,
        fmt::format(
            "{} cannot be made: {}; set VOUCH_DATA_DIR to a directory that you may write",
            folder.string(),
            std::strerror(errno)
        )
    );
}

/// The version of the cluster in `folder`, none when there is no cluster yet.
result<std::optional<int>> cluster_version(const fs::path& folder) {
    std::error_code unreadable;  // then PG_VERSION is as well
    if (!fs::exists(folder, unreadable) && !unreadable) return std::nullopt;
    int version = 0;
    if (std::ifstream(folder / "PG_VERSION") >> version) return version;
    return fail(
        errc::data_directory,
        fmt::format(
            "{} is there but is no PostgreSQL cluster that we may read (its PG_VERSION says nothing); move it away, or "
            "set VOUCH_DATA_DIR to another directory",
            folder.string()
        )
    );
}

/// Where clients find the socket: in its folder, or through our descriptor of it when libpq could not use that path,
/// because it is longer than the kernel allows or has the comma that separates hosts.
std::string client_host(const fs::path& socket, const file_descriptor& opened) {
    auto path = socket.string();
    bool fits = path.size() + socket_name.size() < sizeof(sockaddr_un::sun_path);
    if (fits && path.find(',') == std::string::npos) return path;
    return fmt::format("/proc/{}/fd/{}", getpid(), opened.number());
}

std::string connection_string(std::string_view host, std::string_view user, std::string_view database) {
    std::string quoted;
    for (char letter : host) {
        if (letter == '\'' || letter == '\\') quoted += '\\';
        quoted += letter;
    }
    return fmt::format("host='{}' port=5432 user={} dbname={}", quoted, user, database);
}

program server_program(
    const installation& programs,
    const std::optional<account>& owner,
    const file_descriptor& data,
    const file_descriptor& socket,
    durability wanted
) {
    program server{.path = programs.programs / "postgres", .run_as = owner};
    server.arguments = {"-D", descriptor_path(data)};
    auto set = [&server](std::string setting) {
        server.arguments.push_back("-c");
        server.arguments.push_back(std::move(setting));
    };
    set(std::string(server_mark));
    set("listen_addresses=");
    set("port=5432");
    set("unix_socket_directories=" + descriptor_path(socket));
    set("unix_socket_permissions=0700");
    for (auto* setting : {"fsync", "full_page_writes"}) {
        set(fmt::format("{}={}", setting, wanted == durability::durable ? "on" : "off"));
    }
    server.descriptors = {data.number(), socket.number()};
    server.end_signal = SIGINT;  // fast shutdown: sessions are ended, a checkpoint is written
    return server;
}

result<child_process> start_server(
    const fs::path& data_directory,
    const installation& programs,
    const std::optional<account>& owner,
    const file_descriptor& socket,
    durability wanted
) {
    TRY(data, open_folder(data_directory / "postgres"));
    TRY(output, open_log(data_directory / "postgres.log"));
    auto what = server_program(programs, owner, data, socket, wanted);
    what.output = what.errors = output.number();
    return child_process::start(what);
}

}  // namespace

result<cluster> cluster::start(const fs::path& data_directory, durability wanted) {
    auto folder = data_directory / "postgres";
    auto socket = data_directory / "socket";
    auto log = data_directory / "postgres.log";

    CHECK_RESULT(make_folder(data_directory));
    auto shared = connection_string(socket.string(), "vouch", "vouch");
    TRY(lock,
        directory_lock::take(
            data_directory / "lock", fmt::format(", or work beside it with VOUCH_DATABASE_URL=\"{}\"", shared)
        ));
    TRY(version, cluster_version(folder));
    TRY(programs, choose_installation(find_installations({"initdb", "postgres"}), version, folder));
    TRY(owner, choose_account(folder));
    CHECK_RESULT(end_leftovers(folder, socket));
    if (!version) CHECK_RESULT(make_cluster(folder, programs, owner, log, wanted));
    CHECK_RESULT(make_folder(socket));
    CHECK_RESULT(give(socket, owner));

    TRY(socket_opened, open_folder(socket));
    TRY(server, start_server(data_directory, programs, owner, socket_opened, wanted));
    auto host = client_host(socket, socket_opened);
    cluster started(
        std::move(lock), data_directory, wanted, std::move(socket_opened), std::move(host), programs, std::move(server)
    );
    CHECK_RESULT(started.wait_until_ready(log));
    TRY(session, db::session::open(started.conninfo("vouch_admin", "postgres")));
    CHECK_RESULT(db::furnish_cluster(session));
    return started;
}

result<bool> cluster::revive() {
    if (!server_.ended()) return false;
    const auto folder = data_directory_ / "postgres";
    TRY(owner, choose_account(folder));
    const auto socket = data_directory_ / "socket";
    CHECK_RESULT(end_leftovers(folder, socket));
    CHECK_RESULT(make_folder(socket));
    CHECK_RESULT(give(socket, owner));
    TRY(opened, open_folder(socket));
    // Under its old number: clients may know the folder by that.
    if (dup3(opened.number(), socket_.number(), O_CLOEXEC) < 0) {
        return fail(errc::io, std::string("a descriptor cannot be replaced: ") + std::strerror(errno));
    }
    TRY(server, start_server(data_directory_, programs_, owner, socket_, wanted_));
    server_ = std::move(server);
    CHECK_RESULT(wait_until_ready(data_directory_ / "postgres.log"));
    return true;
}

cluster::~cluster() {
    // A server that recovers from the crash of one of its sessions does not complete a fast shutdown: it waits for its
    // checkpointer, which it told nothing. It is ended at once, and recovers when it is started again.
    if (server_.id() > 0 && PQping(conninfo("vouch_admin", "postgres").c_str()) != PQPING_OK) server_.signal(SIGQUIT);
}

std::string cluster::conninfo(std::string_view user, std::string_view database) const {
    return connection_string(host_, user, database);
}

result<void> cluster::wait_until_ready(const fs::path& log) {
    auto target = conninfo("vouch_admin", "postgres");
    auto heard = std::chrono::steady_clock::now();
    while (true) {
        if (auto status = server_.ended()) {
            return fail(
                errc::data_directory,
                fmt::format("PostgreSQL did not start (it ended with {}):\n{}", *status, end_of(log))
            );
        }
        auto answer = PQping(target.c_str());
        if (answer == PQPING_OK) return {};
        auto now = std::chrono::steady_clock::now();
        if (answer == PQPING_REJECT) heard = now;
        if (now - heard > silence_max) {
            return fail(
                errc::db_unavailable,
                fmt::format("PostgreSQL has not answered for {} s:\n{}", silence_max.count(), end_of(log))
            );
        }
        std::this_thread::sleep_for(5ms);
    }
}

}  // namespace vouch::embedded
