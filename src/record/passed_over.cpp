#include "record/passed_over.h"

#include <fmt/format.h>

#include "record/queries.h"

namespace vouch::record {

task<observation_now> as_expected(db::tenant_tx& tx, uuid id, std::int32_t version, std::string status) {
    CO_TRY(found, co_await tx.optional_one(observation_as_it_stands, tx.tenant(), id));
    if (!found) {
        co_return fail(errc::conflict, fmt::format("there is no observation {} any more", to_string(id)));
    }
    if (found->version != version || (!status.empty() && found->status != status)) {
        co_return fail(
            errc::conflict,
            fmt::format(
                "observation {} is no longer {} in version {}, but {} in version {}; read it again",
                to_string(id),
                status.empty() ? "what it was" : status,
                version,
                found->status,
                found->version
            )
        );
    }
    co_return std::move(*found);
}

}  // namespace vouch::record
