#pragma once
// Rows of an answer as described structs: a column goes to the member of its name, and neither may be left over.
#include <array>
#include <boost/describe/members.hpp>
#include <boost/mp11/algorithm.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "db/answer.h"
#include "db/decode.h"
#include "db/statement.h"

namespace vouch::db {

/// For each name its column. Errors: internal, naming the statement and the column without a member or the member
/// without a column.
result<std::vector<int>> match_columns(
    const answer& from, std::span<const std::string_view> members, std::string_view statement_name
);

/// The failure of one column with the statement and the column named.
error column_failure(error cause, const answer& from, int column, std::string_view statement_name);

/// Errors: internal (see match_columns and decode).
template <class Row>
result<std::vector<Row>> decode_rows(const answer& from, std::string_view statement_name) {
    using members =
        boost::describe::describe_members<Row, boost::describe::mod_public | boost::describe::mod_inherited>;
    constexpr std::size_t count = boost::mp11::mp_size<members>::value;
    std::array<std::string_view, count> names;
    std::size_t filled = 0;
    boost::mp11::mp_for_each<members>([&](auto member) { names[filled++] = member.name; });
    TRY(columns, match_columns(from, names, statement_name));

    std::vector<Row> rows(static_cast<std::size_t>(from.row_count()));
    for (int row = 0; row < from.row_count(); ++row) {
        std::size_t at = 0;
        result<> outcome;
        boost::mp11::mp_for_each<members>([&](auto member) {
            const int column = columns[at++];
            if (!outcome) return;
            auto& target = rows[static_cast<std::size_t>(row)].*member.pointer;
            outcome = decode_nullable(from.column_type(column), from.value(row, column), target);
            if (!outcome)
                outcome = std::unexpected(column_failure(std::move(outcome).error(), from, column, statement_name));
        });
        if (!outcome) return std::unexpected(std::move(outcome).error());
    }
    return rows;
}

}  // namespace vouch::db
