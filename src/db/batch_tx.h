#pragma once
// A transaction over an array of tenants, for capture, verification and replay.
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "db/transaction.h"

namespace vouch::db {

class batch_tx : public transaction {
public:
    /// Reads one consistent state of the tenants named. `from` has the role batch and outlives the transaction.
    /// Errors: those of pool::acquire_exclusive.
    static task<batch_tx> begin_read(pool& from, std::vector<uuid> tenants);
    /// Reads, and inserts snapshots and seals, in the name of `actor`. recorded_at: simulated tenants only.
    /// Errors: as begin_read.
    static task<batch_tx> begin_write(
        pool& from,
        std::vector<uuid> tenants,
        std::string actor,
        std::string reason,
        std::optional<instant> recorded_at = std::nullopt
    );

private:
    friend class worker_tx;
    using transaction::transaction;
    explicit batch_tx(const transaction& same) : transaction(same) {}
};

}  // namespace vouch::db
