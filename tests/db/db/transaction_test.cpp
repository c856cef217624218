#include <boost/asio/detached.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/describe.hpp>

#include "db/batch_tx.h"
#include "db/db/scratch_database.h"
#include "db/lookup.h"
#include "db/tenant_tx.h"

using namespace vouch;
using namespace std::chrono_literals;

namespace {

struct item {
    std::int32_t id;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(item, (), (id, name))

struct count {
    std::int64_t found;
};
BOOST_DESCRIBE_STRUCT(count, (), (found))

enum class kind { plain, special };
BOOST_DESCRIBE_ENUM(kind, plain, special)

struct everything {
    bool truth;
    std::int16_t small;
    std::int32_t middle;
    std::int64_t large;
    double real;
    std::string words;
    date day;
    instant moment;
    uuid id;
    db::bytes content;
    std::array<std::byte, 2> two;
    kind how;
    std::optional<std::string> nothing;
    std::vector<std::string> texts;
    std::vector<uuid> ids;
    std::vector<date> days;
    std::vector<db::bytes> contents;
};
BOOST_DESCRIBE_STRUCT(
    everything,
    (),
    (truth, small, middle, large, real, words, day, moment, id, content, two, how, nothing, texts, ids, days, contents)
)

constexpr db::query<item> all_items{{"test.all_items", "SELECT id, name FROM test.item ORDER BY id"}};
constexpr db::query<item, std::int32_t> item_by_id{{"test.item_by_id", "SELECT id, name FROM test.item WHERE id = $1"}};
constexpr db::query<db::no_row, uuid, std::int32_t, std::string> add_item{
    {"test.add_item", "INSERT INTO test.item VALUES ($1::uuid, $2::integer, $3::text)"}
};
constexpr db::query<count> count_items{{"test.count_items", "SELECT count(*) AS found FROM test.item"}};
constexpr db::query<count, std::int64_t> same{{"test.same", "SELECT $1::bigint AS found"}};

const uuid one_bank = *parse_uuid("11111111-1111-4111-8111-111111111111");
const uuid other_bank = *parse_uuid("22222222-2222-4222-8222-222222222222");
const db::author teller{.actor = "teller", .reason = "test", .effective = {}, .recorded_at = {}};

class Transaction : public test::tenant_database {
protected:
    void SetUp() override {
        tenant_database::SetUp();
        if (IsSkipped()) return;
        test::take(session().rows(
            "INSERT INTO test.item SELECT $1::uuid, n, 'item ' || n FROM generate_series(1, 3) n",
            db::parameters::of(one_bank)
        ));
        test::take(
            session().rows("INSERT INTO test.item VALUES ($1::uuid, 9, 'of the other')", db::parameters::of(other_bank))
        );
    }

    template <class T>
    result<T> run(task<T> work) {
        return run_to_end(context, std::move(work));
    }

    void wait(std::chrono::milliseconds how_long) {
        context.restart();
        context.run_for(how_long);
    }

    asio::io_context context;
};

task<std::vector<item>> read_items(db::pool& pool, uuid tenant) {
    CO_TRY(tx, co_await db::tenant_tx::begin_read(pool, tenant));
    CO_TRY(found, co_await tx.rows(all_items));
    CO_CHECK(co_await tx.commit());
    co_return found;
}

}  // namespace

TEST_F(Transaction, SeesItsTenantAndNoOther) {
    db::pool pool(context, settings());
    const auto mine = test::take(run(read_items(pool, one_bank)));
    ASSERT_EQ(mine.size(), 3u);
    EXPECT_EQ(mine[2].name, "item 3");
    const auto theirs = test::take(run(read_items(pool, other_bank)));
    ASSERT_EQ(theirs.size(), 1u);
    EXPECT_EQ(test::take(run(db::tenant_tx::read_once(pool, other_bank, count_items))).front().found, 1);
}

TEST_F(Transaction, WithoutATenantIsAnErrorNotAnEmptyAnswer) {
    db::pool pool(context, settings());
    const auto nobody = run(db::look_up(pool, count_items));
    ASSERT_FALSE(nobody);
    EXPECT_EQ(test::take(run(db::tenant_tx::read_once(pool, one_bank, count_items))).front().found, 3);
    EXPECT_FALSE(run(db::look_up(pool, count_items))) << "nor on a connection that another tenant used";
    EXPECT_EQ(test::take(run(db::look_up(pool, same, std::int64_t{5}))).front().found, 5);
}

TEST_F(Transaction, WritesAreKeptByCommitOnly) {
    db::pool pool(context, settings());
    static constexpr auto write = [](db::pool& pool, int id, bool commit) -> task<std::int64_t> {
        CO_TRY(tx, co_await db::tenant_tx::begin_write(pool, one_bank, teller));
        CO_TRY(added, co_await tx.execute(add_item, one_bank, id, "new"));
        if (commit) CO_CHECK(co_await tx.commit());
        co_return added;
    };
    EXPECT_EQ(test::take(run(write(pool, 10, true))), 1);
    EXPECT_EQ(test::take(run(write(pool, 11, false))), 1);
    wait(50ms);
    EXPECT_EQ(pool.counts().exclusive, 0) << "rolled back and free again";
    EXPECT_EQ(pool.counts().open, 1);
    EXPECT_EQ(cell("SELECT string_agg(id::text, ',') FROM test.item WHERE id >= 10"), "10");
}

TEST_F(Transaction, AReadCannotWrite) {
    db::pool pool(context, settings());
    static constexpr auto attempt = [](db::pool& pool) -> task<std::int64_t> {
        CO_TRY(tx, co_await db::tenant_tx::begin_read(pool, one_bank));
        co_return co_await tx.execute(add_item, one_bank, 12, "new");
    };
    const auto refused = run(attempt(pool));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().sqlstate, "25006");
}

