#pragma once
// A simulated bank on which the functions of the record are tried, each in a transaction of its own.
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "db/support/bank.h"
#include "db/tenant_tx.h"
#include "record/observation.h"

namespace vouch::test {

inline instant moment(std::string_view text) {
    return take(parse_instant(text));
}
inline date day(std::string_view text) {
    return take(parse_date(text));
}

template <class Argument>
task<> in_a_transaction(
    db::pool& app, uuid tenant, db::author by, task<> (*what)(db::tenant_tx&, Argument), Argument argument
) {
    CO_TRY(tx, co_await db::tenant_tx::begin_write(app, tenant, std::move(by)));
    CO_CHECK(co_await what(tx, std::move(argument)));
    co_return co_await tx.commit();
}

class record_bank : public bank_database {
protected:
    void SetUp() override;
    void TearDown() override { app.close(); }

    /// One function of the record in a transaction recorded at `at`. since: where it holds since before that.
    template <class Argument>
    result<> write(
        std::string_view at, task<> (*what)(db::tenant_tx&, Argument), Argument argument, std::string since = {}
    ) {
        return run(in_a_transaction<Argument>(app, bank.id, by(at, std::move(since)), what, std::move(argument)));
    }
    /// Never earlier than before: the time of a simulated bank does not go back.
    db::author by(std::string_view at, std::string since = {}) {
        latest_ = std::max(latest_ + std::chrono::seconds(1), moment(at));
        return {"Asha", "a try", std::move(since), latest_};
    }

    /// A draft found on 2 January 2024.
    uuid draft(std::string severity);
    /// The same, issued on 10 January 2024 with a due date of 31 March 2024, in version 4.
    uuid issued(std::string severity);
    /// A move with what it needs: a basis of TESTED for closing, a due date for issuing.
    static record::observation_move to(
        uuid id, std::int32_t version, std::string from, std::string to, std::string_view at
    );
    result<> move(uuid id, std::int32_t version, std::string from, std::string to, std::string_view at);

    /// Columns of an observation as it is now, separated by spaces, "-" when null.
    std::string now(const uuid& id, std::string_view columns);
    /// The status of an observation at the end of a day, as known now.
    std::string status_at_end_of(const uuid& id, std::string_view business_date);

    test::bank bank;
    db::pool app{context, settings(db::role::app)};

private:
    instant latest_;
};

}  // namespace vouch::test
