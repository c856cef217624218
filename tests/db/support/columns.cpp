#include "db/support/columns.h"

#include "db/support/bank.h"

namespace vouch::test {

std::string written_columns(db::session& on, std::string_view table) {
    return cell(
        on,
        "SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute"
        " WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''",
        db::parameters::of(table)
    );
}

}  // namespace vouch::test
