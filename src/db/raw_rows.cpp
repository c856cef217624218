#include "db/raw_rows.h"

#include <fmt/format.h>

namespace vouch::db {

namespace {

template <class T>
result<value> read_as(std::uint32_t type, binary from) {
    T to{};
    CHECK_RESULT(decode(type, from, to));
    return value(std::move(to));
}

result<value> read_any(std::uint32_t type, binary from) {
    switch (type) {
        case oid::boolean: return read_as<bool>(type, from);
        case oid::int2:
        case oid::int4:
        case oid::int8: return read_as<std::int64_t>(type, from);
        case oid::float8: return read_as<double>(type, from);
        case oid::date: return read_as<date>(type, from);
        case oid::timestamptz: return read_as<instant>(type, from);
        case oid::uuid: return read_as<uuid>(type, from);
        case oid::bytea: return read_as<bytes>(type, from);
        case oid::int4_array:
        case oid::int8_array: return read_as<std::vector<std::int64_t>>(type, from);
        case oid::text_array:
        case oid::varchar_array: return read_as<std::vector<std::string>>(type, from);
        case oid::date_array: return read_as<std::vector<date>>(type, from);
        case oid::timestamptz_array: return read_as<std::vector<instant>>(type, from);
        case oid::uuid_array: return read_as<std::vector<uuid>>(type, from);
        case oid::bytea_array: return read_as<std::vector<bytes>>(type, from);
        default: return read_as<std::string>(type, from);
    }
}

}  // namespace

raw_rows::raw_rows(answer from, std::string_view statement_name)
    : answer_(std::move(from)), statement_name_(statement_name) {
    for (int at = 0; at < answer_.column_count(); ++at)
        columns_.push_back({answer_.column_name(at), answer_.column_type(at)});
}

std::size_t raw_rows::size() const {
    return static_cast<std::size_t>(answer_.row_count());
}

std::size_t raw_row::size() const {
    return rows_->columns_.size();
}

column raw_row::column(std::size_t at) const {
    return rows_->columns_.at(at);
}

bool raw_row::is_null(std::size_t at) const {
    return !bytes_of(at);
}

std::optional<binary> raw_row::bytes_of(std::size_t at) const {
    return rows_->answer_.value(row_, static_cast<int>(at));
}

result<db::value> raw_row::value(std::size_t at) const {
    const auto from = bytes_of(at);
    if (!from) return db::value();
    auto found = read_any(column(at).type, *from);
    if (!found)
        return std::unexpected(
            column_failure(std::move(found).error(), rows_->answer_, static_cast<int>(at), rows_->statement_name_)
        );
    return found;
}

result<db::value> raw_row::value(std::string_view name) const {
    TRY(at, column_number(name));
    return value(static_cast<std::size_t>(at));
}

result<int> raw_row::column_number(std::string_view name) const {
    for (std::size_t at = 0; at < size(); ++at) {
        if (rows_->columns_[at].name == name) return static_cast<int>(at);
    }
    return fail(errc::internal, fmt::format("no column {}", name), std::string(rows_->statement_name_));
}

}  // namespace vouch::db
