#include "db/connection.h"

#include "db/wire.h"

namespace vouch::db {

connection::connection(std::shared_ptr<wire> owned) : wire_(std::move(owned)) {}

connection::~connection() {
    close();
}

task<std::vector<answer>> connection::run(round_trip work) {
    for (const auto& commands : work.segments) {
        for (const auto& what : commands) CO_CHECK(what.values.check(what.sql.name));
    }
    if (work.segments.empty()) co_return std::vector<answer>();
    const auto sent = wire_->submit(work);
    if (!sent->done) co_await suspend(sent->wake);
    if (sent->failure) co_return std::unexpected(std::move(*sent->failure));
    co_return std::move(sent->answers);
}

bool connection::lost() const {
    return wire_->lost;
}

int connection::backend_pid() const {
    return wire_->native ? PQbackendPID(wire_->native) : 0;
}

void connection::when_lost(std::move_only_function<void()> tell) {
    wire_->tell_lost = std::move(tell);
}

void connection::when_notified(std::move_only_function<void(std::string_view, std::string_view)> tell) {
    wire_->tell_notified = std::move(tell);
}

void connection::close() {
    wire_->tell_lost = nullptr;
    wire_->break_down({errc::db_unavailable, "the connection to PostgreSQL was closed by this program", {}, {}});
}

}  // namespace vouch::db
