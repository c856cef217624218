#pragma once
// How a cluster comes into being.
#include <filesystem>
#include <optional>
#include <string>

#include "base/error.h"
#include "base/file_descriptor.h"
#include "embedded/child_process.h"
#include "embedded/cluster.h"
#include "embedded/installation.h"

namespace vouch::embedded {

/// Makes the folder `cluster` with initdb, complete or not at all: under another name first, then renamed. What an
/// earlier, interrupted making left beside it is removed. initdb writes to the file `log`.
/// Errors: io, data_directory.
result<void> make_cluster(
    const std::filesystem::path& cluster,
    const installation& programs,
    const std::optional<account>& owner,
    const std::filesystem::path& log,
    durability wanted
);

/// Opens a folder so that a program we start can reach it as descriptor_path, wherever it lies: the folders above it
/// need not be open to the program's user, and its path may be longer than a socket's may be. Errors: io.
result<file_descriptor> open_folder(const std::filesystem::path& folder);
std::string descriptor_path(const file_descriptor& folder);  // "/proc/self/fd/7"

/// Opens a log for appending; one that has grown over 16 MB is renamed to *.1 first. Errors: io.
result<file_descriptor> open_log(const std::filesystem::path& log);
/// What a person needs of it when the program that wrote it failed: its last lines.
std::string end_of(const std::filesystem::path& log);

}  // namespace vouch::embedded
