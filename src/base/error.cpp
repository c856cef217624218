#include "base/error.h"

namespace vouch {

std::string_view name_of(errc code) {
    switch (code) {
        case errc::usage: return "usage";
        case errc::not_found: return "not_found";
        case errc::bad_input: return "bad_input";
        case errc::conflict: return "conflict";
        case errc::refused: return "refused";
        case errc::not_permitted: return "not_permitted";
        case errc::verification_failed: return "verification_failed";
        case errc::schema_mismatch: return "schema_mismatch";
        case errc::migration_failed: return "migration_failed";
        case errc::data_directory: return "data_directory";
        case errc::db_unavailable: return "db_unavailable";
        case errc::db_timeout: return "db_timeout";
        case errc::db_busy: return "db_busy";
        case errc::db_error: return "db_error";
        case errc::io: return "io";
        case errc::internal: return "internal";
    }
    return "internal";
}

std::string describe(const error& failure) {
    std::string line(name_of(failure.code));
    line += ": " + failure.detail;
    if (!failure.where.empty()) line += " (" + failure.where + ")";
    return line;
}

}  // namespace vouch
