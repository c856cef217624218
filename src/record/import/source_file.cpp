#include "record/import/source_file.h"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace vouch::record {

namespace {

std::unexpected<error> failed(errc code, const std::string& name, const char* what) {
    return fail(code, name + " " + what + ": " + std::generic_category().message(errno), name);
}

}  // namespace

source_file::source_file(int descriptor, std::uint64_t size, std::string name)
    : descriptor_(descriptor), size_(size), name_(std::move(name)) {}

source_file::source_file(source_file&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      size_(other.size_),
      name_(std::move(other.name_)),
      bytes_read_(other.bytes_read_),
      hash_(std::move(other.hash_)) {}

source_file::~source_file() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

result<source_file> source_file::open(const std::filesystem::path& path) {
    std::string name = path.string();
    // Without blocking, or opening a named pipe would wait for somebody to write into it.
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0) return failed(errno == ENOENT ? errc::not_found : errc::io, name, "cannot be opened");
    source_file file(descriptor, 0, std::move(name));
    struct stat facts;
    if (::fstat(descriptor, &facts) != 0) return failed(errc::io, file.name_, "cannot be examined");
    if (!S_ISREG(facts.st_mode)) {
        return fail(
            errc::bad_input, file.name_ + " is not a file; name a CSV file, or the folder it is in", file.name_
        );
    }
    file.size_ = static_cast<std::uint64_t>(facts.st_size);
    return file;
}

result<std::size_t> source_file::read(std::span<char> buffer) {
    for (;;) {
        const ssize_t length = ::read(descriptor_, buffer.data(), buffer.size());
        if (length < 0 && errno == EINTR) continue;
        if (length < 0) return failed(errc::io, name_, "cannot be read");
        hash_.add({buffer.data(), static_cast<std::size_t>(length)});
        bytes_read_ += static_cast<std::uint64_t>(length);
        return static_cast<std::size_t>(length);
    }
}

result<sha256_digest> sha256_of_file(const std::filesystem::path& path) {
    TRY(file, source_file::open(path));
    std::array<char, 64 * 1024> buffer;
    for (;;) {
        TRY(length, file.read(buffer));
        if (length == 0) return file.digest();
    }
}

}  // namespace vouch::record
