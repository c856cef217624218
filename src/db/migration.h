#pragma once
// The schema grows by numbered migrations that are part of the program. The database keeps a ledger of those that
// were applied, with their checksums; this file compares the two and applies what is pending.
#include <array>
#include <chrono>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/values.h"

namespace vouch::db {

using checksum = std::array<std::byte, 32>;  // SHA-256 of the text of a migration

struct migration {
    int number;             // from 1
    std::string_view name;  // the file's name without .sql
    std::string_view text;
};

/// The migrations of this program, ascending.
std::span<const migration> embedded_migrations();

struct applied_migration {
    int number;
    std::string name;
    checksum sum;
    std::string applied_at;  // as the server prints it, UTC
    bool complete;           // false: one without a transaction that stopped half-way
};

struct schema_status {
    std::vector<applied_migration> applied;
    std::vector<migration> pending;
};

/// What is applied and what is pending. Errors: db_unavailable; migration_failed: an applied one was edited, is not
/// in the program, or a pending one is older than an applied one; the sentence says what to do.
result<schema_status> status(const std::string& conninfo, std::span<const migration> known);

struct deploy_settings {
    std::chrono::milliseconds lock_ms_max{2'000};       // lock_timeout of each try
    int tries_max = 10;                                 // of one migration that waits for a lock
    std::chrono::milliseconds deploy_wait_ms_max{60'000};  // for another deploy to end
    std::function<void(std::string_view)> tell;         // one line of progress, may be empty
};

/// Makes the roles if they are missing, then applies every pending migration as vouch_owner. A deploy that stops,
/// also by kill -9, leaves each migration either done or not begun; one without a transaction is resumed.
/// Returns the names applied. Errors: as status; not_permitted, with the SQL for the administrator;
/// db_busy: another deploy runs, or a lock is held by somebody, who is named; migration_failed.
result<std::vector<std::string>> deploy(
    const std::string& conninfo, std::span<const migration> known, const deploy_settings& settings);

/// For every other command: the database has exactly the schema of this program.
/// Errors: schema_mismatch, saying what to do; db_unavailable.
result<> check(const std::string& conninfo, std::span<const migration> known);

/// Writes an empty migration with the next free number, applies nothing, and returns its path. `name` is words of
/// a-z, 0-9 and _. Errors: bad_input (the name), io, data_directory (no folder sql/migrations under `source`).
result<std::filesystem::path> create_migration(const std::filesystem::path& source, std::string_view name);

/// The SQL an administrator runs when the login user may not make the roles itself.
std::string roles_sql(std::string_view login_user);

}  // namespace vouch::db
