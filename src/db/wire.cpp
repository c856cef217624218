#include "db/wire.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <system_error>
#include <thread>

#include "db/sql_error.h"

namespace vouch::db {

namespace {

constexpr std::chrono::seconds answer_to_cancel_s_max{2};
constexpr auto with_error = asio::as_tuple(asio::use_awaitable_t<executor>());

error unavailable(std::string detail) {
    return {errc::db_unavailable, std::move(detail), {}, {}};
}

error unavailable_by(PGconn* native) {
    const std::string words = native ? PQerrorMessage(native) : "";
    return unavailable("the connection to PostgreSQL was lost: " + words.substr(0, words.find('\n')));
}

asio::awaitable<void, executor> read_answers(std::shared_ptr<wire> from) {
    while (!from->broken) {
        const auto [failure] = co_await from->socket.async_wait(asio::posix::descriptor_base::wait_read, with_error);
        if (from->broken) co_return;
        if (!failure) from->take_input();  // else a cancel meant for an earlier wait
    }
}

}  // namespace

asio::awaitable<void, executor> write_rest(std::shared_ptr<wire> of) {
    while (!of->broken) {
        const auto [failure] = co_await of->socket.async_wait(asio::posix::descriptor_base::wait_write, with_error);
        if (of->broken) co_return;
        const int outcome = failure ? 1 : PQflush(of->native);
        if (outcome < 0) of->break_down(unavailable_by(of->native));
        if (outcome <= 0) break;
    }
    of->writing_ = false;
}

asio::awaitable<void, executor> watch_deadlines(std::shared_ptr<wire> of) {
    while (!of->broken) {
        of->timer.expires_at(of->armed_);
        co_await of->timer.async_wait(with_error);
        if (of->broken) co_return;
        of->armed_ = of->look_at_deadlines(steady::now());
    }
}

result<> wire::begin() {
    if (PQsetnonblocking(native, 1) != 0 || PQenterPipelineMode(native) != 1)
        return std::unexpected(unavailable_by(native));
    socket.assign(PQsocket(native));
    asio::co_spawn(context, read_answers(shared_from_this()), asio::detached);
    asio::co_spawn(context, watch_deadlines(shared_from_this()), asio::detached);
    return {};
}

void wire::drop() {
    if (socket.is_open()) socket.release();
    PQfinish(std::exchange(native, nullptr));
    timer.cancel();
}

std::shared_ptr<trip> wire::submit(const round_trip& work) {
    auto of = std::make_shared<trip>();
    if (broken) {
        of->failure = *broken;
        of->done = true;
        return of;
    }
    for (const auto& what : work.segments.front()) of->name = what.sql.name;
    if (work.ms_max.count() > 0) of->deadline = steady::now() + work.ms_max;
    trips.push_back(of);
    bool sent = send_preparations(work, of);
    for (const auto& commands : work.segments) {
        for (const auto& what : commands) sent = sent && send(what, of);
        sent = sent && PQpipelineSync(native) == 1;
        expected_.push_back({expected_answer::kind::sync, of, {}, 0, false, &commands == &work.segments.back()});
    }
    if (!sent) {
        break_down(unavailable_by(native));
        return of;
    }
    flush();
    if (of->deadline < armed_) {
        armed_ = of->deadline;
        timer.cancel();
    }
    return of;
}

// In a segment of its own, outside any transaction of this round trip, so that neither an error of a statement nor a
// transaction that failed takes the preparation with it.
bool wire::send_preparations(const round_trip& work, const std::shared_ptr<trip>& of) {
    first_generation_in_trip_ = last_generation_ + 1;
    for (const auto& commands : work.segments) {
        for (const auto& [sql, values] : commands) {
            if (sql.name.empty() || prepared_.contains(sql.name)) continue;
            const auto generation = ++last_generation_;
            const auto& name =
                prepared_.emplace(sql.name, prepared{generation, fmt::format("{}/{}", sql.name, generation)})
                    .first->second.name;
            if (PQsendPrepare(native, name.c_str(), std::string(sql.text).c_str(), 0, nullptr) != 1) return false;
            expected_.push_back({expected_answer::kind::prepare, of, sql, generation, true, false});
        }
    }
    if (last_generation_ < first_generation_in_trip_) return true;
    expected_.push_back({expected_answer::kind::sync, of, {}, 0, false, false});
    return PQpipelineSync(native) == 1;
}

bool wire::send(const command& what, const std::shared_ptr<trip>& of) {
    const auto& texts = what.values.texts();
    std::vector<const char*> values;
    values.reserve(texts.size());
    for (const auto& text : texts) values.push_back(text ? text->c_str() : nullptr);
    const int count = static_cast<int>(values.size());
    constexpr int binary_results = 1;
    if (what.sql.name.empty()) {
        expected_.push_back({expected_answer::kind::execute, of, what.sql, 0, true, false});
        return PQsendQueryParams(
                   native,
                   std::string(what.sql.text).c_str(),
                   count,
                   nullptr,
                   values.data(),
                   nullptr,
                   nullptr,
                   binary_results
               ) == 1;
    }
    const auto& [generation, name] = prepared_.at(what.sql.name);
    const bool fresh = generation >= first_generation_in_trip_;
    expected_.push_back({expected_answer::kind::execute, of, what.sql, generation, fresh, false});
    return PQsendQueryPrepared(native, name.c_str(), count, values.data(), nullptr, nullptr, binary_results) == 1;
}

void wire::flush() {
    if (writing_) return;
    const int outcome = PQflush(native);
    if (outcome < 0) return break_down(unavailable_by(native));
    if (outcome == 0) return;
    writing_ = true;
    asio::co_spawn(context, write_rest(shared_from_this()), asio::detached);
}

void wire::take_input() {
    const bool alive = PQconsumeInput(native) == 1;
    while (!broken && !PQisBusy(native) && !expected_.empty()) take(answer(PQgetResult(native)));
    while (!broken) {
        const std::unique_ptr<PGnotify, decltype(&PQfreemem)> told(PQnotifies(native), PQfreemem);
        if (!told) break;
        if (tell_notified) tell_notified(told->relname, told->extra);
    }
    if (!broken && (!alive || PQstatus(native) == CONNECTION_BAD)) break_down(unavailable_by(native));
}

// libpq gives for each statement its answer and then a null, for each Sync one answer without a null.
void wire::take(answer received) {
    if (!received.native()) {
        if (!answered_) return break_down_as("no answer");
        answered_ = false;
        expected_.pop_front();
        return;
    }
    const auto& front = expected_.front();
    using kind = expected_answer::kind;
    const auto status = PQresultStatus(received.native());
    if ((status == PGRES_PIPELINE_SYNC) != (front.what == kind::sync)) return break_down_as(PQresStatus(status));
    switch (status) {
        case PGRES_PIPELINE_SYNC: {
            auto finished = front.last ? front.of : nullptr;
            expected_.pop_front();
            if (!finished) return;
            trips.pop_front();
            finished->done = true;
            if (auto wake = std::move(finished->wake)) wake();
            return;
        }
        case PGRES_TUPLES_OK:
        case PGRES_COMMAND_OK:
        case PGRES_EMPTY_QUERY:
            if (front.sql.text == "COMMIT" && received.tag() == "ROLLBACK" && !front.of->failure)
                front.of->failure = error{
                    errc::db_error,
                    "the transaction had failed before and was rolled back",
                    {},
                    std::string(front.sql.name)
                };
            if (front.what == kind::execute) front.of->answers.push_back(std::move(received));
            break;
        case PGRES_FATAL_ERROR:
        case PGRES_PIPELINE_ABORTED: take_failure(front, received); break;
        default:
            return break_down(unavailable("the statement " + std::string(front.sql.name) + " cannot run in a pipeline")
            );
    }
    answered_ = true;
}

void wire::break_down_as(std::string_view unexpected) {
    if (PQstatus(native) == CONNECTION_BAD) return break_down(unavailable_by(native));
    break_down(unavailable(fmt::format("libpq gave {} where something else was due", unexpected)));
}

void wire::take_failure(const expected_answer& front, const answer& received) {
    const bool aborted = PQresultStatus(received.native()) == PGRES_PIPELINE_ABORTED;
    const auto report = read_report(received.native());
    const bool stale = front.what == expected_answer::kind::execute &&
                       (report.sqlstate == "26000" || (report.sqlstate == "0A000" && !front.fresh));
    if (stale || front.what == expected_answer::kind::prepare) forget(front);
    if (aborted || front.of->failure) return;
    front.of->failure = error_of(report, front.sql.name);
    if (stale) {
        front.of->failure->code = errc::db_busy;
        front.of->failure->detail = "the schema changed after the statement was prepared; run it again";
    }
}

// Under another name next time: a statement that is still on the server cannot be prepared again under its own.
void wire::forget(const expected_answer& what) {
    const auto found = prepared_.find(what.sql.name);
    if (found != prepared_.end() && found->second.generation == what.generation) prepared_.erase(found);
}

steady::time_point wire::look_at_deadlines(steady::time_point now) {
    auto next = steady::time_point::max();
    bool any_late = false;
    bool give_up = false;
    for (const auto& one : trips) {
        if (one->deadline <= now) {
            any_late = true;
            give_up = give_up || one->late || trips.size() > 1;
            one->late = true;
            one->deadline = now + answer_to_cancel_s_max;
        }
        next = std::min(next, one->deadline);
    }
    if (any_late && !lost) send_cancel();
    if (give_up) break_down(unavailable("the connection was given up because a statement on it took too long"));
    return next;
}

// PQcancel opens a connection of its own and blocks until it is answered, hence a thread; it refers to nothing of
// ours, so nobody has to wait for it. Without it the server works on until its statement_timeout.
void wire::send_cancel() {
    std::unique_ptr<PGcancel, decltype(&PQfreeCancel)> cancel(PQgetCancel(native), PQfreeCancel);
    try {
        std::thread([cancel = std::move(cancel)] {
            char words[256] = "";
            if (PQcancel(cancel.get(), words, sizeof words) != 1)
                spdlog::warn("a statement was not cancelled: {}", words);
        }).detach();
    } catch (const std::system_error& no_thread) {
        spdlog::warn("a statement was not cancelled: {}", no_thread.what());
    }
    mark_lost();
}

// Told at once: until its owner knows, it would be given to the next caller.
void wire::mark_lost() {
    if (std::exchange(lost, true) || !tell_lost) return;
    std::exchange(tell_lost, nullptr)();
}

void wire::break_down(const error& why) {
    if (broken) return;
    broken = why;
    expected_.clear();
    for (const auto& one : std::exchange(trips, {})) {
        if (one->late)
            one->failure = error{
                errc::db_timeout, "the statement passed its deadline and was given up", {}, std::string(one->name)
            };
        else if (!one->failure)
            one->failure = why;
        one->done = true;
        if (auto wake = std::move(one->wake)) wake();
    }
    drop();
    mark_lost();
}

}  // namespace vouch::db
