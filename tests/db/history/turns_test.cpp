// Writers of one tenant take turns before they touch a row: whatever they touch, and in whatever order, none is refused
// for the sake of another, and nobody who reads waits for them.
#include <algorithm>
#include <fmt/format.h>
#include <future>

#include "db/support/bank.h"

using namespace vouch;

namespace {

const db::author auditor{.actor = "auditor", .reason = "correction"};

class Turns : public test::bank_database {
protected:
    void SetUp() override {
        bank_database::SetUp();
        if (IsSkipped()) return;
        all.emplace(admin());
        bank = found();
        auto app = session_as(db::role::app);
        for (const auto& id : {one, two, branch}) {
            auto rows = id == branch ? std::vector{add_branch()} : test::add_observation(bank.id, id);
            test::take(test::write(app, bank.id, auditor, rows));
        }
    }

    test::sql add_branch() const {
        return {
            "INSERT INTO record.branch (tenant_id, id, code, name) VALUES ($1, $2, 'B1', 'Nashik')",
            db::parameters::of(bank.id, branch)
        };
    }
    test::sql set_severity(const uuid& id, std::string value) const {
        return {
            "UPDATE record.observation SET severity = $3 WHERE tenant_id = $1 AND id = $2",
            db::parameters::of(bank.id, id, value)
        };
    }
    /// Touches a row that no version follows from: the column is kept in the present only.
    test::sql touch(const uuid& id) const {
        return {
            "UPDATE record.observation SET version = version + 1 WHERE tenant_id = $1 AND id = $2",
            db::parameters::of(bank.id, id)
        };
    }
    test::sql rename_branch(int n) const {
        return {
            "UPDATE record.branch SET name = $3 WHERE tenant_id = $1 AND id = $2",
            db::parameters::of(bank.id, branch, fmt::format("Nashik {}", n))
        };
    }
    test::sql new_observation_of_the_branch() const {
        return {
            "INSERT INTO record.observation (tenant_id, id, severity, branch_id) VALUES ($1, $2, 'LOW', $3)",
            db::parameters::of(bank.id, random_uuid(), branch)
        };
    }
    test::sql remember(const uuid& row, int n) const {
        return {
            "INSERT INTO record.source_row (tenant_id, id, digest) VALUES ($1, $2, sha256($3::text::bytea))"
            "    ON CONFLICT (tenant_id, id) DO UPDATE SET digest = excluded.digest",
            db::parameters::of(bank.id, row, std::to_string(n))
        };
    }
    std::int64_t head() {
        return std::stoll(
            test::cell(*all, "SELECT seq FROM seal.head WHERE tenant_id = $1", db::parameters::of(bank.id))
        );
    }

    std::optional<db::session> all;
    test::bank bank;
    const uuid one = random_uuid(), two = random_uuid(), branch = random_uuid();
};

}  // namespace

TEST_F(Turns, AWriterTouchesNoRowWhileAnotherHasTheTurn) {
    auto first = session_as(db::role::app), second = session_as(db::role::app);
    const auto before = head();
    const auto set_one = set_severity(one, "LOW"), set_two = set_severity(two, "LOW");
    test::take(test::begin_write(first, bank.id, auditor));
    test::take(first.rows(set_one.text, set_one.values));
    const std::vector of_the_second{set_severity(two, "CRITICAL"), set_severity(one, "CRITICAL")};
    auto waiting = std::async(std::launch::async, [&] { return test::write(second, bank.id, auditor, of_the_second); });
    EXPECT_TRUE(waits(second.backend_pid()));
    test::take(first.rows(set_two.text, set_two.values));
    test::take(first.execute("COMMIT"));
    test::take(waiting.get());
    EXPECT_EQ(head(), before + 2);
    EXPECT_EQ(
        test::cell(
            *all,
            "SELECT string_agg(severity, ' ') FROM record.observation WHERE tenant_id = $1",
            db::parameters::of(bank.id)
        ),
        "CRITICAL CRITICAL"
    );
}

