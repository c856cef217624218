#include "http/session.h"

#include <array>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <fmt/format.h>
#include <optional>
#include <spdlog/spdlog.h>
#include <variant>

#include "base/json_text.h"
#include "http/header_rules.h"
#include "http/json_log.h"
#include "http/problem.h"
#include "http/reply_head.h"

namespace vouch::http {

namespace beast = boost::beast;
using beast_error = boost::system::error_code;

namespace {

constexpr std::size_t read_bytes = 4096;
constexpr std::size_t lingering_bytes_max = 1024 * 1024;
constexpr std::chrono::seconds lingering_s_max{2};
constexpr std::size_t logged_target_bytes_max = 512;
constexpr std::string_view unmatched = "unmatched";  // the route of what fits none, in measures and logs

using request_parser = beast::http::request_parser<beast::http::string_body>;

auto or_error(beast_error& failure) {
    return asio::redirect_error(asio::use_awaitable_t<executor>(), failure);
}

/// The problem that an error of reading is; none: the client has gone.
std::optional<problem> problem_of(const beast_error& failure, const server_settings& limits) {
    using beast::http::error;
    if (failure == error::header_limit || failure == error::buffer_overflow) {
        return header_too_large(limits.header_bytes_max);
    }
    if (failure == error::body_limit) return body_too_large(limits.body_bytes_max);
    if (failure == error::end_of_stream || failure == error::partial_message) return std::nullopt;
    if (failure.category() != beast::http::make_error_code(error::bad_method).category()) return std::nullopt;
    return malformed("This is no HTTP/1.1: " + failure.message() + ".");
}

method method_of(beast::http::verb which) {
    switch (which) {
        case beast::http::verb::get: return method::get;
        case beast::http::verb::head: return method::head;
        case beast::http::verb::post: return method::post;
        default: return method::other;
    }
}

/// What is known of a request that was read, whatever becomes of it.
struct asked {
    std::string id;
    std::string target;
    method by = method::other;
    bool keep_alive = false;
};

struct gone {};

/// What the client sent: a request, or what is wrong with it, or nothing more.
struct received {
    asked by;
    std::variant<gone, problem, request> what;
};

/// For a log line: bytes that are no letters of it are shown as question marks.
std::string for_log(std::string_view target) {
    std::string text(target.substr(0, logged_target_bytes_max));
    for (auto& letter : text) {
        if (letter < 0x20 || letter == 0x7F) letter = '?';
    }
    return text;
}

}  // namespace

/// The coroutines of a session. Not members: each keeps the session alive itself.
struct session_steps {
    using pointer = std::shared_ptr<session>;
    template <class T>
    using step = asio::awaitable<T, executor>;

    /// Reads one request within its limits. `buffer` keeps what the client sent ahead.
    static step<received> read(pointer self, beast::flat_buffer& buffer) {
        const auto& limits = self->home_.settings;
        received outcome;
        beast_error failure;
        if (buffer.size() == 0) {
            self->begin(session::doing::nothing, limits.idle_ms_max);
            if (self->home_.draining) co_return outcome;
            const auto count = co_await self->socket_.async_read_some(buffer.prepare(read_bytes), or_error(failure));
            if (failure) co_return outcome;
            buffer.commit(count);
        }
        request_parser parser;
        parser.header_limit(static_cast<std::uint32_t>(limits.header_bytes_max));
        parser.body_limit(limits.body_bytes_max);
        self->begin(session::doing::reading_header, limits.header_ms_max);
        co_await beast::http::async_read_header(self->socket_, buffer, parser, or_error(failure));
        const auto& head = parser.get();
        outcome.by.id = accepted_id(head["X-Request-Id"]);
        if (outcome.by.id.empty()) outcome.by.id = fmt::format("{}-{}", self->home_.id_prefix, ++self->home_.last_id);
        if (!failure) {
            outcome.by.target = head.target();
            outcome.by.by = method_of(head.method());
            if (auto wrong = wrong_with_head(self, parser)) {
                outcome.what = std::move(*wrong);
                co_return outcome;
            }
            self->begin(session::doing::reading_body, limits.body_ms_max);
            if (!parser.is_done() && beast::iequals(head[beast::http::field::expect], "100-continue")) {
                static constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
                co_await asio::async_write(self->socket_, asio::buffer(go_on), or_error(failure));
            }
            if (!failure && !parser.is_done()) {
                co_await beast::http::async_read(self->socket_, buffer, parser, or_error(failure));
            }
        }
        if (failure) {
            if (self->expired_) {
                outcome.what = request_timeout();
            } else if (auto wrong = problem_of(failure, limits)) {
                outcome.what = std::move(*wrong);
            }
            co_return outcome;
        }
        outcome.by.keep_alive = head.keep_alive() && head.version() == 11;
        take_request(self, parser, outcome);
        co_return outcome;
    }

