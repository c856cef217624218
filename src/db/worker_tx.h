#pragma once
// A transaction of the job engine: of the tables of jobs, until it takes the part of a tenant.
#include <string>
#include <vector>

#include "db/batch_tx.h"
#include "db/tenant_tx.h"

namespace vouch::db {

/// What is written as a tenant, or as a batch, and what is written of the jobs is committed together, or not at all.
class worker_tx : public transaction {
public:
    /// `from` has the role worker and outlives the transaction. Errors: those of pool::acquire_exclusive.
    static task<worker_tx> begin(pool& from);

    /// From now on the transaction is that of one tenant, or of several, written to by somebody; as tenant_tx and
    /// batch_tx, behind the walls. What is returned is a view of this transaction: commit through this one. Errors:
    /// those of transaction::run.
    task<tenant_tx> as_tenant(uuid tenant, author by);
    task<batch_tx> as_batch(std::vector<uuid> tenants, std::string actor, std::string reason);
    /// And now the engine's again. What is checked at the end of a transaction has been checked by then.
    task<> as_worker();

private:
    using transaction::transaction;
};

}  // namespace vouch::db
