#pragma once
// Rows whose columns are not known when the program is compiled: verification reads whatever a version holds.
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "db/answer.h"
#include "db/decode.h"
#include "db/row_map.h"

namespace vouch::db {

/// A value of any type that is read; std::monostate is null. json and jsonb arrive as text.
using value = std::variant<
    std::monostate,
    bool,
    std::int64_t,
    double,
    std::string,
    date,
    instant,
    uuid,
    bytes,
    std::vector<std::string>,
    std::vector<std::int64_t>,
    std::vector<date>,
    std::vector<instant>,
    std::vector<uuid>,
    std::vector<bytes>>;

struct column {
    std::string_view name;
    std::uint32_t type;  // OID
};

class raw_rows;

/// One row of raw_rows; lives as long as they do.
class raw_row {
public:
    raw_row(const raw_rows& rows, int row) : rows_(&rows), row_(row) {}

    std::size_t size() const;
    struct column column(std::size_t at) const;
    bool is_null(std::size_t at) const;
    std::optional<binary> bytes_of(std::size_t at) const;

    /// Errors: internal: a type that is not read; the error names the column.
    result<db::value> value(std::size_t at) const;
    /// The same by the column's name. Errors: internal: no such column.
    result<db::value> value(std::string_view name) const;
    /// As a known type. Errors: internal: no such column, another type, or null where T is not optional.
    template <class T>
    result<T> get(std::string_view name) const;

private:
    result<int> column_number(std::string_view name) const;
    const raw_rows* rows_;
    int row_;
};

class raw_rows {
public:
    raw_rows(answer from, std::string_view statement_name);

    std::size_t size() const;
    const std::vector<column>& columns() const { return columns_; }
    raw_row operator[](std::size_t row) const { return raw_row(*this, static_cast<int>(row)); }

private:
    friend class raw_row;
    answer answer_;
    std::string_view statement_name_;
    std::vector<column> columns_;
};

template <class T>
result<T> raw_row::get(std::string_view name) const {
    TRY(at, column_number(name));
    T to{};
    const auto index = static_cast<std::size_t>(at);
    if (auto read = decode_nullable(column(index).type, bytes_of(index), to); !read)
        return std::unexpected(column_failure(std::move(read).error(), rows_->answer_, at, rows_->statement_name_));
    return to;
}

}  // namespace vouch::db
