#include "db/answer.h"

#include <charconv>
#include <libpq-fe.h>

namespace vouch::db {

void answer::clear::operator()(pg_result* native) const {
    PQclear(native);
}

answer::answer(pg_result* owned) : native_(owned) {}

int answer::row_count() const {
    return PQntuples(native_.get());
}

int answer::column_count() const {
    return PQnfields(native_.get());
}

std::string_view answer::column_name(int column) const {
    return PQfname(native_.get(), column);
}

std::uint32_t answer::column_type(int column) const {
    return PQftype(native_.get(), column);
}

std::optional<std::span<const std::byte>> answer::value(int row, int column) const {
    if (PQgetisnull(native_.get(), row, column)) return std::nullopt;
    return std::span(
        reinterpret_cast<const std::byte*>(PQgetvalue(native_.get(), row, column)),
        static_cast<std::size_t>(PQgetlength(native_.get(), row, column))
    );
}

std::string_view answer::tag() const {
    return PQcmdStatus(native_.get());
}

std::int64_t answer::rows_affected() const {
    const std::string_view digits = PQcmdTuples(native_.get());
    std::int64_t count = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), count);
    return count;
}

}  // namespace vouch::db
