// Somebody who does not trust us checks a chain with psql and Python's standard library: tests/oracle/verify_chain.py.
#include "db/support/oracle.h"

#include <fmt/format.h>

#include "base/hex.h"
#include "db/seal/sealed_bank.h"

using namespace vouch;

namespace {

class Oracle : public test::sealed_bank {
protected:
    /// Exports the chain as it stands and lets Python check it.
    test::oracle_answer check(const std::string& arguments = {}) const {
        return test::exported_chain(conninfo(), whose.slug).ask("verify_chain.py", arguments);
    }
};

}  // namespace

TEST_F(Oracle, ComesToTheSameHeadWithoutALineOfOurs) {
    const auto head = anchor();
    const auto checked = check(fmt::format("--hash {}={}", head.seq, head.hash));
    EXPECT_EQ(checked.status, 0);
    EXPECT_EQ(checked.printed, fmt::format("4 change sets, 17 versions, head {}: 0 problems\n", head.hash));
}

TEST_F(Oracle, ReadsEveryTypeAndEveryTextAsWeDo) {
    auto app = session_as(db::role::app);
    const std::string awkward =
        "\"\\/\b\f\n\r\t\x01\x1f\x7f' \u0939\u093f\u0928\u094d\u0926\u0940 \u20b9 \U0001f512 \u2028 \ufffd";
    const auto import = random_uuid();
    test::take(test::write(
        app,
        whose.id,
        {.actor = awkward, .reason = awkward, .recorded_at = test::take(parse_instant("2027-01-01T00:00:00.000001Z"))},
        {{"UPDATE record.observation_text SET title = $2, condition = $2 || '          ' WHERE tenant_id = $1",
          db::parameters::of(whose.id, awkward)},
         {"UPDATE record.observation SET found_on = '0001-01-01', due_on = '9999-12-31', amount_at_risk_minor = $2, "
          "implemented_on = '0001-01-02', response_due_on = '1969-12-31' WHERE tenant_id = $1",
          db::parameters::of(whose.id, std::int64_t{9'223'372'036'854'775'807})},
         {"INSERT INTO record.import (tenant_id, id, source, mapping_hash, started_at) "
          "VALUES ($1, $2, '', '\\x00ff', '1969-12-31 23:59:59.999999+00')",
          db::parameters::of(whose.id, import)}}
    ));
    const auto head = anchor();
    const auto checked = check(fmt::format("--hash {}={}", head.seq, head.hash));
    EXPECT_EQ(checked.status, 0) << checked.printed;
    EXPECT_EQ(checked.printed, fmt::format("5 change sets, 22 versions, head {}: 0 problems\n", head.hash));
}

TEST_F(Oracle, NamesWhatIsAltered) {
    const auto head = anchor();
    tamper("UPDATE history.observation_version SET severity = 'LOW' WHERE tenant_id = {tenant} AND seq = 3");
    tamper("DELETE FROM snapshot.dashboard_snapshot WHERE tenant_id = {tenant} AND business_date = '2024-01-05'");
    tamper("UPDATE seal.change_set SET reason = 'because' WHERE tenant_id = {tenant} AND seq = 4");
    const auto checked = check("--hash 5=" + head.hash);
    EXPECT_NE(checked.status, 0);
    for (const auto& sentence :
         {"observation " + to_string(one) + " of change set 3 was altered",
          std::string("change set 4 has not the hash of its content"),
          std::string("snapshot 2024-01-05/1 of change set 4 is missing"),
          std::string("change set 5, whose hash was kept, is not there")}) {
        EXPECT_NE(checked.printed.find(sentence + "\n"), std::string::npos) << checked.printed;
    }
    EXPECT_NE(checked.printed.find(": 4 problems\n"), std::string::npos) << checked.printed;
}