TEST_F(Transaction, AfterAnErrorItIsOver) {
    db::pool pool(context, settings());
    static constexpr auto attempt = [](db::pool& pool) -> task<> {
        CO_TRY(tx, co_await db::tenant_tx::begin_write(pool, one_bank, teller));
        const auto again = co_await tx.execute(add_item, one_bank, 1, "again");
        EXPECT_FALSE(again);
        if (!again) {
            EXPECT_EQ(again.error().code, errc::conflict);
            EXPECT_EQ(again.error().where, "test.add_item/item_pkey");
        }
        const auto then = co_await tx.execute(add_item, one_bank, 13, "then");
        EXPECT_FALSE(then);
        if (!then) EXPECT_EQ(then.error().code, errc::conflict) << "the first error, not that the transaction failed";
        co_return co_await tx.commit();
    };
    EXPECT_FALSE(run(attempt(pool)));
    wait(50ms);
    EXPECT_EQ(test::take(run(read_items(pool, one_bank))).size(), 3u) << "the connection is usable again";
    EXPECT_EQ(pool.counts().open, 1);
}

TEST_F(Transaction, NamesTheConstraintThatABadValueBreaks) {
    db::pool pool(context, settings());
    static constexpr auto attempt = [](db::pool& pool) -> task<std::int64_t> {
        CO_TRY(tx, co_await db::tenant_tx::begin_write(pool, one_bank, teller));
        co_return co_await tx.execute(add_item, one_bank, 14, "");
    };
    const auto refused = run(attempt(pool));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, errc::bad_input);
    EXPECT_EQ(refused.error().where, "test.add_item/name_not_empty");
    EXPECT_EQ(refused.error().detail, "a value breaks the rule name_not_empty");
}

TEST_F(Transaction, OneRowMeansOneRow) {
    db::pool pool(context, settings());
    static constexpr auto attempt = [](db::pool& pool) -> task<> {
        CO_TRY(tx, co_await db::tenant_tx::begin_read(pool, one_bank));
        CO_TRY(second, co_await tx.one(item_by_id, 2));
        EXPECT_EQ(second.name, "item 2");
        CO_TRY(none, co_await tx.optional_one(item_by_id, 77));
        EXPECT_FALSE(none);
        const auto missing = co_await tx.one(item_by_id, 77);
        EXPECT_FALSE(missing);
        if (!missing) EXPECT_EQ(missing.error().code, errc::not_found);
        const auto several = co_await tx.optional_one(all_items);
        EXPECT_FALSE(several);
        if (!several) EXPECT_EQ(several.error().code, errc::internal);
        co_return co_await tx.commit();
    };
    test::take(run(attempt(pool)));
}

TEST_F(Transaction, ColumnsAndMembersMustAgree) {
    db::pool pool(context, settings());
    constexpr db::query<item> short_of_one{{"test.short_of_one", "SELECT id FROM test.item"}};
    constexpr db::query<item> one_too_many{{"test.one_too_many", "SELECT id, name, tenant_id FROM test.item"}};
    constexpr db::query<item> other_type{{"test.other_type", "SELECT id::bigint, name FROM test.item"}};
    constexpr db::query<item> with_null{{"test.with_null", "SELECT id, NULL::text AS name FROM test.item"}};
    const std::pair<db::query<item>, const char*> cases[] = {
        {short_of_one, "no column for the member name"},
        {one_too_many, "no member for the column tenant_id"},
        {other_type, "column id: type with OID 20 is not read as a whole number of 4 bytes"},
        {with_null, "column name: null where a value is needed"}
    };
    for (const auto& [query, words] : cases) {
        const auto wrong = run(db::tenant_tx::read_once(pool, one_bank, query));
        ASSERT_FALSE(wrong);
        EXPECT_EQ(wrong.error().code, errc::internal);
        EXPECT_EQ(wrong.error().detail, words);
        EXPECT_EQ(wrong.error().where, query.sql.name);
    }
}

