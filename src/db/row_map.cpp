#include "db/row_map.h"

#include <algorithm>
#include <fmt/format.h>

namespace vouch::db {

result<std::vector<int>> match_columns(
    const answer& from, std::span<const std::string_view> members, std::string_view statement_name
) {
    std::vector<int> columns;
    columns.reserve(members.size());
    for (const auto member : members) {
        int found = 0;
        while (found < from.column_count() && from.column_name(found) != member) ++found;
        if (found == from.column_count())
            return fail(
                errc::internal, fmt::format("no column for the member {}", member), std::string(statement_name)
            );
        columns.push_back(found);
    }
    for (int column = 0; column < from.column_count(); ++column) {
        if (std::ranges::find(columns, column) == columns.end())
            return fail(
                errc::internal,
                fmt::format("no member for the column {}", from.column_name(column)),
                std::string(statement_name)
            );
    }
    return columns;
}

error column_failure(error cause, const answer& from, int column, std::string_view statement_name) {
    cause.detail = fmt::format("column {}: {}", from.column_name(column), cause.detail);
    cause.where = statement_name;
    return cause;
}

}  // namespace vouch::db
