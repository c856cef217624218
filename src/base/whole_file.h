#pragma once
// A file that appears under its name when it is complete, and not before.
#include <cstdint>
#include <filesystem>
#include <string_view>
#include <sys/types.h>

#include "base/error.h"
#include "base/file_descriptor.h"

namespace vouch {

/// Until it is complete the file is called NAME.partial, and one process at a time writes it. A process that dies
/// leaves that, which the next one begins anew; one that ends early for another reason removes it.
class whole_file {
public:
    /// Begins NAME.partial, empty, and locks it as long as this lives. What would keep it from taking the place of
    /// `name` is said now: nothing needs to be written in vain. A link is followed. `mode` is that of a new file,
    /// before umask. Errors: io, where the file or its folder cannot be written or `name` is something else than a
    /// file; conflict, where another process writes it.
    static result<whole_file> begin(const std::filesystem::path& name, mode_t mode);

    whole_file(whole_file&&) noexcept = default;
    whole_file& operator=(whole_file&&) = delete;
    ~whole_file();

    int descriptor() const { return opened_.number(); }
    /// NAME.partial, for a library that opens the file it writes by its name.
    const std::filesystem::path& partial() const { return partial_; }
    result<> write(std::string_view bytes);  // Errors: io
    result<std::uint64_t> size() const;      // bytes written so far. Errors: io

    /// Puts it on disk and gives it its name, in place of a file that has it. Ends the lock; nothing can be written
    /// afterwards. Errors: io.
    result<> complete();

private:
    whole_file(file_descriptor opened, std::filesystem::path partial, std::filesystem::path name)
        : opened_(std::move(opened)), partial_(std::move(partial)), name_(std::move(name)) {}

    file_descriptor opened_;
    std::filesystem::path partial_;
    std::filesystem::path name_;
};

}  // namespace vouch