TEST_F(Transaction, EveryTypeComesBackAsItWentIn) {
    db::pool pool(context, settings());
    constexpr db::query<
        everything,
        std::string,
        date,
        instant,
        uuid,
        db::bytes,
        kind,
        std::vector<std::string>,
        std::vector<uuid>,
        std::vector<date>,
        std::vector<db::bytes>>
        through{{"test.through", R"(
            SELECT true AS truth, (-2)::smallint AS small, 70000 AS middle, 5000000000 AS large, 0.5::float8 AS real,
                   $1::text AS words, $2::date AS day, $3::timestamptz AS moment, $4::uuid AS id, $5::bytea AS content,
                   '\x0102'::bytea AS two, $6::text AS how, NULL::text AS nothing, $7::text[] AS texts,
                   $8::uuid[] AS ids, $9::date[] AS days, $10::bytea[] AS contents)"}};
    const std::string words = "“quoted” \\ ' \" रुपया ₹ {,}";
    const auto day = *parse_date("1582-10-15");
    const auto moment = *parse_instant("2026-02-09T01:02:03.000004+05:30");
    const db::bytes content{std::byte{0}, std::byte{'\\'}, std::byte{255}};
    const std::vector<std::string> texts{"", "NULL", words, "a,b"};
    const auto rows = test::take(run(db::tenant_tx::read_once(
        pool,
        one_bank,
        through,
        words,
        day,
        moment,
        other_bank,
        content,
        kind::special,
        texts,
        std::vector{one_bank, other_bank},
        std::vector{day},
        std::vector{content, db::bytes()}
    )));
    const auto& row = rows.at(0);
    EXPECT_TRUE(row.truth);
    EXPECT_EQ(row.small, -2);
    EXPECT_EQ(row.middle, 70000);
    EXPECT_EQ(row.large, 5000000000);
    EXPECT_EQ(row.real, 0.5);
    EXPECT_EQ(row.words, words);
    EXPECT_EQ(row.day, day);
    EXPECT_EQ(row.moment, moment);
    EXPECT_EQ(row.id, other_bank);
    EXPECT_EQ(row.content, content);
    EXPECT_EQ(row.two, (std::array{std::byte{1}, std::byte{2}}));
    EXPECT_EQ(row.how, kind::special);
    EXPECT_FALSE(row.nothing);
    EXPECT_EQ(row.texts, texts);
    EXPECT_EQ(row.ids, (std::vector{one_bank, other_bank}));
    EXPECT_EQ(row.days, std::vector{day});
    EXPECT_EQ(row.contents, (std::vector{content, db::bytes()}));
}

TEST_F(Transaction, RawRowsTellNamesTypesAndValues) {
    db::pool pool(context, settings());
    static constexpr auto attempt = [](db::pool& pool) -> task<> {
        constexpr db::statement versions{
            "test.versions", "SELECT v.*, NULL::date AS gone, '{\"a\": 1}'::jsonb AS more FROM test.item v ORDER BY id"
        };
        CO_TRY(tx, co_await db::tenant_tx::begin_read(pool, one_bank));
        CO_TRY(found, co_await tx.raw(versions, {}));
        EXPECT_EQ(found.size(), 3u);
        EXPECT_EQ(found.columns().size(), 5u);
        EXPECT_EQ(found.columns()[0].name, "tenant_id");
        EXPECT_EQ(found.columns()[0].type, db::oid::uuid);
        EXPECT_EQ(test::take(found[1].value("id")), db::value(std::int64_t{2}));
        EXPECT_EQ(test::take(found[1].value(0)), db::value(one_bank));
        EXPECT_EQ(test::take(found[1].value("gone")), db::value());
        EXPECT_EQ(test::take(found[1].get<std::string>("more")), "{\"a\": 1}");
        EXPECT_EQ(test::take(found[1].get<std::optional<date>>("gone")), std::nullopt);
        EXPECT_FALSE(found[1].get<std::string>("id"));
        EXPECT_FALSE(found[1].value("nowhere"));
        co_return co_await tx.commit();
    };
    test::take(run(attempt(pool)));
}

TEST_F(Transaction, ABatchSeesTheTenantsItNames) {
    db::pool pool(context, settings(db::role::batch));
    static constexpr auto counted = [](db::pool& pool, std::vector<uuid> tenants) -> task<std::int64_t> {
        CO_TRY(tx, co_await db::batch_tx::begin_read(pool, std::move(tenants)));
        CO_TRY(row, co_await tx.one(count_items));
        CO_CHECK(co_await tx.commit());
        co_return row.found;
    };
    EXPECT_EQ(test::take(run(counted(pool, {one_bank, other_bank}))), 4);
    EXPECT_EQ(test::take(run(counted(pool, {other_bank}))), 1);
    EXPECT_EQ(test::take(run(counted(pool, {}))), 0);
}

TEST_F(Transaction, AReadKeepsOneStateOfTheDatabase) {
    db::pool pool(context, settings());
    auto writer = session();
    static constexpr auto attempt = [](db::pool& pool, db::session& writer) -> task<> {
        CO_TRY(tx, co_await db::tenant_tx::begin_read(pool, one_bank));
        CO_TRY(before, co_await tx.one(count_items));
        test::take(writer.execute("INSERT INTO test.item SELECT tenant_id, 99, 'late' FROM test.item WHERE id = 1"));
        CO_TRY(after, co_await tx.one(count_items));
        EXPECT_EQ(before.found, after.found);
        co_return co_await tx.commit();
    };
    test::take(run(attempt(pool, writer)));
}
