#include "embedded/directory_lock.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <fstream>
#include <iterator>
#include <sys/file.h>

namespace vouch::embedded {

namespace {

std::string text_of(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

/// "vouch import --tenant sf (process 4711)"
std::string our_name() {
    auto command = text_of("/proc/self/cmdline");
    while (!command.empty() && command.back() == '\0') command.pop_back();
    for (char& letter : command) {
        if (letter == '\0' || letter == '\n') letter = ' ';
    }
    return fmt::format("{} (process {})", command, getpid());
}

}  // namespace

result<directory_lock> directory_lock::take(const std::filesystem::path& file, const std::string& invitation) {
    auto directory = file.parent_path().string();
    file_descriptor opened(open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (!opened) {
        return fail(
            errc::data_directory,
            fmt::format(
                "{} cannot be used: {}; run vouch as the owner of that directory, or set VOUCH_DATA_DIR to another",
                directory,
                std::strerror(errno)
            )
        );
    }
    if (flock(opened.number(), LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK) return fail(errc::io, fmt::format("{}: {}", file.string(), std::strerror(errno)));
        auto holder = text_of(file);
        return fail(
            errc::data_directory,
            fmt::format(
                "{} is in use by {}; wait until it ends{}", directory, holder.empty() ? "a vouch" : holder, invitation
            )
        );
    }
    auto name = our_name();
    if (ftruncate(opened.number(), 0) != 0 || write(opened.number(), name.data(), name.size()) < 0) {
        return fail(errc::io, fmt::format("{}: {}", file.string(), std::strerror(errno)));
    }
    return directory_lock(std::move(opened));
}

}  // namespace vouch::embedded
