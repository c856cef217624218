#pragma once
// A statement of sql/ and, with its types, a query. One .sql file is one statement: sql/trend/severity.sql is
// sql::trend::severity, prepared on the server under the name "trend.severity".
#include <string_view>

namespace vouch::db {

struct statement {
    std::string_view name;  // prepared under this name; lives as long as the program
    std::string_view text;  // lives as long as the program
};

/// The row type of a statement that returns no rows.
struct no_row {};

/// A statement with the types of its rows and of its parameters $1, $2, ... in order.
/// Row is a struct described with BOOST_DESCRIBE_STRUCT whose members are named as the columns are;
/// std::optional members may be null.
template <class Row, class... Parameters>
struct query {
    statement sql;
};

}  // namespace vouch::db
