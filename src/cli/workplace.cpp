#include "cli/workplace.h"

#include <pwd.h>
#include <unistd.h>

#include "db/migration.h"

namespace vouch::cli {

result<workplace> workplace::open(const environment& surroundings) {
    TRY(database, embedded::database::open(surroundings));
    CHECK_RESULT(db::check(database.conninfo(), db::embedded_migrations()));
    return workplace(std::move(database));
}

workplace::workplace(embedded::database database)
    : database_(std::move(database)),
      context_(std::make_unique<asio::io_context>(1)),
      app_(std::make_unique<db::pool>(*context_, db::settings_for(db::role::app, database_.conninfo()))),
      batch_(std::make_unique<db::pool>(*context_, db::settings_for(db::role::batch, database_.conninfo()))),
      worker_(std::make_unique<db::pool>(*context_, db::settings_for(db::role::worker, database_.conninfo()))) {}

workplace::~workplace() {
    if (!context_) return;  // moved away
    app_->close();
    batch_->close();
    worker_->close();
    context_->restart();
    context_->run_for(std::chrono::seconds(1));  // lets the connections say good-bye
}

instant now() {
    return std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
}

std::string actor_of(std::string_view command) {
    const auto* user = getpwuid(geteuid());
    return "vouch " + std::string(command) + " (" + (user == nullptr ? std::to_string(geteuid()) : user->pw_name) + ")";
}

}  // namespace vouch::cli
