#include "spine/raw_connection.h"

#include <libpq-fe.h>

namespace vouch::bench {

void raw_connection::finish::operator()(pg_conn* native) const {
    PQfinish(native);
}

result<raw_connection> raw_connection::open(const std::string& conninfo) {
    raw_connection opened(PQconnectdb(conninfo.c_str()));
    if (PQstatus(opened.native_.get()) != CONNECTION_OK)
        return fail(errc::db_unavailable, PQerrorMessage(opened.native_.get()));
    return opened;
}

result<> raw_connection::execute(const std::string& text) {
    TRY(answered, check(db::answer(PQexec(native_.get(), text.c_str()))));
    return {};
}

result<> raw_connection::prepare(const std::string& name, const std::string& text) {
    TRY(answered, check(db::answer(PQprepare(native_.get(), name.c_str(), text.c_str(), 0, nullptr))));
    return {};
}

result<db::answer> raw_connection::run(const std::string& name, const db::parameters& values) {
    std::vector<const char*> texts;
    for (const auto& text : values.texts()) texts.push_back(text ? text->c_str() : nullptr);
    constexpr int binary_results = 1;
    return check(db::answer(PQexecPrepared(
        native_.get(), name.c_str(), static_cast<int>(texts.size()), texts.data(), nullptr, nullptr, binary_results
    )));
}

result<db::answer> raw_connection::check(db::answer answered) const {
    const auto status = PQresultStatus(answered.native());
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) return answered;
    return fail(errc::db_error, PQerrorMessage(native_.get()));
}

}  // namespace vouch::bench
