#pragma once
// The user PostgreSQL runs as: it refuses to be root.
#include <filesystem>
#include <optional>

#include "base/error.h"
#include "embedded/child_process.h"

namespace vouch::embedded {

/// None when we are not root: then the server runs as we do. As root: the owner of the folder `cluster` when it is
/// there already, else the user postgres of Debian's package, else nobody.
/// Errors: data_directory, when `cluster` is another user's than we may be.
result<std::optional<account>> choose_account(const std::filesystem::path& cluster);

/// Gives a folder or file that we made as root to the user of the server. Errors: io.
result<void> give(const std::filesystem::path& what, const std::optional<account>& to);

}  // namespace vouch::embedded
