#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <csignal>
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "build_version.h"
#include "cli/commands.h"
#include "cli/workplace.h"
#include "db/migration.h"
#include "embedded/database.h"
#include "http/json_log.h"
#include "work/crew.h"

namespace vouch::cli {

namespace {

constexpr std::chrono::milliseconds look_ms{50};

struct work_options {};

/// Waits for a signal, and for the worker to have ended after it.
class watch {
public:
    watch(asio::io_context& context, work::crew& crew)
        : signals_(context, SIGINT, SIGTERM), timer_(context), crew_(crew) {
        signals_.async_wait([this](const boost::system::error_code& cancelled, int number) {
            if (cancelled) return;
            spdlog::info("signal {}: ends what it has in hand", number);
            crew_.drain();
        });
        look();
    }

private:
    void look() {
        if (crew_.ended()) {
            signals_.cancel();
            return;
        }
        timer_.expires_after(look_ms);
        timer_.async_wait([this](const boost::system::error_code& cancelled) {
            if (!cancelled) look();
        });
    }

    asio::signal_set signals_;
    asio::steady_timer timer_;
    work::crew& crew_;
};

result<exit_code> run_work(const work_options&, const environment& surroundings) {
    TRY(database, embedded::database::open(surroundings));
    CHECK_RESULT(db::check(database.conninfo(), db::embedded_migrations()));
    http::log_as_json("info");
    work::crew crew({.conninfo = database.conninfo(), .version = build_version, .now = now});
    fmt::print("Vouch works on jobs. Ctrl-C ends it.\n");
    std::fflush(stdout);
    asio::io_context control(1);
    const watch watching(control, crew);
    control.run();
    crew.wait();
    spdlog::info("ended in order; jobs done: {}", crew.counts().finished);
    return exit_code::ok;
}

}  // namespace

void add_work_command(command_line& line) {
    line.add<work_options>(
        "work",
        "Run jobs, the daily capture among them, without serving anything. Any number of these and of vouch serve "
        "share "
        "one database. Ends in order on Ctrl-C or SIGTERM.",
        "VOUCH_DATABASE_URL=postgresql://vouch@db/vouch vouch work",
        run_work
    );
}

}  // namespace vouch::cli
