#include "embedded/making.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <fstream>
#include <sys/stat.h>
#include <system_error>

#include "embedded/account.h"
#include "embedded/leftover.h"

namespace vouch::embedded {

namespace fs = std::filesystem;

namespace {

constexpr std::uintmax_t log_bytes_max = 16 * 1024 * 1024;
constexpr std::chrono::minutes initdb_patience{5};

// Anybody who can enter the folder of the socket may log in as anybody: only we and root can (mode 0700), and the
// server's user owns all of its files in any case.
constexpr const char* host_based_authentication = "local all all trust\n";

constexpr const char* settings = R"(
# Written by vouch when it made this cluster; yours to change. What must not change is on the server's command line.
shared_buffers = 128MB
effective_cache_size = 1GB
work_mem = 16MB
maintenance_work_mem = 128MB
max_connections = 40
max_wal_size = 2GB
checkpoint_timeout = 15min
jit = off
timezone = 'UTC'
log_timezone = 'UTC'
datestyle = 'ISO, YMD'
log_line_prefix = '%m [%p] '
)";

result<void> write_durably(const fs::path& file, std::string_view text, int flags) {
    file_descriptor opened(open(file.c_str(), O_WRONLY | O_CLOEXEC | flags));
    bool written = opened && write(opened.number(), text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
                   fsync(opened.number()) == 0;
    if (!written) return fail(errc::io, fmt::format("{} cannot be written: {}", file.string(), std::strerror(errno)));
    return {};
}

result<void> run_initdb(
    const fs::path& folder,
    const installation& programs,
    const std::optional<account>& owner,
    const fs::path& log,
    durability wanted
) {
    TRY(directory, open_folder(folder));
    TRY(output, open_log(log));
    program initdb{.path = programs.programs / "initdb", .run_as = owner};
    initdb.arguments = {
        "--pgdata=" + descriptor_path(directory),
        "--username=vouch_admin",
        "--auth-local=trust",
        "--auth-host=reject",
        "--encoding=UTF8",
        "--locale=C.UTF-8",
        "--data-checksums",
        "--no-instructions",
    };
    if (wanted == durability::throw_away) initdb.arguments.push_back("--no-sync");
    initdb.descriptors = {directory.number()};
    initdb.output = initdb.errors = output.number();
    initdb.end_signal = SIGKILL;  // or it would tidy up while the next vouch does
    TRY(making, child_process::start(initdb));
    if (making.wait(initdb_patience) != 0) {
        return fail(errc::data_directory, fmt::format("initdb could not make {}:\n{}", folder.string(), end_of(log)));
    }
    return {};
}

}  // namespace

result<void> make_cluster(
    const fs::path& cluster,
    const installation& programs,
    const std::optional<account>& owner,
    const fs::path& log,
    durability wanted
) {
    remove_unfinished(cluster);
    auto unfinished = unfinished_name(cluster);
    if (!mkdtemp(unfinished.data())) {
        return fail(errc::io, fmt::format("{} cannot be made: {}", unfinished, std::strerror(errno)));
    }
    fs::path folder = unfinished;
    CHECK_RESULT(give(folder, owner));
    CHECK_RESULT(run_initdb(folder, programs, owner, log, wanted));
    CHECK_RESULT(write_durably(folder / "pg_hba.conf", host_based_authentication, O_TRUNC));
    CHECK_RESULT(write_durably(folder / "postgresql.conf", settings, O_APPEND));

    std::error_code failure;
    fs::rename(folder, cluster, failure);
    if (failure) return fail(errc::io, fmt::format("{} cannot be made: {}", cluster.string(), failure.message()));
    file_descriptor parent(open(cluster.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!parent || fsync(parent.number()) != 0) {
        return fail(errc::io, fmt::format("{}: {}", cluster.parent_path().string(), std::strerror(errno)));
    }
    return {};
}

result<file_descriptor> open_folder(const fs::path& folder) {
    file_descriptor opened(open(folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    if (!opened) return fail(errc::io, fmt::format("{}: {}", folder.string(), std::strerror(errno)));
    return opened;
}

std::string descriptor_path(const file_descriptor& folder) {
    return fmt::format("/proc/self/fd/{}", folder.number());
}

result<file_descriptor> open_log(const fs::path& log) {
    std::error_code absent;
    if (auto size = fs::file_size(log, absent); !absent && size > log_bytes_max) {
        fs::rename(log, log.string() + ".1", absent);
    }
    file_descriptor opened(open(log.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600));
    if (!opened) return fail(errc::io, fmt::format("{} cannot be written: {}", log.string(), std::strerror(errno)));
    return opened;
}

std::string end_of(const fs::path& log) {
    constexpr int bytes = 1000;
    std::ifstream stream(log, std::ios::binary | std::ios::ate);
    auto size = static_cast<std::streamoff>(stream.tellg());
    if (size < 0) return log.string() + " cannot be read";
    stream.seekg(std::max<std::streamoff>(0, size - bytes));
    std::string text(std::istreambuf_iterator<char>(stream), {});
    if (size > bytes) text.erase(0, text.find('\n') + 1);
    while (!text.empty() && text.back() == '\n') text.pop_back();
    return text.empty() ? log.string() + " is empty" : text;
}

}  // namespace vouch::embedded
