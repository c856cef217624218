#pragma once
// What tenant_tx and batch_tx have in common. BEGIN and the statement that enters the tenant travel with the first
// statement, in one round trip.
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/task.h"
#include "base/values.h"
#include "db/pool.h"
#include "db/raw_rows.h"
#include "db/row_map.h"
#include "db/statement.h"

namespace vouch::db {

/// Who changes something, why, and since when it is true. A write without an actor is refused by the database.
struct author {
    std::string actor;
    std::string reason;
    std::string effective;               // "": when it is recorded; "rows": effective_at of each row; or RFC 3339
    std::optional<instant> recorded_at;  // simulated tenants only
};

/// Exactly one row. Errors: not_found (none), internal (several).
template <class Row>
result<Row> only_row(std::vector<Row> rows, std::string_view statement_name);
/// Errors: internal (several).
template <class Row>
result<std::optional<Row>> at_most_one_row(std::vector<Row> rows, std::string_view statement_name);

/// A transaction that was not committed is rolled back by the pool. After an error it is over: each further call
/// returns the same error. It outlives the calls made on it; one call at a time.
class transaction {
public:
    transaction(transaction&&) noexcept = default;
    transaction& operator=(transaction&&) noexcept = default;
    ~transaction() = default;

    /// Each runs one statement. Errors: those of connection::run, and of only_row and at_most_one_row.
    template <class Row, class... P>
    task<std::vector<Row>> rows(query<Row, P...> wanted, std::type_identity_t<P>... values);
    template <class Row, class... P>
    task<Row> one(query<Row, P...> wanted, std::type_identity_t<P>... values);
    template <class Row, class... P>
    task<std::optional<Row>> optional_one(query<Row, P...> wanted, std::type_identity_t<P>... values);
    /// Rows affected; rows that are returned are not looked at.
    template <class Row, class... P>
    task<std::int64_t> execute(query<Row, P...> wanted, std::type_identity_t<P>... values);
    /// Rows of whatever columns there are.
    task<raw_rows> raw(statement wanted, parameters values);
    /// Several statements in one round trip, their answers in order. At the first error the rest is not run.
    task<std::vector<answer>> run(std::vector<command> commands);

    /// No round trip lasts beyond it, whatever its own deadline; none is begun after it. But a commit is.
    void end_by(std::chrono::steady_clock::time_point latest);

    /// From now on the names of the statements that are run are added to a list, which outlives the transaction.
    void note_statements(std::vector<std::string_view>& into);

    /// Errors: as a statement; refused by the database at the end (deferred constraints); db_unavailable when the
    /// connection broke, and then it is unknown whether it is committed.
    task<> commit();
    /// The last statements, and the commit, in one round trip; at the first error nothing is committed.
    task<> commit_with(std::vector<command> commands);

    /// What follows begin_part() can be undone by itself: undo_part() takes it back, after an error too, and the
    /// transaction goes on as if it had not been, in the same part. Errors of undo_part: the connection is gone, and
    /// the transaction with it.
    task<> undo_part();
    /// Neither costs a round trip: both travel with the next statement, or not at all when there is none.
    void begin_part();
    void end_part();  // of the part that was begun last, after success
    /// Nothing was run since begin_part().
    bool part_is_empty() const;

protected:
    transaction(lease owned, std::vector<command> opening, std::chrono::milliseconds ms_max);
    /// Another view of the same transaction, which ends with the last of its views.
    transaction(const transaction& same) = default;

private:
    task<answer> run_one(command wanted);

    struct core;
    std::shared_ptr<core> core_;
};

template <class Row, class... P>
task<std::vector<Row>> transaction::rows(query<Row, P...> wanted, std::type_identity_t<P>... values) {
    CO_TRY(from, co_await run_one({wanted.sql, parameters::of<P...>(values...)}));
    co_return decode_rows<Row>(from, wanted.sql.name);
}

template <class Row, class... P>
task<Row> transaction::one(query<Row, P...> wanted, std::type_identity_t<P>... values) {
    CO_TRY(from, co_await run_one({wanted.sql, parameters::of<P...>(values...)}));
    CO_TRY(found, decode_rows<Row>(from, wanted.sql.name));
    co_return only_row(std::move(found), wanted.sql.name);
}

template <class Row, class... P>
task<std::optional<Row>> transaction::optional_one(query<Row, P...> wanted, std::type_identity_t<P>... values) {
    CO_TRY(from, co_await run_one({wanted.sql, parameters::of<P...>(values...)}));
    CO_TRY(found, decode_rows<Row>(from, wanted.sql.name));
    co_return at_most_one_row(std::move(found), wanted.sql.name);
}

template <class Row, class... P>
task<std::int64_t> transaction::execute(query<Row, P...> wanted, std::type_identity_t<P>... values) {
    CO_TRY(from, co_await run_one({wanted.sql, parameters::of<P...>(values...)}));
    co_return from.rows_affected();
}

template <class Row>
result<std::optional<Row>> at_most_one_row(std::vector<Row> rows, std::string_view statement_name) {
    if (rows.size() > 1) return fail(errc::internal, "several rows where one is expected", std::string(statement_name));
    if (rows.empty()) return std::nullopt;
    return std::move(rows.front());
}

template <class Row>
result<Row> only_row(std::vector<Row> rows, std::string_view statement_name) {
    TRY(found, at_most_one_row(std::move(rows), statement_name));
    if (!found) return fail(errc::not_found, "no row where one is expected", std::string(statement_name));
    return std::move(*found);
}

}  // namespace vouch::db
