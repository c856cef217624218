#pragma once
// A transaction of one tenant: row-level security shows it nothing else. Domain queries take a tenant_tx&.
#include <utility>
#include <vector>

#include "db/transaction.h"

namespace vouch::db {

class tenant_tx : public transaction {
public:
    /// Reads one consistent state: every statement sees the same snapshot of the database, and none can write.
    /// `from` has the role app and outlives the transaction. Errors: those of pool::acquire_exclusive.
    static task<tenant_tx> begin_read(pool& from, uuid tenant);
    /// Reads and writes as `by`. Errors: as begin_read.
    static task<tenant_tx> begin_write(pool& from, uuid tenant, author by);

    /// A read of one short statement, in one round trip on a connection shared with others.
    /// Errors: those of pool::acquire_shared and connection::run.
    template <class Row, class... P>
    static task<std::vector<Row>> read_once(
        pool& from, uuid tenant, query<Row, P...> wanted, std::type_identity_t<P>... values
    );

    const uuid& tenant() const { return tenant_; }

private:
    friend class worker_tx;
    tenant_tx(lease owned, command begin, uuid tenant, const author& by, std::chrono::milliseconds ms_max);
    tenant_tx(const transaction& same, uuid tenant) : transaction(same), tenant_(tenant) {}
    static command enter(const uuid& tenant, const author& by);
    static task<answer> read_one_answer(pool& from, uuid tenant, command wanted);

    uuid tenant_;
};

template <class Row, class... P>
task<std::vector<Row>> tenant_tx::read_once(
    pool& from, uuid tenant, query<Row, P...> wanted, std::type_identity_t<P>... values
) {
    CO_TRY(found, co_await read_one_answer(from, tenant, {wanted.sql, parameters::of<P...>(values...)}));
    co_return decode_rows<Row>(found, wanted.sql.name);
}

}  // namespace vouch::db
