// The canonical bytes are computed twice, in SQL when they are sealed and in C++ when they are verified. Here they are
// held together: rows of every kind with every column filled, with awkward values, and with nulls.
#include "seal/canonical.h"

#include <algorithm>
#include <fmt/format.h>
#include <random>

#include "base/hex.h"
#include "base/json_text.h"
#include "db/batch_tx.h"
#include "db/support/bank.h"
#include "db/support/columns.h"
#include "seal/queries.h"

using namespace vouch;

namespace {

const std::vector<std::string> awkward_texts{
    "",
    " ",
    "\"",
    "\\",
    "\\u0041",
    "/",
    "'",
    "null",
    "\b\f\n\r\t",
    "\x01\x02\x03\x0b\x0e\x1b\x1f\x7f",
    "</script>",
    "\u0939\u093f\u0928\u094d\u0926\u0940 \u20b9 \u0964",
    "\U0001f512\U0001f468\u200d\U0001f469",
    "\u00e9 e\u0301",  // the same to the eye, not to a hash
    "\u2028\u2029\u202e\ufeff\ufffd\uffff",
    "\U0010fffd",
    std::string(20'000, 'x') + "\n",
};

/// Values of every type, drawn by a seed that a failure prints.
class drawing {
public:
    explicit drawing(std::uint64_t seed) : random_(seed) {}

    std::int64_t number(std::int64_t low, std::int64_t high) {
        return std::uniform_int_distribution<std::int64_t>(low, high)(random_);
    }
    bool chance(int in) { return number(1, in) == 1; }
    template <class T>
    const T& one_of(const std::vector<T>& all) {
        return all[static_cast<std::size_t>(number(0, static_cast<std::int64_t>(all.size()) - 1))];
    }

    std::string text() {
        std::string made = chance(2) ? one_of(awkward_texts) : std::string();
        for (auto left = number(0, 6); left > 0; --left) made += character();
        return made;
    }

    std::int64_t whole() {
        return chance(3) ? one_of(std::vector<std::int64_t>{0, -1, 1, INT64_MIN, INT64_MAX, -9'007'199'254'740'993})
                         : number(INT64_MIN, INT64_MAX);
    }

    /// A JSON document, with nulls, nested, with keys that sort differently by bytes and by UTF-16.
    std::string document(int depth = 0) {
        switch (number(0, depth < 4 ? 6 : 4)) {
            case 0: return "null";
            case 1: return chance(2) ? "true" : "false";
            case 2: return std::to_string(whole());
            case 3:
            case 4: return json_quoted(text());
            case 5: {
                std::string array = "[";
                for (auto left = number(0, 4); left > 0; --left) array += document(depth + 1) + (left > 1 ? ", " : "");
                return array + "]";
            }
            default: return object(depth);
        }
    }
    std::string object(int depth = 0) {
        const std::vector<std::string> keys{
            "", "a", "B", "b", "aa", "\U0001f512", "\ufffd", "\uffff", "\u00e9", "\"", "\n"
        };
        std::string made = "{";
        for (auto left = number(0, 8); left > 0; --left) {
            made +=
                json_quoted(chance(2) ? one_of(keys) : text()) + ": " + document(depth + 1) + (left > 1 ? ", " : "");
        }
        return made + "}";
    }

    /// A value of a type of PostgreSQL, as JSON that jsonb_populate_record reads.
    std::string value(const std::string& type) {
        if (type == "uuid")
            return json_quoted(fmt::format("{:08x}-0000-4000-8000-{:012x}", number(0, UINT32_MAX), number(0, 1L << 47))
            );
        if (type == "text") return json_quoted(text());
        if (type == "boolean") return chance(2) ? "true" : "false";
        if (type == "integer") return std::to_string(chance(3) ? INT32_MIN : number(INT32_MIN, INT32_MAX));
        if (type == "bigint") return std::to_string(whole());
        if (type == "date") return json_quoted(day());
        if (type == "timestamp with time zone") return json_quoted(moment());
        if (type == "bytea") return json_quoted("\\x" + one_of(std::vector<std::string>{"", "00", "ff00c3", "5c78"}));
        if (type == "jsonb") return object();
        ADD_FAILURE() << "no values of type " << type;
        return "null";
    }

private:
    std::string character() {
        const auto code = chance(2) ? number(1, 0xff) : chance(2) ? number(0xe000, 0xffff) : number(0x10000, 0x10ffff);
        std::string made;
        if (code < 0x80) return made + static_cast<char>(code);
        const auto tail = [code](int shift) { return static_cast<char>(0x80 | ((code >> shift) & 0x3f)); };
        if (code < 0x800) return made + static_cast<char>(0xc0 | (code >> 6)) + tail(0);
        if (code < 0x10000) return made + static_cast<char>(0xe0 | (code >> 12)) + tail(6) + tail(0);
        return made + static_cast<char>(0xf0 | (code >> 18)) + tail(12) + tail(6) + tail(0);
    }
    std::string day() {
        const std::vector<std::string> extremes{"0001-01-01", "9999-12-31", "1969-12-31", "1970-01-01", "2000-02-29"};
        return chance(2) ? one_of(extremes) : to_string(date(std::chrono::days(number(-719'000, 2'932'000))));
    }
    std::string moment() {
        const std::vector<std::string> extremes{
            "4713-01-02 00:00:00+00 BC",
            "0001-01-01 00:00:00+00",
            "1969-12-31 23:59:59.999999+00",
            "1970-01-01 00:00:00+00",
            "294246-12-31 23:59:59.999999+00",
            "1999-12-31 23:59:59.000001+00"
        };
        return chance(2)
                   ? one_of(extremes)
                   : to_string(
                         instant(std::chrono::microseconds(number(-60'000'000'000'000'000, 250'000'000'000'000'000)))
                     );
    }

    std::mt19937_64 random_;
};

class Canonical : public test::bank_database {
protected:
    void SetUp() override {
        bank_database::SetUp();
        if (IsSkipped()) return;
        on_ = std::make_unique<db::session>(admin());
        test::take(on_->execute("SET session_replication_role = replica"));
        RecordProperty("seed", std::to_string(test::test_seed()));
    }

    /// Writes a row into a table as JSON; what is not given is null.
    void insert(std::string_view table, const std::string& row) {
        test::take(on_->rows(
            fmt::format(
                "INSERT INTO {0} ({1}) SELECT {1} FROM jsonb_populate_record(NULL::{0}, $1)",
                table,
                test::written_columns(*on_, table)
            ),
            db::parameters::of(row)
        ));
    }

    enum class filled { all, none, some };

    /// A row with values for its columns beside those of its place.
    std::string row(drawing& draw, std::string_view table, const uuid& tenant, int seq, filled how) {
        auto made =
            fmt::format(R"({{"tenant_id": "{}", "seq": {}, "ordinal": {})", to_string(tenant), seq, seq % 7 + 1);
        const auto columns = test::take(on_->rows(
            "SELECT attname, format_type(atttypid, NULL), attnotnull FROM pg_attribute "
            "WHERE attrelid = $1::regclass AND attnum > 0 AND attgenerated = '' "
            "AND attname NOT IN ('tenant_id', 'seq', 'ordinal')",
            db::parameters::of(table)
        ));
        for (const auto& column : columns.rows) {
            const bool needed = column[2] == "t" || column[0] == "revised";  // which a revision has, of which there are
            if (!needed && (how == filled::none || (how == filled::some && draw.chance(2)))) continue;
            auto value = draw.value(column[1].value());
            if (column[0] == "revision") value = std::to_string(seq + 1);  // never the same twice
            if (column[0] == "origin") value = "\"observed\"";
            made += fmt::format(", {}: {}", json_quoted(column[0].value()), value);
        }
        return made + "}";
    }

    db::session& on() { return *on_; }

private:
    std::unique_ptr<db::session> on_;
};

}  // namespace

TEST_F(Canonical, RowsOfEveryKindAreTheSameTextInSqlAndHere) {
    SCOPED_TRACE(fmt::format("VOUCH_TEST_SEED={}", test::test_seed()));
    drawing draw(test::test_seed());
    const auto tenant = random_uuid();  // of nobody: the rows are seen by this test only
    constexpr int rows_each = 40;
    for (const auto& kind : seal::subject_kinds) {
        SCOPED_TRACE(kind.kind);
        for (int seq = 1; seq <= rows_each; ++seq) {
            const auto how = seq == 1 ? filled::all : seq == 2 ? filled::none : filled::some;
            if (kind.kind == "snapshot") {
                const auto snapshot = row(draw, "snapshot.dashboard_snapshot", tenant, seq, how);
                insert("snapshot.dashboard_snapshot", snapshot);
                insert("snapshot.change", snapshot);  // the columns that it has
            } else {
                insert(kind.version_table, row(draw, kind.version_table, tenant, seq, how));
            }
        }
    }

    db::pool batch(context, settings(db::role::batch));
    const auto read = [](db::pool& from, uuid tenant, const seal::subject_kind& kind
                      ) -> task<std::vector<std::string>> {
        CO_TRY(tx, co_await db::batch_tx::begin_read(from, {tenant}));
        CO_TRY(rows, co_await tx.raw(seal::versions_of(kind), db::parameters::of(tenant, 1, 1000)));
        std::vector<std::string> texts;
        for (std::size_t at = 0; at < rows.size(); ++at) {
            CO_TRY(text, seal::canonical(rows[at], kind.worked_out));
            texts.push_back(std::move(text));
        }
        co_return texts;
    };
    for (const auto& kind : seal::subject_kinds) {
        SCOPED_TRACE(kind.kind);
        const auto here = test::take(run(read(batch, tenant, kind)));
        const auto there = test::take(on().rows(
            fmt::format(
                "SELECT history.canonical(v) FROM {} AS v WHERE tenant_id = $1 ORDER BY seq, ordinal",
                kind.version_table
            ),
            db::parameters::of(tenant)
        ));
        ASSERT_EQ(here.size(), static_cast<std::size_t>(rows_each));
        ASSERT_EQ(there.rows.size(), here.size());
        for (std::size_t at = 0; at < here.size(); ++at) EXPECT_EQ(here[at], there.rows[at][0].value());
    }
    batch.close();
}

TEST_F(Canonical, DocumentsAreTheSameTextInSqlAndHere) {
    SCOPED_TRACE(fmt::format("VOUCH_TEST_SEED={}", test::test_seed()));
    drawing draw(test::test_seed());
    for (int i = 0; i < 300; ++i) {
        const auto given = draw.object();
        const auto found =
            test::take(on().rows("SELECT seal.canonical($1::jsonb), $1::jsonb::text", db::parameters::of(given)));
        const auto sealed = found.rows[0][0].value();
        EXPECT_EQ(test::take(seal::canonical_json(found.rows[0][1].value())), sealed) << given;
        EXPECT_EQ(test::take(seal::canonical_json(sealed)), sealed) << "the canonical form of itself";
    }
}

TEST_F(Canonical, KeysAreOrderedByTheirBytesAndNullsLeftOut) {
    // UTF-16 would put the lock (d83d dd12) before the replacement character (fffd).
    const auto* given = R"({"🔒": 1, "�": 2, "b": null, "a": [null, {"c": null}], "": {}})";
    const auto* expected = R"({"":{},"a":[null,{}],"�":2,"🔒":1})";
    EXPECT_EQ(test::cell(on(), "SELECT seal.canonical($1::jsonb)", db::parameters::of(given)), expected);
    EXPECT_EQ(test::take(seal::canonical_json(given)), expected);
}

TEST_F(Canonical, WhatHasNoCanonicalFormIsRefusedAndNotSealed) {
    for (const auto* given : {R"({"n": 1.5})", R"({"n": 1.0})", R"([{"n": -0.1}])", R"({"n": 1e-3})"}) {
        EXPECT_EQ(on().rows("SELECT seal.canonical($1::jsonb)", db::parameters::of(given)).error().sqlstate, "VO004")
            << given;
        EXPECT_FALSE(seal::canonical_json(given)) << given;
    }
    // Years before Christ and infinity have no form that is theirs alone.
    const auto bank = found();
    auto app = session_as(db::role::app);
    for (const auto* day : {"0044-03-15 BC", "infinity", "-infinity", "10000-01-01"}) {
        const auto written = test::write(
            app,
            bank.id,
            {.actor = "Asha"},
            {{"INSERT INTO record.branch (tenant_id, id, code, name, active_from) VALUES ($1, $2, 'X', 'Rome', $3)",
              db::parameters::of(bank.id, random_uuid(), day)}}
        );
        ASSERT_FALSE(written) << day;
        EXPECT_EQ(written.error().sqlstate, "VO004") << day;
    }
    EXPECT_EQ(
        test::cell(on(), "SELECT count(*) FROM record.branch WHERE tenant_id = $1", db::parameters::of(bank.id)), "0"
    );
    // A session in a zone without this day writes it down all the same.
    test::take(on().execute("SET TimeZone = 'Pacific/Apia'"));
    EXPECT_EQ(test::cell(on(), "SELECT seal.date_text('2011-12-30')"), "2011-12-30");
}

TEST_F(Canonical, ChangeSetsHaveTheSameHashInSqlAndHere) {
    SCOPED_TRACE(fmt::format("VOUCH_TEST_SEED={}", test::test_seed()));
    drawing draw(test::test_seed());
    for (int i = 0; i < 100; ++i) {
        const auto tenant = random_uuid();
        seal::change_set link{
            draw.number(1, INT64_MAX),
            instant(std::chrono::microseconds(draw.number(-1'000'000'000'000'000, 9'000'000'000'000'000))),
            draw.text(),
            draw.text(),
            {},
            db::bytes(32, static_cast<std::byte>(i)),
            {}
        };
        std::vector<std::string> kinds, ids;
        std::vector<db::bytes> digests;
        for (auto left = draw.number(0, 5); left > 0; --left) {
            kinds.push_back(draw.text());
            ids.push_back(draw.text());
            digests.emplace_back(static_cast<std::size_t>(draw.number(0, 32)), static_cast<std::byte>(left));
            link.changes.push_back({kinds.back(), ids.back(), digests.back()});
        }
        const auto there = test::cell(
            on(),
            "SELECT encode(seal.change_set_hash($1, $2, $3, $4, $5, $6, $7, $8, $9), 'hex')",
            db::parameters::of(
                tenant, link.seq, link.recorded_at, link.actor, link.reason, kinds, ids, digests, link.previous_hash
            )
        );
        EXPECT_EQ(to_string(seal::hash_of(tenant, link)), there);
    }
}
