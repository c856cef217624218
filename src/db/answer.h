#pragma once
// What PostgreSQL answered to one statement: columns and rows in binary, or the number of rows it changed.
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

struct pg_result;

namespace vouch::db {

/// The owner of one result. Views into it live as long as it does.
class answer {
public:
    answer() = default;
    explicit answer(pg_result* owned);

    int row_count() const;
    int column_count() const;
    std::string_view column_name(int column) const;
    std::uint32_t column_type(int column) const;  // the OID of the type; of a domain, that of what it is made of
    /// The bytes as sent, none when null.
    std::optional<std::span<const std::byte>> value(int row, int column) const;

    /// "INSERT 0 3", "COMMIT", "ROLLBACK".
    std::string_view tag() const;
    /// Rows inserted, updated, deleted or selected; 0 for other statements.
    std::int64_t rows_affected() const;

    explicit operator bool() const { return native_ != nullptr; }
    pg_result* native() const { return native_.get(); }

private:
    struct clear {
        void operator()(pg_result* native) const;
    };
    std::unique_ptr<pg_result, clear> native_;
};

}  // namespace vouch::db
