#include "embedded/database.h"

#include <fmt/format.h>

#include "db/session.h"

namespace vouch::embedded {

namespace {

result<void> check_server(const std::string& conninfo) {
    auto session = db::session::open(conninfo);
    if (!session) {
        auto& refusal = session.error();
        refusal.detail += "; see that VOUCH_DATABASE_URL is right, or unset it to use the embedded PostgreSQL";
        return std::unexpected(std::move(refusal));
    }
    int major_version = session->server_version() / 10000;
    if (major_version >= major_version_min) return {};
    return fail(
        errc::db_unavailable,
        fmt::format(
            "VOUCH_DATABASE_URL is a PostgreSQL {}, and vouch needs {} or newer; upgrade that server, or unset "
            "VOUCH_DATABASE_URL to use the embedded one",
            major_version,
            major_version_min
        )
    );
}

}  // namespace

result<database> database::open(const environment& surroundings) {
    database opened;
    if (!surroundings.database_url.empty()) {
        CHECK_RESULT(check_server(surroundings.database_url));
        opened.conninfo_ = opened.admin_conninfo_ = surroundings.database_url;
        return opened;
    }
    TRY(started, cluster::start(surroundings.data_directory));
    opened.conninfo_ = started.conninfo();
    opened.admin_conninfo_ = started.admin_conninfo();
    opened.cluster_.emplace(std::move(started));
    return opened;
}

}  // namespace vouch::embedded
