#include <algorithm>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <csignal>
#include <fmt/format.h>
#include <memory>
#include <spdlog/spdlog.h>

#include "api/application.h"
#include "build_version.h"
#include "cli/commands.h"
#include "cli/serve_settings.h"
#include "cli/workplace.h"
#include "db/migration.h"
#include "embedded/database.h"
#include "http/json_log.h"
#include "http/server.h"
#include "work/crew.h"

namespace vouch::cli {

namespace {

constexpr std::chrono::milliseconds look_ms{50};            // at whether the server has ended
constexpr std::chrono::milliseconds database_look_ms{250};  // at whether the embedded PostgreSQL has ended

struct serve_options {
    std::optional<std::filesystem::path> config;
    std::array<std::optional<std::string>, 32> flags;  // in the order of setting_kinds
};

given_settings given_by(const serve_options& options) {
    given_settings given;
    for (std::size_t i = 0; i < setting_kinds().size(); ++i) {
        if (options.flags.at(i)) given.emplace(setting_kinds()[i].name, *options.flags.at(i));
    }
    return given;
}

/// From flags, variables, and the file that --config or VOUCH_CONFIG names.
result<chosen_settings> settings_for(const serve_options& options, const environment& surroundings) {
    auto file = options.config;
    if (const auto* const named = std::getenv("VOUCH_CONFIG"); !file && named != nullptr && *named != '\0')
        file = named;
    given_settings in_file;
    if (file) {
        TRY(read, read_settings_file(*file));
        in_file = std::move(read);
    }
    return choose_settings(surroundings, given_by(options), variables_of_process(), in_file);
}

/// What the main thread does while others serve: it waits for a signal, and starts the embedded PostgreSQL again when
/// that was killed, which must happen on the thread that it ends with.
class watch {
public:
    /// crew: none, when others work.
    watch(asio::io_context& context, http::server& serving, work::crew* crew, embedded::database& database)
        : signals_(context, SIGINT, SIGTERM), timer_(context), serving_(serving), crew_(crew), database_(database) {
        wait_for_signal();
        look();
    }

private:
    void wait_for_signal() {
        signals_.async_wait([this](const boost::system::error_code& cancelled, int number) {
            if (cancelled) return;
            if (ending_) {
                spdlog::warn("told twice to end: ends at once");
                serving_.end();
            } else {
                spdlog::info("signal {}: answers what was asked and ends", number);
                serving_.drain();
                if (crew_ != nullptr) crew_->drain();
            }
            ending_ = true;
            wait_for_signal();
        });
    }

    void look() {
        if (serving_.ended() && (crew_ == nullptr || crew_->ended())) {
            signals_.cancel();
            return;
        }
        const auto now = std::chrono::steady_clock::now();
        if (!ending_ && now >= next_database_look_) {
            const auto revived = database_.revive();
            if (!revived)
                spdlog::error("the embedded PostgreSQL has ended and does not start: {}", describe(revived.error()));
            if (revived && *revived) spdlog::warn("the embedded PostgreSQL had ended; it was started again");
            next_database_look_ = std::chrono::steady_clock::now() + database_look_ms;
        }
        timer_.expires_after(look_ms);
        timer_.async_wait([this](const boost::system::error_code& cancelled) {
            if (!cancelled) look();
        });
    }

    asio::signal_set signals_;
    asio::steady_timer timer_;
    http::server& serving_;
    work::crew* crew_;
    embedded::database& database_;
    std::chrono::steady_clock::time_point next_database_look_;
    bool ending_ = false;
};

result<exit_code> run_serve(const serve_options& options, const environment& surroundings) {
    TRY(chosen, settings_for(options, surroundings));
    auto& settings = chosen.all;
    std::signal(SIGPIPE, SIG_IGN);  // a reader of our output that has gone is no reason to end
    TRY(database, embedded::database::open(settings.surroundings));
    CHECK_RESULT(db::check(database.conninfo(), db::embedded_migrations()));
    http::log_as_json(settings.log_level);
    settings.api.conninfo = database.conninfo();
    http::measures counted;
    api::verification_jobs verifications(database.conninfo());
    TRY(serving,
        http::server::start(settings.http, counted, api::make_application(settings.api, verifications, counted)));
    std::optional<work::crew> crew;
    if (settings.works) crew.emplace(work::crew_settings{database.conninfo(), build_version, now});
    asio::io_context control(1);
    const watch watching(control, *serving, crew ? &*crew : nullptr, database);
    fmt::print("Vouch listens on\nhttp://{}/\nCtrl-C ends it.\n", http::to_string(serving->address()));
    std::fflush(stdout);
    spdlog::info(
        "listens on {} with {} threads, at most {} clients",
        http::to_string(serving->address()),
        settings.http.threads,
        serving->connections_max()
    );
    control.run();
    spdlog::info("ended in order");
    return exit_code::ok;
}

result<exit_code> run_check(const serve_options& options, const environment& surroundings) {
    TRY(chosen, settings_for(options, surroundings));
    for (std::size_t i = 0; i < setting_kinds().size(); ++i) {
        const auto& each = setting_kinds()[i];
        fmt::print("{:<16} {:<32} {:<12} {}\n", each.name, each.print(chosen.all), chosen.sources[i], each.meaning);
    }
    return exit_code::ok;
}

void add_settings(command<serve_options> to) {
    to.optional(
        "--config FILE", &serve_options::config, "Settings in TOML: listen = \"127.0.0.1:8080\" (VOUCH_CONFIG)"
    );
    for (std::size_t i = 0; i < setting_kinds().size(); ++i) {
        const auto& each = setting_kinds()[i];
        to.element(
            fmt::format("{} {}", flag_of(each), each.value),
            &serve_options::flags,
            i,
            fmt::format("{} ({})", each.meaning, variable_of(each))
        );
    }
}

}  // namespace

void add_serve_commands(command_line& line) {
    add_settings(line.add<serve_options>(
        "serve",
        "Serve the API and the page to this machine. Ends in order on Ctrl-C or SIGTERM.",
        "vouch serve --listen 127.0.0.1:8080",
        run_serve
    ));
    line.group("config", "The settings of vouch serve.");
    add_settings(line.add<serve_options>(
        "config check",
        "Check the settings of vouch serve, and show each with where it comes from: flag, environment, file, default.",
        "vouch config check --config vouch.toml",
        run_check
    ));
}

}  // namespace vouch::cli
