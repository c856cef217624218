#pragma once
// What a vouch that was killed may leave working in its cluster.
#include <filesystem>

#include "base/error.h"

namespace vouch::embedded {

/// Ends every PostgreSQL process that works in the folder `cluster`, and then removes its postmaster.pid, whose
/// process id may meanwhile be another program's. A surviving server is shut down and not adopted: only a server that
/// we started ends when we do. Call it while holding the directory's lock.
/// Errors: data_directory, when somebody else started the server or it does not end.
result<void> end_leftovers(const std::filesystem::path& cluster);

}  // namespace vouch::embedded
