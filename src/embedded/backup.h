#pragma once
// The whole database to a file, and back.
#include <cstdint>
#include <filesystem>

#include "base/environment.h"
#include "base/error.h"
#include "embedded/database.h"

namespace vouch::embedded {

/// Writes the database, as one transaction sees it, to `file` in pg_dump's custom format, and returns its size in
/// bytes. A file of that name is replaced; until the new one is complete and on disk it is called FILE.partial, so
/// that nothing that ends early leaves a half file named FILE.
/// Errors: those of whole_file::begin; refused when the database is empty; db_unavailable; db_error with what pg_dump
/// said.
result<std::uint64_t> back_up(const database& from, const std::filesystem::path& file, const environment& surroundings);

/// Makes the roles and fills the database from `file`, in one transaction: all of it or nothing.
/// Errors: not_found; bad_input when `file` is no backup of vouch; refused when the database is not empty;
/// not_permitted with what an administrator can run; db_unavailable; db_error with what pg_restore said.
result<void> restore(const database& into, const std::filesystem::path& file, const environment& surroundings);

}  // namespace vouch::embedded