    /// What is wrong before the body is read.
    static std::optional<problem> wrong_with_head(const pointer& self, const request_parser& parser) {
        const auto& head = parser.get();
        if (head.target().size() > target_bytes_max) return target_too_long(target_bytes_max);
        const auto hosts = head.count(beast::http::field::host);
        if (hosts > 1 || (hosts == 0 && head.version() == 11)) return malformed("A request has one header Host.");
        const std::string_view host = head[beast::http::field::host];
        if (hosts == 1 && !is_host_of(host, self->home_.settings.hosts)) return wrong_host(for_log(host));
        // Of another coding the length cannot be told, and what follows would be taken for a request (RFC 9112, 6.3).
        const auto codings = head.count(beast::http::field::transfer_encoding);
        const auto coding = head[beast::http::field::transfer_encoding];
        if (codings > 1 || (codings == 1 && (head.version() != 11 || !beast::iequals(coding, "chunked"))))
            return malformed("Transfer-Encoding: chunked, of HTTP/1.1, is the only one that is taken.");
        if (const auto named = authority_of(head.target()); !named.empty() && !beast::iequals(named, host))
            return malformed("The address of a request and its header Host name one host.");
        const auto expected = head[beast::http::field::expect];
        if (!expected.empty() && !beast::iequals(expected, "100-continue"))
            return malformed("Nothing but 100-continue can be expected.");
        if (head.method() == beast::http::verb::post && !is_same_origin(head[beast::http::field::origin], host)) {
            return other_origin();
        }
        if (!self->home_.rates.allows(self->address_, std::chrono::steady_clock::now())) return too_many_requests();
        return std::nullopt;
    }

    static void take_request(const pointer& self, request_parser& parser, received& into) {
        auto& head = parser.get();
        auto to = parse_target(head.target());
        if (!to) {
            into.what = malformed(to.error().detail);
            return;
        }
        request wanted;
        wanted.by = into.by.by;
        wanted.to = std::move(*to);
        wanted.id = into.by.id;
        wanted.ends_by = std::chrono::steady_clock::now() + self->home_.settings.request_ms_max;
        wanted.if_none_match = head[beast::http::field::if_none_match];
        wanted.accept_encoding = head[beast::http::field::accept_encoding];
        wanted.range = head[beast::http::field::range];
        wanted.if_range = head[beast::http::field::if_range];
        wanted.body = std::move(head.body());
        into.what = std::move(wanted);
    }

    /// Runs the handler of a request. What it throws is a bug.
    static step<reply> answer(pointer self, request& wanted, std::string_view& route_path) {
        const auto& routes = self->home_.serving.routes();
        const auto matched = routes.match(wanted);
        if (!matched.found) {
            if (matched.allowed.empty()) co_return problem_reply(no_such_page(), wanted.id);
            auto refusal = problem_reply(method_not_allowed(matched.allowed), wanted.id);
            refusal.headers.emplace_back("Allow", matched.allowed);
            co_return refusal;
        }
        route_path = matched.found->path;
        std::string bug;
        try {
            auto made = co_await matched.found->answer(wanted);
            if (made) co_return std::move(*made);
            co_return problem_reply(made.error(), wanted.id);
        } catch (const std::exception& thrown) {
            bug = thrown.what();
        }
        co_return problem_reply(error{errc::internal, "a handler threw: " + bug, {}, {}}, wanted.id);
    }

    /// Whether the client has taken all of it.
    static step<bool> write(pointer self, const reply& made, const asked& by, bool keep_alive) {
        const auto head = head_of(made, by.id, self->home_.date, keep_alive);
        const bool without_body = by.by == method::head || made.status == 304;
        const std::array parts{
            asio::const_buffer(asio::buffer(head)),
            without_body ? asio::const_buffer() : asio::const_buffer(asio::buffer(made.content.bytes()))
        };
        beast_error failure;
        self->begin(session::doing::writing, self->home_.settings.write_ms_max);
        co_await asio::async_write(self->socket_, parts, or_error(failure));
        co_return !failure;
    }

