#pragma once
// The one place that reads SQLSTATE and the name of a constraint and makes an error of ours of them.
#include <string_view>

#include "base/error.h"

struct pg_result;

namespace vouch::db {

/// What PostgreSQL said about one statement that failed. Views live as long as the result they come from.
struct server_report {
    std::string_view sqlstate;    // five characters, or empty when the connection was lost
    std::string_view message;     // the server's words: for the log, except of our own conditions (VO...)
    std::string_view detail;      // for the log
    std::string_view constraint;  // its name, or empty
};

server_report read_report(const pg_result* from);

/// The error of the program for a report. The server's own text goes to the log, because it can hold data of the
/// rows; the detail is a sentence of ours, except for conditions that our SQL raised (class VO).
///   VO001 refused (a rule)   VO002 not_permitted (no actor, no tenant, another tenant)   VO003 refused (append-only)
///   VO004 bad_input          23505, 23P01 conflict   22..., 23... bad_input   42501 not_permitted
///   40001, 40P01, 55P03 db_busy   57014, 25P03 db_timeout   08..., 53..., 57P0n db_unavailable   else db_error
/// `where` is "statement", or "statement/constraint".
error error_of(const server_report& report, std::string_view statement_name);

}  // namespace vouch::db
