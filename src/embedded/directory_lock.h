#pragma once
// One vouch at a time in a data directory.
#include <filesystem>
#include <string>

#include "base/error.h"
#include "base/file_descriptor.h"

namespace vouch::embedded {

/// Held while it lives, and given back by the kernel when the process dies in whatever way.
class directory_lock {
public:
    /// Locks `file`, creating it, and writes into it who we are. `invitation` is what a second vouch is told it can
    /// do instead of waiting. Errors: data_directory, naming the holder; io.
    static result<directory_lock> take(const std::filesystem::path& file, const std::string& invitation);

private:
    explicit directory_lock(file_descriptor file) : file_(std::move(file)) {}

    file_descriptor file_;
};

}  // namespace vouch::embedded
