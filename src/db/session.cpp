#include "db/session.h"

#include <fmt/format.h>
#include <libpq-fe.h>
#include <spdlog/spdlog.h>

#include "db/answer.h"
#include "db/sql_error.h"

namespace vouch::db {

namespace {

std::string trimmed(std::string words) {
    while (!words.empty() && words.back() == '\n') words.pop_back();
    return words;
}

void keep_notice(void* into, const PGresult* notice) {
    static_cast<std::vector<std::string>*>(into)->push_back(trimmed(PQresultErrorMessage(notice)));
}

}  // namespace

void session::finish::operator()(pg_conn* native) const {
    PQfinish(native);
}

session::session(std::unique_ptr<pg_conn, finish> native)
    : native_(std::move(native)), notices_(std::make_unique<std::vector<std::string>>()) {
    PQsetNoticeReceiver(native_.get(), keep_notice, notices_.get());
}

result<session> session::open(
    const std::string& conninfo, const std::string& session_options, std::chrono::milliseconds connect_ms_max
) {
    // libpq counts in whole seconds and takes 1 for 2.
    const auto seconds = std::to_string(std::chrono::ceil<std::chrono::seconds>(connect_ms_max).count());
    const char* keywords[] = {"dbname", "application_name", "client_encoding", "connect_timeout", nullptr, nullptr};
    const char* values[] = {conninfo.c_str(), "vouch", "UTF8", seconds.c_str(), nullptr, nullptr};
    if (!session_options.empty()) {
        keywords[4] = "options";
        values[4] = session_options.c_str();
    }
    constexpr int first_is_conninfo = 1;
    std::unique_ptr<pg_conn, finish> native(PQconnectdbParams(keywords, values, first_is_conninfo));
    if (PQstatus(native.get()) != CONNECTION_OK)
        return fail(errc::db_unavailable, "PostgreSQL cannot be reached: " + trimmed(PQerrorMessage(native.get())));
    return session(std::move(native));
}

result<> session::check(const answer& from, std::string_view text) {
    const auto status = PQresultStatus(from.native());
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY) return {};
    if (status != PGRES_FATAL_ERROR && status != PGRES_BAD_RESPONSE)
        return fail(errc::internal, "a COPY where another statement is expected", std::string(text.substr(0, 60)));
    server_words_ = trimmed(from.native() ? PQresultErrorMessage(from.native()) : PQerrorMessage(native_.get()));
    return std::unexpected(error_of(read_report(from.native()), {}));
}

result<> session::execute(const std::string& text) {
    return check(answer(PQexec(native_.get(), text.c_str())), text);
}

result<text_rows> session::rows(std::string_view text, const parameters& values) {
    CHECK_RESULT(values.check({}));
    std::vector<const char*> texts;
    for (const auto& one : values.texts()) texts.push_back(one ? one->c_str() : nullptr);
    constexpr int text_results = 0;
    const answer from(PQexecParams(
        native_.get(),
        std::string(text).c_str(),
        static_cast<int>(texts.size()),
        nullptr,
        texts.data(),
        nullptr,
        nullptr,
        text_results
    ));
    CHECK_RESULT(check(from, text));
    text_rows found;
    for (int column = 0; column < from.column_count(); ++column) found.columns.emplace_back(from.column_name(column));
    for (int row = 0; row < from.row_count(); ++row) {
        auto& values_of_row = found.rows.emplace_back();
        for (int column = 0; column < from.column_count(); ++column) {
            const auto value = from.value(row, column);
            values_of_row.push_back(
                value ? std::optional(std::string(reinterpret_cast<const char*>(value->data()), value->size()))
                      : std::nullopt
            );
        }
    }
    return found;
}

result<std::int64_t> session::copy_in(const std::string& text, const std::function<result<bool>(std::string&)>& next) {
    const answer begun(PQexec(native_.get(), text.c_str()));
    if (PQresultStatus(begun.native()) != PGRES_COPY_IN) {
        CHECK_RESULT(check(begun, text));
        return fail(errc::internal, "not a COPY ... FROM STDIN", text.substr(0, 60));
    }
    std::optional<error> stopped;
    for (std::string piece; !stopped; piece.clear()) {
        const auto more = next(piece);
        if (!more)
            stopped = more.error();
        else if (!*more)
            break;
        else if (PQputCopyData(native_.get(), piece.data(), static_cast<int>(piece.size())) != 1)
            break;
    }
    PQputCopyEnd(native_.get(), stopped ? "the sender stopped" : nullptr);
    const answer ended(PQgetResult(native_.get()));
    while (const answer rest{PQgetResult(native_.get())}) {
    }
    if (stopped) return std::unexpected(std::move(*stopped));
    CHECK_RESULT(check(ended, text));
    return ended.rows_affected();
}

result<std::int64_t> session::copy_out(const std::string& text, const std::function<result<>(std::string_view)>& take) {
    const answer begun(PQexec(native_.get(), text.c_str()));
    if (PQresultStatus(begun.native()) != PGRES_COPY_OUT) {
        CHECK_RESULT(check(begun, text));
        return fail(errc::internal, "not a COPY ... TO STDOUT", text.substr(0, 60));
    }
    result<> taken;
    char* piece = nullptr;
    int size = 0;
    while ((size = PQgetCopyData(native_.get(), &piece, 0)) > 0) {
        if (taken) taken = take({piece, static_cast<std::size_t>(size)});
        PQfreemem(piece);
    }
    const answer ended(PQgetResult(native_.get()));
    while (const answer rest{PQgetResult(native_.get())}) {
    }
    CHECK_RESULT(std::move(taken));
    CHECK_RESULT(check(ended, text));
    return ended.rows_affected();
}

std::vector<std::string> session::take_notices() {
    return std::exchange(*notices_, {});
}

int session::backend_pid() const {
    return PQbackendPID(native_.get());
}

bool session::in_transaction() const {
    const auto status = PQtransactionStatus(native_.get());
    return status == PQTRANS_INTRANS || status == PQTRANS_INERROR;
}

int session::server_version() const {
    return PQserverVersion(native_.get());
}

std::string session::user() const {
    return PQuser(native_.get());
}

std::string session::database() const {
    return PQdb(native_.get());
}

std::vector<std::string> session::environment() const {
    std::vector<std::string> found;
    std::unique_ptr<PQconninfoOption, void (*)(PQconninfoOption*)> options(PQconninfo(native_.get()), PQconninfoFree);
    for (auto* option = options.get(); option && option->keyword; ++option) {
        const bool is_password = std::string_view(option->keyword) == "password";  // may have come from a file
        const auto* value = is_password ? PQpass(native_.get()) : option->val;
        if (option->envvar && value && *value) found.push_back(std::string(option->envvar) + "=" + value);
    }
    return found;
}

std::string session::quote_identifier(std::string_view name) const {
    char* quoted = PQescapeIdentifier(native_.get(), name.data(), name.size());
    if (!quoted) return {};
    std::string text(quoted);
    PQfreemem(quoted);
    return text;
}

}  // namespace vouch::db
