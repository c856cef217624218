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

result<embedded::cluster> start_cluster(const std::filesystem::path& folder) {
    return embedded::cluster::start(folder, embedded::durability::durable);
}

result<installation> installation::make(const embedded::cluster& in, const std::string& database) {
    const auto with_database = [&database](const std::string& conninfo) {
        return conninfo.substr(0, conninfo.rfind("dbname=")) + "dbname=" + database;
    };
    installation made;
    made.conninfo_ = with_database(in.conninfo());
    made.programs_ = in.programs().programs;
    made.admin_conninfo_ = with_database(in.admin_conninfo());
    TRY(maker, db::session::open(in.admin_conninfo()));
    CHECK_RESULT(maker.execute(fmt::format("CREATE DATABASE {} OWNER vouch_owner TEMPLATE template0", database)));
    CHECK_RESULT(db::deploy(made.conninfo_, db::embedded_migrations(), {}));
    made.context_ = std::make_unique<asio::io_context>(1);
    made.app_ = std::make_unique<db::pool>(*made.context_, db::settings_for(db::role::app, made.conninfo_));
    made.batch_ = std::make_unique<db::pool>(*made.context_, db::settings_for(db::role::batch, made.conninfo_));
    TRY(owner, db::session::open(made.admin_conninfo_));
    made.owner_ = std::make_unique<db::session>(std::move(owner));
    TRY(rival, raw_connection::open(made.admin_conninfo_));
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
