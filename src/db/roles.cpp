#include "db/roles.h"

#include <fmt/format.h>

#include "sql/schema.h"

namespace vouch::db {

namespace {

result<bool> says_yes(session& on, std::string_view question) {
    TRY(answer, on.rows(question));
    return answer.rows.at(0).at(0) == "t";
}

}  // namespace

// Another program may make the same roles at this moment for another database of the cluster, hence the second look.
result<> ensure_roles(session& on) {
    TRY(missing, on.rows(sql::schema::missing_rights.text));
    if (missing.rows.empty()) return {};
    const auto roles = roles_sql(on);
    auto made = on.execute(roles);
    TRY(still_missing, on.rows(sql::schema::missing_rights.text));
    if (still_missing.rows.empty()) return {};
    if (!made && made.error().sqlstate != "42501") return made;
    std::string words;
    for (const auto& row : still_missing.rows) words += (words.empty() ? "" : ", ") + row.at(0).value_or("");
    return fail(
        errc::not_permitted,
        fmt::format(
            "{}, and {} may not change that; let an administrator of the server run this in the database of "
            "vouch:\n{}",
            words,
            on.user(),
            roles
        )
    );
}

std::string roles_sql(const session& on) {
    return fmt::format(
        "{};\nGRANT vouch_owner, vouch_app, vouch_batch, vouch_worker TO {};\n",
        sql::schema::roles.text,
        on.quote_identifier(on.user())
    );
}

result<> furnish_cluster(session& on) {
    TRY(has_login, says_yes(on, sql::schema::has_login.text));
    if (!has_login) {
        CHECK_RESULT(on.execute(std::string(sql::schema::roles.text)));
        CHECK_RESULT(on.execute(std::string(sql::schema::login.text)));
    }
    TRY(has_database, says_yes(on, sql::schema::has_database.text));
    if (has_database) return {};
    return on.execute(std::string(sql::schema::create_database.text));
}

}  // namespace vouch::db
