#include "db/sql_error.h"

#include <fmt/format.h>
#include <libpq-fe.h>
#include <spdlog/spdlog.h>
#include <string>

namespace vouch::db {

namespace {

std::string_view field(const pg_result* from, int code) {
    const char* text = PQresultErrorField(from, code);
    return text ? text : "";
}

errc code_of(std::string_view sqlstate) {
    const auto in_class = [&](std::string_view prefix) { return sqlstate.starts_with(prefix); };
    if (sqlstate == "VO001" || sqlstate == "VO003") return errc::refused;
    if (sqlstate == "VO002" || sqlstate == "42501") return errc::not_permitted;
    if (sqlstate == "VO004") return errc::bad_input;
    if (sqlstate == "23505" || sqlstate == "23P01") return errc::conflict;
    if (in_class("22") || in_class("23")) return errc::bad_input;
    if (sqlstate == "40001" || sqlstate == "40P01" || sqlstate == "55P03") return errc::db_busy;
    if (sqlstate == "57014" || sqlstate == "25P03") return errc::db_timeout;
    if (sqlstate.empty() || in_class("08") || in_class("53") || in_class("57P")) return errc::db_unavailable;
    return errc::db_error;
}

std::string sentence(errc code, const server_report& report) {
    switch (code) {
        case errc::conflict: return fmt::format("something with the same key exists already ({})", report.constraint);
        case errc::bad_input:
            return report.constraint.empty() ? "the database cannot use a value that was given"
                                             : fmt::format("a value breaks the rule {}", report.constraint);
        case errc::not_permitted: return "the role of the connection may not do this";
        case errc::db_busy: return "somebody else works on the same rows; run it again";
        case errc::db_timeout: return "the statement took longer than it may and was stopped";
        case errc::db_unavailable:
            return report.sqlstate == "53100"
                       ? "the disk that PostgreSQL keeps its data on is full; make room and run it again"
                       : "the connection to PostgreSQL was lost, or it takes no more work";
        default:
            return fmt::format(
                "PostgreSQL refused the statement with SQLSTATE {}; the log has its words", report.sqlstate
            );
    }
}

}  // namespace

server_report read_report(const pg_result* from) {
    return {
        field(from, PG_DIAG_SQLSTATE),
        field(from, PG_DIAG_MESSAGE_PRIMARY),
        field(from, PG_DIAG_MESSAGE_DETAIL),
        field(from, PG_DIAG_CONSTRAINT_NAME)
    };
}

error error_of(const server_report& report, std::string_view statement_name) {
    const auto code = code_of(report.sqlstate);
    std::string where(statement_name);
    if (!report.constraint.empty()) where += "/" + std::string(report.constraint);
    if (report.sqlstate.starts_with("VO"))
        return {code, std::string(report.message), std::string(report.sqlstate), where};
    const bool ordinary = code == errc::conflict || code == errc::bad_input || code == errc::db_busy;
    spdlog::log(
        ordinary ? spdlog::level::debug : spdlog::level::warn,
        "PostgreSQL refused {}: {} {}{}{}",
        where.empty() ? "a statement" : where,
        report.sqlstate,
        report.message,
        report.detail.empty() ? "" : "; ",
        report.detail
    );
    return {code, sentence(code, report), std::string(report.sqlstate), where};
}

}  // namespace vouch::db