    /// Takes what the client still sends, for a while, so that it reads the answer and not a reset.
    static step<void> linger(pointer self) {
        beast_error failure;
        self->begin(session::doing::lingering, lingering_s_max);
        self->socket_.shutdown(client_socket::shutdown_send, failure);
        std::array<char, read_bytes> ignored;
        for (std::size_t taken = 0; !failure && taken < lingering_bytes_max;) {
            taken += co_await self->socket_.async_read_some(asio::buffer(ignored), or_error(failure));
        }
    }

    static void log(const reply& made, const asked& by, std::string_view route, const request* wanted, double ms) {
        const auto* const level = made.status >= 500 ? "error" : "info";
        std::string statements;
        if (wanted != nullptr) {
            for (const auto name : wanted->statements) statements += (statements.empty() ? "" : ",") + json_text(name);
        }
        auto members = fmt::format(
            R"("request_id":{},"method":"{}","target":{},"route":{},"status":{},"bytes":{},"ms":{:.3f},"statements":[{}])",
            json_text(by.id),
            name_of(by.by),
            json_text(for_log(by.target)),
            json_text(route),
            made.status,
            made.content.bytes().size(),
            ms,
            statements
        );
        if (!made.error_code.empty()) members += fmt::format(R"(,"code":{})", json_text(made.error_code));
        if (!made.log_detail.empty()) members += fmt::format(R"(,"error":{})", json_text(made.log_detail));
        log_line(level, "answered", members);
    }

    /// Reads, answers and writes once; whether the client may ask again.
    static step<bool> serve_one(pointer self, beast::flat_buffer& buffer) {
        auto read_in = co_await read(self, buffer);
        if (std::holds_alternative<gone>(read_in.what)) co_return false;
        const auto began = std::chrono::steady_clock::now();
        self->begin(session::doing::answering, self->home_.settings.request_ms_max);
        std::string_view route = unmatched;
        auto* const wanted = std::get_if<request>(&read_in.what);
        reply made;
        if (wanted != nullptr) {
            made = co_await answer(self, *wanted, route);
        } else {
            made = problem_reply(std::get<problem>(read_in.what), read_in.by.id);
        }
        const auto took = std::chrono::steady_clock::now() - began;
        const bool keep_alive = wanted != nullptr && read_in.by.keep_alive && !self->home_.draining;
        const bool taken = co_await write(self, made, read_in.by, keep_alive);
        self->home_.counted.answered(name_of(read_in.by.by), route, made.status, took);
        log(made, read_in.by, route, wanted, std::chrono::duration<double, std::milli>(took).count());
        if (taken && !keep_alive) co_await linger(self);
        co_return taken&& keep_alive;
    }
};

session::session(client_socket socket, session_home& home) : socket_(std::move(socket)), home_(home) {
    beast_error failure;
    const auto from = socket_.remote_endpoint(failure);
    address_ = failure ? "" : from.address().to_string();
    socket_.set_option(asio::ip::tcp::no_delay(true), failure);
    place_ = home_.present.insert(home_.present.end(), this);
    home_.counted.connection_opened();
}

session::~session() {
    home_.present.erase(place_);
    home_.counted.connection_closed(evicted_);
}

asio::awaitable<void, executor> session::serve(std::shared_ptr<session> self) {
    beast::flat_buffer buffer(self->home_.settings.header_bytes_max + self->home_.settings.body_bytes_max);
    while (co_await session_steps::serve_one(self, buffer)) continue;
}

void session::begin(doing what, std::chrono::milliseconds ms_max) {
    doing_ = what;
    ends_by_ = std::chrono::steady_clock::now() + ms_max;
    expired_ = false;
    if (what == doing::nothing) home_.present.splice(home_.present.end(), home_.present, place_);
}

// A handler ends by its own deadline, which it passes on to the database: there is nothing here to cancel.
void session::sweep(time now) {
    if (doing_ == doing::answering || now < ends_by_) return;
    expired_ = true;
    beast_error ignored;
    socket_.cancel(ignored);
}

void session::evict() {
    evicted_ = true;
    end();
}

void session::end() {
    beast_error ignored;
    socket_.close(ignored);
}

}  // namespace vouch::http
