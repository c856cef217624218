#pragma once
// What a vouch that was killed may leave working in its cluster.
#include <filesystem>
#include <string>

#include "base/error.h"

namespace vouch::embedded {

/// Ends every PostgreSQL process that works in the folder `cluster`, and then removes its postmaster.pid and what is
/// in the folder `socket`: the process ids in them may meanwhile be another program's, or a dead server's that nobody
/// has buried. A surviving server is shut down and not adopted: only a server that we started ends when we do.
/// Call it while holding the directory's lock.
/// Errors: data_directory, when somebody else started the server or it does not end.
result<void> end_leftovers(const std::filesystem::path& cluster, const std::filesystem::path& socket);

/// Removes the folders beside `cluster` in which an initdb was interrupted, and ends what still works in them.
/// What cannot be removed stays: it is in nobody's way.
void remove_unfinished(const std::filesystem::path& cluster);

/// The name of such a folder, for mkdtemp.
std::string unfinished_name(const std::filesystem::path& cluster);

}  // namespace vouch::embedded
