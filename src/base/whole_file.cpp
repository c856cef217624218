#include "base/whole_file.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace vouch {

namespace fs = std::filesystem;

namespace {

// Each attempt in vain is another process that completed the file in the microseconds between our opening and locking.
constexpr int attempts_max = 100;

std::unexpected<error> system_failure(const fs::path& file) {
    return fail(errc::io, fmt::format("{} cannot be written: {}", file.string(), std::strerror(errno)));
}

/// Whether the open file still has this name: who had it locked before us may have renamed or removed it.
bool is_called(const file_descriptor& opened, const fs::path& name) {
    struct stat ours{}, there{};
    return fstat(opened.number(), &ours) == 0 && lstat(name.c_str(), &there) == 0 && ours.st_dev == there.st_dev &&
           ours.st_ino == there.st_ino;
}

result<file_descriptor> open_locked(const fs::path& partial, mode_t mode) {
    for (int attempt = 0; attempt < attempts_max; ++attempt) {
        file_descriptor opened(open(partial.c_str(), O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC, mode));
        if (!opened) return system_failure(partial);
        if (flock(opened.number(), LOCK_EX | LOCK_NB) != 0) {
            if (errno != EWOULDBLOCK) return system_failure(partial);
            break;
        }
        if (is_called(opened, partial)) return opened;
    }
    return fail(
        errc::conflict, fmt::format("{} is being written by another vouch; wait until it ends", partial.string())
    );
}

/// Makes a rename survive the loss of power.
result<> sync_folder(const fs::path& file) {
    auto folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
    file_descriptor opened(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!opened || fsync(opened.number()) != 0) return system_failure(folder);
    return {};
}

}  // namespace

result<whole_file> whole_file::begin(const fs::path& name, mode_t mode) {
    if (!name.has_filename()) return fail(errc::io, fmt::format("\"{}\" is not the name of a file", name.string()));
    std::error_code absent;
    fs::path followed = fs::canonical(name, absent);
    if (absent) {
        followed = name;
    } else if (!fs::is_regular_file(followed, absent)) {
        return fail(errc::io, name.string() + " is not a file and cannot be replaced by one; name a file");
    } else if (access(followed.c_str(), W_OK) != 0) {
        return system_failure(name);
    }
    fs::path partial = followed.string() + ".partial";
    TRY(opened, open_locked(partial, mode));
    if (ftruncate(opened.number(), 0) != 0) return system_failure(partial);
    return whole_file(std::move(opened), std::move(partial), std::move(followed));
}

whole_file::~whole_file() {
    if (opened_ && is_called(opened_, partial_)) unlink(partial_.c_str());
}

result<> whole_file::write(std::string_view bytes) {
    while (!bytes.empty()) {
        auto written = ::write(opened_.number(), bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return system_failure(partial_);
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
}

result<std::uint64_t> whole_file::size() const {
    struct stat facts{};
    if (fstat(opened_.number(), &facts) != 0) return system_failure(partial_);
    return static_cast<std::uint64_t>(facts.st_size);
}

result<> whole_file::complete() {
    if (fsync(opened_.number()) != 0) return system_failure(partial_);
    if (std::rename(partial_.c_str(), name_.c_str()) != 0) return system_failure(name_);
    opened_ = {};
    return sync_folder(name_);
}

}  // namespace vouch
