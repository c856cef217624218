// Opening a connection without blocking the event loop (except for the name of the host, which libpq looks up itself).
#include <boost/asio/as_tuple.hpp>
#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <string_view>

#include "db/connection.h"
#include "db/wire.h"

namespace vouch::db {

namespace {

void log_notice(void*, const PGresult* notice) {
    const auto field = [&](int code) {
        const char* text = PQresultErrorField(notice, code);
        return std::string_view(text ? text : "");
    };
    const auto severity = field(PG_DIAG_SEVERITY_NONLOCALIZED);
    const bool serious = severity != "NOTICE" && severity != "INFO" && severity != "LOG" && severity != "DEBUG";
    spdlog::log(
        serious ? spdlog::level::warn : spdlog::level::debug,
        "PostgreSQL says {}: {}",
        severity,
        field(PG_DIAG_MESSAGE_PRIMARY)
    );
}

/// Options of the conninfo come first, ours behind them win.
std::string with_options_of(const std::string& conninfo, const std::string& session_options) {
    std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> parsed(
        PQconninfoParse(conninfo.c_str(), nullptr), PQconninfoFree
    );
    for (const auto* option = parsed.get(); option && option->keyword; ++option) {
        if (std::string_view(option->keyword) == "options" && option->val)
            return fmt::format("{} {}", option->val, session_options);
    }
    return session_options;
}

/// Waits until libpq can go on. False when the deadline passed first.
asio::awaitable<bool, executor> wait_for(
    std::shared_ptr<wire> of, PostgresPollingStatusType direction, steady::time_point deadline
) {
    const auto what = direction == PGRES_POLLING_READING ? asio::posix::descriptor_base::wait_read
                                                         : asio::posix::descriptor_base::wait_write;
    // libpq may close the descriptor and open another one between two polls, so it is lent for one wait only.
    of->socket.assign(PQsocket(of->native));
    of->timer.expires_at(deadline);
    of->timer.async_wait([of](const boost::system::error_code& cancelled) {
        if (!cancelled && of->socket.is_open()) of->socket.cancel();
    });
    const auto [failure] = co_await of->socket.async_wait(what, asio::as_tuple(asio::use_awaitable_t<executor>()));
    of->timer.cancel();
    of->socket.release();
    co_return !failure;
}

/// The words of libpq with the SQLSTATE taken out of "FATAL:  28P01: password authentication failed".
struct connect_words {
    std::string text;
    std::string sqlstate;
};

connect_words words_of(PGconn* native) {
    connect_words found;
    std::string_view rest = PQerrorMessage(native);
    while (!rest.empty()) {
        const auto end = rest.find('\n');
        std::string line(rest.substr(0, end));
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
        if (line.starts_with("LOCATION:")) continue;
        const auto at = line.find(":  ");
        if (at != std::string::npos && line.size() > at + 10 && line.compare(at + 8, 2, ": ") == 0) {
            found.sqlstate = line.substr(at + 3, 5);
            line.erase(at + 3, 7);
        }
        found.text += (found.text.empty() ? "" : "; ") + line;
    }
    return found;
}

connect_failure failure_of(PGconn* native) {
    const auto [text, sqlstate] = words_of(native);
    const std::string_view state = sqlstate;
    // Wrong user or password, no such database, no such role, not a member of the role.
    const bool permanent = state.starts_with("28") || state == "3D000" || state == "22023" || state == "42501";
    // Only the role that our options ask for is refused with this one while connecting.
    const auto* remedy =
        state == "42501" ? "; let an administrator of the server run what `vouch schema roles` prints" : "";
    return {{errc::db_unavailable, "PostgreSQL cannot be reached: " + text + remedy, sqlstate, {}}, permanent};
}

}  // namespace

asio::awaitable<connection::opened, executor> connection::open(
    asio::io_context& context, connection_settings settings
) {
    const auto deadline = steady::now() + settings.connect_ms_max;
    const auto options = with_options_of(settings.conninfo, settings.session_options);
    const char* keywords[] = {"dbname", "application_name", "client_encoding", "options", nullptr};
    const char* values[] = {settings.conninfo.c_str(), "vouch", "UTF8", options.c_str(), nullptr};
    constexpr int first_is_conninfo = 1;

    auto opening = std::make_shared<wire>(context);
    opening->native = PQconnectStartParams(keywords, values, first_is_conninfo);
    PQsetErrorVerbosity(opening->native, PQERRORS_VERBOSE);  // the only way to the SQLSTATE of a refused connection
    PQsetNoticeReceiver(opening->native, log_notice, nullptr);
    auto direction = PQstatus(opening->native) == CONNECTION_BAD ? PGRES_POLLING_FAILED : PGRES_POLLING_WRITING;
    while (direction != PGRES_POLLING_OK) {
        if (direction == PGRES_POLLING_FAILED) co_return std::unexpected(failure_of(opening->native));
        const bool in_time = co_await wait_for(opening, direction, deadline);
        if (!in_time)
            co_return std::unexpected(connect_failure{
                {errc::db_unavailable, "PostgreSQL did not answer within the time for connecting", {}, {}}, false
            });
        direction = PQconnectPoll(opening->native);
    }
    PQsetErrorVerbosity(opening->native, PQERRORS_DEFAULT);
    if (auto begun = opening->begin(); !begun)
        co_return std::unexpected(connect_failure{std::move(begun).error(), false});
    co_return std::shared_ptr<connection>(new connection(std::move(opening)));
}

}  // namespace vouch::db