// Without turns a round deadlocks about as often as not, and PostgreSQL ends one of the two after a second.
TEST_F(Turns, NoneIsRefusedInWhateverOrderTheyTouchRows) {
    constexpr int rounds = 60;
    const auto before = head();
    const auto write_rounds = [&](bool reversed) {
        auto app = session_as(db::role::app);
        std::vector<std::string> refused;
        for (int n = 0; n < rounds; ++n) {
            const auto severity = n % 2 == 0 ? (reversed ? "LOW" : "HIGH") : (reversed ? "MEDIUM" : "CRITICAL");
            std::vector statements{
                set_severity(one, severity),
                rename_branch(2 * n + reversed),
                remember(one, 2 * n + reversed),
                new_observation_of_the_branch(),
                touch(two),
                remember(two, 2 * n + reversed),
                set_severity(two, severity)
            };
            std::ranges::rotate(statements, statements.begin() + n % 7);
            if (reversed) std::ranges::reverse(statements);
            if (const auto done = test::write(app, bank.id, auditor, statements); !done) {
                refused.push_back(fmt::format("round {}: {} {}", n, done.error().sqlstate, app.server_words()));
            }
        }
        return refused;
    };
    auto forwards = std::async(std::launch::async, write_rounds, false);
    auto backwards = std::async(std::launch::async, write_rounds, true);
    EXPECT_EQ(forwards.get(), std::vector<std::string>());
    EXPECT_EQ(backwards.get(), std::vector<std::string>());
    EXPECT_EQ(head(), before + 2 * rounds);
    EXPECT_EQ(test::cell(*all, "SELECT count(*) FROM history.differences($1)", db::parameters::of(bank.id)), "0");
}

TEST_F(Turns, NobodyWhoReadsWaits) {
    auto writer = session_as(db::role::app), reader = session_as(db::role::app);
    const auto set_one = set_severity(one, "LOW");
    test::take(test::begin_write(writer, bank.id, auditor));
    test::take(writer.rows(set_one.text, set_one.values));
    test::take(reader.execute("SET lock_timeout = '1ms'"));
    test::take(reader.execute("BEGIN"));
    test::take(reader.rows("SELECT tenant.enter($1)", db::parameters::of(bank.id)));
    for (const auto* text :
         {"SELECT severity FROM record.observation WHERE tenant_id = $1",
          "SELECT severity FROM history.observation_version WHERE tenant_id = $1",
          "SELECT seq FROM seal.head WHERE tenant_id = $1",
          "SELECT seq FROM seal.change_set WHERE tenant_id = $1"}) {
        EXPECT_FALSE(test::take(reader.rows(text, db::parameters::of(bank.id))).rows.empty()) << text;
    }
    test::take(reader.execute("COMMIT"));
    test::take(writer.execute("ROLLBACK"));
}

TEST_F(Turns, AWriterThatGivesUpHalfWayKeepsItsTurnAsLongAsItKeepsRows) {
    auto first = session_as(db::role::app), second = session_as(db::role::app);
    const auto set_one = set_severity(one, "LOW"), set_two = set_severity(two, "LOW");
    test::take(test::begin_write(first, bank.id, auditor));
    test::take(first.rows(set_one.text, set_one.values));
    test::take(first.execute("SAVEPOINT half_way"));
    test::take(first.rows(set_two.text, set_two.values));
    test::take(first.execute("ROLLBACK TO half_way"));
    const std::vector of_the_second{set_severity(two, "CRITICAL")};
    auto waiting = std::async(std::launch::async, [&] { return test::write(second, bank.id, auditor, of_the_second); });
    EXPECT_TRUE(waits(second.backend_pid()));
    test::take(first.rows(set_two.text, set_two.values));
    test::take(first.execute("COMMIT"));
    test::take(waiting.get());
}
