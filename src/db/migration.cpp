#include "db/migration.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <fmt/format.h>
#include <memory>
#include <system_error>

#include "base/sha256.h"
#include "db/migration_ledger.h"
#include "sql/migrations.h"
#include "sql/schema.h"

namespace vouch::db {

std::span<const migration> embedded_migrations() {
    static const auto all = [] {
        std::vector<migration> found;
        for (const auto& [number, name, text] : sql::migrations) found.push_back({number, name, text});
        return found;
    }();
    return all;
}

namespace {

std::unexpected<error> refused(std::string detail) {
    return fail(errc::migration_failed, std::move(detail));
}

result<> check_numbers(std::span<const migration> known) {
    int expected = 1;
    for (const auto& one : known) {
        if (one.number != expected)
            return refused(fmt::format(
                "migration {:04} is missing before {}: numbers follow each other from 0001, and "
                "none is left out",
                expected,
                one.name
            ));
        ++expected;
    }
    return {};
}

result<> check_applied(const applied_migration& one, const migration* known) {
    if (!known)
        return refused(fmt::format(
            "{} was applied to this database but is not part of this program; use a version of "
            "vouch that has it, which is at least as new as the one that deployed it",
            one.name
        ));
    if (known->name != one.name)
        return refused(fmt::format(
            "migration {:04} was applied as {} and is called {} now; give it its old name back",
            one.number,
            one.name,
            known->name
        ));
    if (to_string(sha256_of(known->text)) != one.checksum)
        return refused(fmt::format(
            "{} was edited after it was applied; put the text that was applied back, and write "
            "the change as a new migration (vouch schema create NAME)",
            one.name
        ));
    return {};
}

}  // namespace

result<schema_status> compare(std::vector<applied_migration> applied, std::span<const migration> known) {
    CHECK_RESULT(check_numbers(known));
    int last_applied = 0;
    for (const auto& one : applied) {
        const auto found = std::ranges::find(known, one.number, &migration::number);
        CHECK_RESULT(check_applied(one, found == known.end() ? nullptr : &*found));
        last_applied = std::max(last_applied, one.number);
    }
    schema_status status;
    for (const auto& one : known) {
        const auto found = std::ranges::find(applied, one.number, &applied_migration::number);
        if (found != applied.end() && found->complete()) continue;
        if (one.number < last_applied)
            return refused(fmt::format(
                "{} is not applied but {:04}, which comes after it, is; give it the next free "
                "number, so that every database gets the migrations in the same order",
                one.name,
                last_applied
            ));
        status.pending.push_back(one);
    }
    status.applied = std::move(applied);
    return status;
}

result<std::vector<applied_migration>> read_ledger(session& from) {
    TRY(there, from.rows(sql::schema::has_ledger.text));
    std::vector<applied_migration> applied;
    if (there.rows.at(0).at(0) != "t") return applied;
    TRY(found, from.rows(sql::schema::applied.text));
    for (const auto& row : found.rows)
        applied.push_back({std::stoi(row.at(0).value()), row.at(1).value(), row.at(2).value(), row.at(3).value_or("")});
    return applied;
}

result<schema_status> status(const std::string& conninfo, std::span<const migration> known) {
    TRY(reader, session::open(conninfo, "-c TimeZone=UTC"));
    TRY(applied, read_ledger(reader));
    return compare(std::move(applied), known);
}

result<> check(const std::string& conninfo, std::span<const migration> known) {
    auto found = status(conninfo, known);
    if (!found) {
        auto& cause = found.error();
        if (cause.code == errc::migration_failed) cause.code = errc::schema_mismatch;
        return std::unexpected(std::move(cause));
    }
    if (found->pending.empty()) return {};
    const auto& next = found->pending.front();
    const auto here =
        found->applied.empty() ? "has no schema of vouch yet" : fmt::format("does not have {} yet", next.name);
    return fail(
        errc::schema_mismatch,
        fmt::format(
            "the database {}, and this program needs the schema up to {}; run: vouch schema deploy",
            here,
            known.back().name
        )
    );
}

namespace {

result<> check_name(std::string_view name) {
    const auto fits = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; };
    constexpr std::size_t length_max = 60;
    if (!name.empty() && name.size() <= length_max && std::ranges::all_of(name, fits)) return {};
    return fail(
        errc::bad_input,
        fmt::format(
            "\"{}\" cannot name a migration; use up to {} of a-z, 0-9 and _, such as "
            "branch_regions",
            name,
            length_max
        )
    );
}

int highest_number(const std::filesystem::path& folder) {
    int highest = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        const auto name = entry.path().filename().string();
        int number = 0;
        if (entry.path().extension() != ".sql") continue;
        if (std::from_chars(name.data(), name.data() + std::min<std::size_t>(name.size(), 4), number).ec == std::errc())
            highest = std::max(highest, number);
    }
    return highest;
}

}  // namespace

result<std::filesystem::path> create_migration(const std::filesystem::path& source, std::string_view name) {
    CHECK_RESULT(check_name(name));
    const auto folder = source / "sql" / "migrations";
    if (!std::filesystem::is_directory(folder))
        return fail(
            errc::data_directory,
            fmt::format(
                "there is no folder {}; run this where the source of vouch is, or "
                "say where with --source",
                folder.string()
            )
        );
    auto path = folder / fmt::format("{:04}_{}.sql", highest_number(folder) + 1, name);
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "wx"), std::fclose);
    std::string words(name);
    std::ranges::replace(words, '_', ' ');
    const auto text = fmt::format("-- {}: what it changes, and why.\n", words);
    if (!file || std::fwrite(text.data(), 1, text.size(), file.get()) != text.size() || std::fflush(file.get()) != 0)
        return fail(errc::io, fmt::format("{} cannot be written: {}", path.string(), std::strerror(errno)));
    return path;
}

}  // namespace vouch::db
