#pragma once
// Jobs enter by here: one in the transaction of what it belongs to, or many by COPY.
#include <functional>

#include "db/session.h"
#include "db/transaction.h"
#include "job/job.h"

namespace vouch::job {

/// Enqueues a job in a transaction, of whatever role: it is there when that is committed, and only then. In a
/// transaction of a tenant, for that tenant alone. Returns its id, or that of the job of the same unique_key that waits
/// or runs; none: passed over by at_most_every. Workers find it by themselves within their poll, or at once when the
/// bell is rung after the commit. Errors: bad_input (no such queue, no key for an ordered queue, ...); not_permitted
/// (another tenant); those of transaction::run.
task<std::optional<std::int64_t>> enqueue(db::transaction& in, new_job wanted, instant now);

struct many_jobs {
    std::string queue;
    instant now;
    /// Sets its arguments to the next job and returns true, or returns false at the end.
    std::function<bool(uuid& tenant_id, int& priority, std::string& payload)> next;
};

/// Enqueues many jobs in the transaction that is open on `on`, of role worker, or in one of its own: as fast as rows
/// can be written. Without keys, due at once. Blocks. How many. Errors: bad_input (no such queue; an ordered one); see
/// sql_error.h.
result<std::int64_t> enqueue_many(db::session& on, const many_jobs& wanted);

}  // namespace vouch::job
