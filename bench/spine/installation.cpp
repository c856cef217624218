#include "spine/installation.h"

#include <fmt/format.h>
#include <fstream>
#include <iterator>

#include "db/migration.h"

namespace vouch::bench {

result<std::string> read_sql(const std::string& name) {
    const auto path = fmt::format("{}/bench/sql/{}.sql", VOUCH_SOURCE_DIRECTORY, name);
    std::ifstream file(path);
    std::string text(std::istreambuf_iterator<char>(file), {});
    if (!file || text.empty()) return fail(errc::io, path + " cannot be read");
    return text;
}

result<installation> installation::make(const std::filesystem::path& folder) {
    TRY(started, embedded::cluster::start(folder, embedded::durability::durable));
    installation made(std::move(started));
    const auto& cluster = made.cluster_;
    TRY(names, db::deploy(cluster.conninfo(), db::embedded_migrations(), {}));
    made.context_ = std::make_unique<asio::io_context>(1);
    made.app_ = std::make_unique<db::pool>(*made.context_, db::settings_for(db::role::app, cluster.conninfo()));
    made.batch_ = std::make_unique<db::pool>(*made.context_, db::settings_for(db::role::batch, cluster.conninfo()));
    TRY(owner, db::session::open(cluster.admin_conninfo()));
    made.owner_ = std::make_unique<db::session>(std::move(owner));
    TRY(rival, raw_connection::open(cluster.admin_conninfo()));
    made.rival_ = std::make_unique<raw_connection>(std::move(rival));
    return made;
}

installation::~installation() {
    if (!context_) return;  // moved away
    app_->close();
    batch_->close();
    context_->restart();
    context_->run_for(std::chrono::seconds(1));  // lets the connections say good-bye
}

result<> installation::grow_to(int banks) {
    const auto before = static_cast<int>(banks_.size());
    TRY(load, read_sql("load"));
    CHECK_RESULT(owner_->execute(
        fmt::format("BEGIN; SET LOCAL bench.first = {}; SET LOCAL bench.last = {}; {}; COMMIT", before + 1, banks, load)
    ));
    CHECK_RESULT(owner_->execute("VACUUM (ANALYZE)"));
    for (int number = before + 1; number <= banks; ++number) {
        TRY(id, parse_uuid(fmt::format("00000000-0000-4000-8000-{}", 100'000'000'000 + number)));
        banks_.push_back(id);
    }
    return {};
}

result<std::string> installation::value(std::string_view query, const db::parameters& values) {
    TRY(found, owner_->rows(query, values));
    if (found.rows.empty() || found.rows[0].empty()) return fail(errc::internal, "no row", std::string(query));
    return found.rows[0][0].value_or("");
}

}  // namespace vouch::bench
