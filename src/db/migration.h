#pragma once
// The schema grows by numbered migrations that are part of the program. The database keeps a ledger of those that
// were applied, with their checksums; this file compares the two and applies what is pending.
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace vouch::db {

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
    std::string checksum;    // SHA-256 of the text that was applied, in hexadecimal
    std::string applied_at;  // UTC, as the server prints it; empty: one without a transaction that stopped half-way
    bool complete() const { return !applied_at.empty(); }
};

struct schema_status {
    std::vector<applied_migration> applied;
    std::vector<migration> pending;
};

/// The ledger against the program. One that is not complete is pending.
/// Errors: migration_failed: an applied one was edited or is not in the program, a pending one is older than an
/// applied one, or a number is missing; the sentence says what to do.
result<schema_status> compare(std::vector<applied_migration> applied, std::span<const migration> known);

/// What is applied and what is pending. Errors: db_unavailable; those of compare.
result<schema_status> status(const std::string& conninfo, std::span<const migration> known);

struct deploy_settings {
    std::chrono::milliseconds lock_ms_max{2'000};          // lock_timeout of each try
    int tries_max = 10;                                    // of one migration that waits for a lock
    std::chrono::milliseconds deploy_wait_ms_max{60'000};  // for another deploy to end
    std::chrono::milliseconds pause_ms_max{2'000};         // between tries, of which at least half
    std::uint64_t jitter_seed = 0;                         // 0: from the system
    std::function<void(std::string_view)> tell;            // one line of progress; may be empty
};

/// Makes the roles if they are missing, then applies every pending migration as vouch_owner. A deploy that stops,
/// also by kill -9, leaves each migration either done or not begun; one without a transaction is resumed.
/// Returns the names applied. Errors: as status; not_permitted, with the SQL for the administrator;
/// db_busy: another deploy runs, or a lock is held by somebody, who is named; migration_failed.
result<std::vector<std::string>> deploy(
    const std::string& conninfo, std::span<const migration> known, const deploy_settings& settings
);

/// For every other command: the database has exactly the schema of this program.
/// Errors: schema_mismatch, saying what to do; db_unavailable.
result<> check(const std::string& conninfo, std::span<const migration> known);

/// Writes an empty migration with the next free number, applies nothing, and returns its path. `name` is words of
/// a-z, 0-9 and _. Errors: bad_input (the name), io, data_directory (no folder sql/migrations under `source`).
result<std::filesystem::path> create_migration(const std::filesystem::path& source, std::string_view name);

}  // namespace vouch::db
