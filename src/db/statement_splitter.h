#pragma once
// The statements of a migration, told apart as the server would: a semicolon inside quotes, comments, parentheses or
// the body of a function ends nothing.
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace vouch::db {

struct split_statement {
    std::string_view text;   // from its first word to before its semicolon
    std::string first_word;  // in lower case: "create"
    int line;                // it begins in, from 1
};

/// Views into `text`. What holds only space and comments is no statement.
/// Errors: bad_input: a quote, a comment or a parenthesis is not closed; the detail says in which line it was opened.
result<std::vector<split_statement>> split_statements(std::string_view text);

}  // namespace vouch::db
