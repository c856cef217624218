#pragma once
// Runs statements of sql/ one by one and holds their columns against what the program reads them into.
#include <boost/describe/members.hpp>
#include <boost/mp11/algorithm.hpp>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/task.h"
#include "db/connection.h"
#include "db/row_map.h"
#include "db/statement.h"

namespace vouch::test {

/// Whether a member of type T reads columns of this type (OID), with rows or without.
template <class T>
bool reads(std::uint32_t type) {
    namespace oid = db::oid;
    const auto is_one_of = [type](auto... types) { return ((type == types) || ...); };
    if constexpr (requires {
                      typename T::value_type;
                      requires std::is_same_v<T, std::optional<typename T::value_type>>;
                  })
        return reads<typename T::value_type>(type);
    else if constexpr (std::is_same_v<T, bool>)
        return is_one_of(oid::boolean);
    else if constexpr (std::is_enum_v<T>)
        return is_one_of(oid::text);
    else if constexpr (std::is_same_v<T, std::int16_t>)
        return is_one_of(oid::int2);
    else if constexpr (std::is_same_v<T, std::int32_t>)
        return is_one_of(oid::int2, oid::int4);
    else if constexpr (std::is_same_v<T, std::int64_t>)
        return is_one_of(oid::int2, oid::int4, oid::int8);
    else if constexpr (std::is_same_v<T, std::string>)
        return is_one_of(oid::text, oid::varchar, oid::name, oid::json, oid::jsonb);
    else if constexpr (std::is_same_v<T, date>)
        return is_one_of(oid::date);
    else if constexpr (std::is_same_v<T, instant>)
        return is_one_of(oid::timestamptz);
    else if constexpr (std::is_same_v<T, uuid>)
        return is_one_of(oid::uuid);
    else if constexpr (std::is_same_v<T, db::bytes>)
        return is_one_of(oid::bytea);
    else if constexpr (std::is_same_v<T, std::vector<std::optional<std::string>>>)
        return reads<std::vector<std::string>>(type);
    else if constexpr (std::is_same_v<T, std::vector<std::optional<db::bytes>>>)
        return reads<std::vector<db::bytes>>(type);
    else if constexpr (std::is_same_v<T, std::vector<std::int64_t>> ||
                       std::is_same_v<T, std::vector<std::optional<std::int64_t>>>)
        return is_one_of(oid::int8_array);
    else if constexpr (std::is_same_v<T, std::vector<instant>>)
        return is_one_of(oid::timestamptz_array);
    else if constexpr (std::is_same_v<T, std::vector<std::int32_t>>)
        return is_one_of(oid::int4_array);
    else if constexpr (std::is_same_v<T, std::vector<std::string>>)
        return is_one_of(oid::text_array);
    else if constexpr (std::is_same_v<T, std::vector<db::bytes>>)
        return is_one_of(oid::bytea_array);
    else
        static_assert(!sizeof(T), "say which columns this type reads");
}

/// What does not fit between the columns of an answer and a row; empty when all does.
template <class Row>
std::string misfit(const db::answer& from, std::string_view statement_name) {
    if constexpr (std::is_same_v<Row, db::no_row>) {
        return from.column_count() == 0 ? "" : "it has columns, and its query reads none";
    } else {
        const auto rows = db::decode_rows<Row>(from, statement_name);
        if (!rows) return describe(rows.error());
        std::string wrong;
        boost::mp11::mp_for_each<boost::describe::describe_members<Row, boost::describe::mod_public>>([&](auto member) {
            using type = std::remove_reference_t<decltype(std::declval<Row&>().*member.pointer)>;
            for (int at = 0; at < from.column_count(); ++at) {
                if (from.column_name(at) != member.name || reads<type>(from.column_type(at))) continue;
                wrong += std::string("the member ") + member.name + " does not read type " +
                         std::to_string(from.column_type(at)) + "; ";
            }
        });
        return wrong;
    }
}

/// What a statement has to do to rows where it is tried: most return or change at least one, so that values are read.
enum class touches { rows, nothing, whatever };

/// One session, one transaction, rolled back at the end by its connection closing.
class statement_trial {
public:
    /// Throws when there is no connection.
    statement_trial(const std::string& conninfo, const std::string& session_options);

    /// Runs a query and holds its columns against Row.
    template <class Row, class... P>
    void run(const db::query<Row, P...>& wanted, const std::type_identity_t<P>&... values) {
        try_one({wanted.sql, db::parameters::of<P...>(values...)}, touches::rows, misfit<Row>);
    }
    /// The same where nothing is there to be returned or changed.
    template <class Row, class... P>
    void run_in_vain(const db::query<Row, P...>& wanted, const std::type_identity_t<P>&... values) {
        try_one({wanted.sql, db::parameters::of<P...>(values...)}, touches::nothing, misfit<Row>);
    }
    /// The same where other tests may have left something or not.
    template <class Row, class... P>
    void run_anyway(const db::query<Row, P...>& wanted, const std::type_identity_t<P>&... values) {
        try_one({wanted.sql, db::parameters::of<P...>(values...)}, touches::whatever, misfit<Row>);
    }
    /// A statement that the program reads as text: its columns as "name type, name type".
    void run_as_text(db::statement wanted, const db::parameters& values, std::string_view columns);

    using check = std::function<std::string(const db::answer&, std::string_view)>;
    void try_one(db::command wanted, touches expected, const check& fits);

    /// Plain SQL, to prepare the ground.
    void prepare(std::string_view text);

    int backend_pid() const { return on_->backend_pid(); }
    /// The statements that were run, by name.
    const std::set<std::string>& names() const { return names_; }

private:
    asio::io_context context_;
    std::shared_ptr<db::connection> on_;
    std::set<std::string> names_;
};

}  // namespace vouch::test
