#include "embedded/leftover.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <csignal>
#include <fmt/format.h>
#include <fstream>
#include <iterator>
#include <string>
#include <sys/stat.h>
#include <system_error>
#include <thread>
#include <vector>

#include "embedded/cluster.h"

namespace vouch::embedded {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

namespace {

constexpr const char* unfinished_mark = ".unfinished.";

std::string text_of(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

/// Processes named postgres whose working directory is `cluster`, as that of a server and all its processes is. The
/// number in postmaster.pid alone proves nothing: the system may have given it to another program.
std::vector<pid_t> processes_in(const fs::path& cluster) {
    std::vector<pid_t> found;
    struct stat place{};
    if (stat(cluster.c_str(), &place) != 0) return found;
    std::error_code ignored;  // processes end while we look
    for (auto& entry : fs::directory_iterator("/proc", ignored)) {
        auto name = entry.path().filename().string();
        pid_t id = 0;
        auto parsed = std::from_chars(name.data(), name.data() + name.size(), id);
        if (parsed.ec != std::errc{} || parsed.ptr != name.data() + name.size()) continue;
        struct stat working{};
        if (stat((entry.path() / "cwd").c_str(), &working) != 0) continue;  // another user's, or gone
        bool here = working.st_dev == place.st_dev && working.st_ino == place.st_ino;
        if (here && text_of(entry.path() / "comm") == "postgres\n") found.push_back(id);
    }
    return found;
}

bool gone_within(const fs::path& cluster, std::chrono::seconds patience) {
    auto deadline = std::chrono::steady_clock::now() + patience;
    while (!processes_in(cluster).empty()) {
        if (std::chrono::steady_clock::now() > deadline) return false;
        std::this_thread::sleep_for(20ms);
    }
    return true;
}

pid_t recorded_server(const fs::path& cluster) {
    pid_t id = 0;
    std::ifstream(cluster / "postmaster.pid") >> id;
    return id;
}

}  // namespace

result<void> end_leftovers(const fs::path& cluster, const fs::path& socket) {
    pid_t server = recorded_server(cluster);
    auto left = processes_in(cluster);
    bool works = std::ranges::find(left, server) != left.end();
    auto command = works ? text_of(fmt::format("/proc/{}/cmdline", server)) : "";  // empty once it was killed
    if (!command.empty() && command.find(server_mark) == std::string::npos) {
        return fail(
            errc::data_directory,
            fmt::format(
                "{} is in use by a PostgreSQL that vouch did not start (process {}); stop it with kill -INT {}, or set "
                "VOUCH_DATABASE_URL to it",
                cluster.string(),
                server,
                server
            )
        );
    }
    if (!command.empty()) {
        kill(server, SIGINT);  // ends the sessions and writes a checkpoint
        if (gone_within(cluster, 10s)) left.clear();
    }
    // Sessions that outlive a killed server, or a server that does not end: the log brings everything back.
    for (pid_t id : left) kill(id, SIGQUIT);
    if (!gone_within(cluster, 15s)) {
        return fail(
            errc::data_directory,
            fmt::format(
                "PostgreSQL processes of an earlier run still work in {} and do not end: {}; end them with kill",
                cluster.string(),
                fmt::join(processes_in(cluster), " ")
            )
        );
    }
    std::error_code failure;
    fs::remove(cluster / "postmaster.pid", failure);
    if (!failure) fs::remove_all(socket, failure);
    if (failure) return fail(errc::data_directory, fmt::format("{}: {}", cluster.string(), failure.message()));
    return {};
}

void remove_unfinished(const fs::path& cluster) {
    auto prefix = cluster.filename().string() + unfinished_mark;
    std::error_code ignored;
    for (auto& entry : fs::directory_iterator(cluster.parent_path(), ignored)) {
        if (!entry.path().filename().string().starts_with(prefix)) continue;
        for (pid_t id : processes_in(entry.path())) kill(id, SIGKILL);
        if (gone_within(entry.path(), 5s)) fs::remove_all(entry.path(), ignored);
    }
}

std::string unfinished_name(const fs::path& cluster) {
    return cluster.string() + unfinished_mark + "XXXXXX";
}

}  // namespace vouch::embedded
