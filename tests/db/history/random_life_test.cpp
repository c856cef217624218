// The state of every row at every instant, as known at every sequence number, against a model in plain memory.
#include "db/history/random_life.h"

#include <boost/json.hpp>
#include <fmt/format.h>

#include "db/batch_tx.h"
#include "metric/queries.h"

using namespace vouch;
using namespace std::chrono_literals;

namespace {

constexpr int steps = 26;
const instant year_begins = *parse_instant("2024-03-01T00:00:00Z");

class RandomLife : public test::bank_database {
protected:
    test::random_life live(std::uint64_t seed, bool simulated) {
        auto bank =
            found({.simulated = simulated, .recorded_at = simulated ? std::optional(year_begins - 24h) : std::nullopt});
        test::random_life life(
            session_as(db::role::app), bank, simulated, year_begins, {year_begins - 240h, year_begins - 5h}, seed
        );
        for (int i = 0; i < steps; ++i) {
            SCOPED_TRACE(fmt::format("step {}", i));
            life.step();
        }
        return life;
    }
};

/// Pairs of (effective before, known).
struct questions {
    std::vector<instant> effective_before;
    std::vector<std::int64_t> known_seq;

    /// Dates for them; no severity hangs on the date, only on what is effective before its end.
    std::vector<date> days() const {
        std::vector<date> all;
        for (const auto end : effective_before) all.push_back(floor<std::chrono::days>(end));
        return all;
    }
};

questions everything_of_interest(const test::history_model& model) {
    std::set<instant> moments{year_begins - 1000h, year_begins - 77h - 3us, *parse_instant("2100-01-01T00:00:00Z")};
    for (const auto moment : model.moments()) moments.insert({moment - 1us, moment, moment + 1us});
    questions all;
    for (std::int64_t known = 0; known <= model.head() + 1; ++known) {
        for (const auto moment : moments) {
            all.effective_before.push_back(moment);
            all.known_seq.push_back(known);
        }
    }
    return all;
}

/// "id fact|fact|...", a line for each row of a table that is there.
std::string state_of(const test::history_model& model, test::table wanted, instant before, std::int64_t known) {
    std::string text;
    for (const auto& row : model.rows()) {
        const auto* state = row.first == wanted ? model.state(row, before, known) : nullptr;
        if (!state || state->deleted) continue;
        text += (text.empty() ? "" : "\n") + to_string(row.second);
        for (const auto& [name, value] : state->values) text += "|" + value.value_or("-");
    }
    return text;
}

constexpr std::string_view states = R"(
    SELECT (SELECT string_agg(concat_ws('|', id, {1}), E'\n' ORDER BY id)
              FROM (SELECT DISTINCT ON (v.id) v.*
                      FROM history.{0} AS v
                     WHERE v.tenant_id = $1 AND v.effective_at < asked.before AND v.seq <= asked.known
                     ORDER BY v.id, v.effective_at DESC, v.seq DESC, v.ordinal DESC) AS state
             WHERE NOT deleted)
      FROM unnest($2::timestamptz[], $3::bigint[]) WITH ORDINALITY AS asked(before, known, place)
     ORDER BY asked.place)";

void expect_states_agree(
    test::random_life& life, test::table which, const std::string& from, const std::string& facts
) {
    const auto asked = everything_of_interest(life.model());
    test::take(test::begin_write(life.app(), life.of().id, {}));
    EXPECT_EQ(
        test::cell(
            life.app(),
            fmt::format("SELECT count(*) FROM history.{} WHERE tenant_id = $1", from),
            db::parameters::of(life.of().id)
        ),
        std::to_string(life.model().versions(which))
    ) << "no version more than the rule asks for";
    const auto found = test::take(life.app().rows(
        fmt::format(states, from, facts), db::parameters::of(life.of().id, asked.effective_before, asked.known_seq)
    ));
    test::take(life.app().execute("ROLLBACK"));
    ASSERT_EQ(found.rows.size(), asked.known_seq.size());
    for (std::size_t i = 0; i < found.rows.size(); ++i) {
        ASSERT_EQ(
            found.rows[i][0].value_or(""), state_of(life.model(), which, asked.effective_before[i], asked.known_seq[i])
        ) << "effective before "
          << to_string(asked.effective_before[i]) << ", known " << asked.known_seq[i];
    }
}

/// The metrics counted from the model.
boost::json::object counted(const test::history_model& model, instant before, std::int64_t known) {
    std::map<std::string, int> counts;
    for (const auto& row : model.rows()) {
        const auto* state = row.first == test::table::observation ? model.state(row, before, known) : nullptr;
        if (!state || state->deleted) continue;
        const auto& status = *state->values.at("status");
        const bool outstanding = status == "ISSUED" || status == "RESPONSE" || status == "COMPLIANCE";
        const bool in_preparation = status == "DRAFT" || status == "SUBMITTED" || status == "REVIEWED";
        if (outstanding) {
            ++counts["total_open"];
            ++counts[*state->values.at("severity")];
        }
        if (in_preparation) ++counts["in_preparation"];
        if (status == "RISK_ACCEPTED") ++counts["risk_accepted"];
        if (status == "CLOSED") ++counts["closed"];
        if (!in_preparation && status != "WITHDRAWN") ++counts["total"];
    }
    return {
        {"severity",
         {{"critical_open", counts["CRITICAL"]},
          {"high_open", counts["HIGH"]},
          {"medium_open", counts["MEDIUM"]},
          {"low_open", counts["LOW"]},
          {"total_open", counts["total_open"]},
          {"in_preparation", counts["in_preparation"]},
          {"risk_accepted", counts["risk_accepted"]},
          {"closed", counts["closed"]},
          {"total", counts["total"]}}}
    };
}

task<std::vector<metric::instant_row>> ask(db::pool& batch, uuid tenant, questions asked) {
    CO_TRY(tx, co_await db::batch_tx::begin_read(batch, {tenant}));
    co_return co_await tx.rows(
        metric::ask(metric::current_definition()),
        std::vector(asked.known_seq.size(), tenant),
        asked.days(),
        asked.effective_before,
        asked.known_seq
    );
}

/// The same, planned without any index: the order of an index must not stand in for the order that is asked for.
std::vector<metric::instant_row> ask_without_indexes(db::session& batch, const uuid& tenant, const questions& asked) {
    test::take(
        batch.execute("BEGIN; SET LOCAL enable_indexscan = off; SET LOCAL enable_indexonlyscan = off; SET LOCAL "
                      "enable_bitmapscan = off")
    );
    test::take(batch.rows("SELECT tenant.enter_batch($1)", db::parameters::of(std::vector{tenant})));
    const auto found = test::take(batch.rows(
        metric::ask(metric::current_definition()).sql.text,
        db::parameters::of(
            std::vector(asked.known_seq.size(), tenant), asked.days(), asked.effective_before, asked.known_seq
        )
    ));
    test::take(batch.execute("ROLLBACK"));
    std::vector<metric::instant_row> answers;
    for (const auto& row : found.rows) answers.push_back({std::stoll(*row.at(0)), row.at(1)});
    return answers;
}

/// One chain without gaps, in the order of time; nothing effective after it was recorded; the present is what the last
/// version says, and what the model says.
void expect_chain_holds_together(db::session& admin, test::random_life& life) {
    const auto tenant = db::parameters::of(life.of().id);
    const auto& model = life.model();
    EXPECT_EQ(
        test::cell(admin, "SELECT count(*) || ' ' || max(seq) FROM seal.change_set WHERE tenant_id = $1", tenant),
        fmt::format("{0} {0}", model.head())
    );
    EXPECT_EQ(
        test::cell(
            admin,
            R"(
        SELECT count(*) FROM (SELECT recorded_at > lag(recorded_at) OVER (ORDER BY seq) AS later
                                FROM seal.change_set WHERE tenant_id = $1) AS link WHERE NOT later)",
            tenant
        ),
        "0"
    );
    EXPECT_EQ(
        test::cell(
            admin,
            R"(
        SELECT count(*) FROM history.observation_version AS v JOIN seal.change_set AS c USING (tenant_id, seq)
         WHERE v.tenant_id = $1 AND v.effective_at > c.recorded_at)",
            tenant
        ),
        "0"
    );
    EXPECT_EQ(
        test::cell(
            admin,
            R"(
        SELECT count(*) FROM seal.change_set AS c WHERE tenant_id = $1 AND seq > 1 AND cardinality(kinds) <>
               (SELECT count(*) FROM history.observation_version AS v WHERE v.tenant_id = $1 AND v.seq = c.seq)
               + (SELECT count(*) FROM history.observation_text_version AS v
                   WHERE v.tenant_id = $1 AND v.seq = c.seq))",
            tenant
        ),
        "0"
    );
    EXPECT_EQ(test::cell(admin, "SELECT count(*) FROM history.differences($1)", tenant), "0");
    EXPECT_EQ(
        test::cell(
            admin,
            R"(
        SELECT coalesce(string_agg(concat_ws('|', id, coalesce(closed_at::text, '-'), coalesce(due_on::text, '-'),
                                             coalesce(issued_at::text, '-'), coalesce(original_due_on::text, '-'),
                                             severity, status), E'\n' ORDER BY id), '')
          FROM record.observation WHERE tenant_id = $1)",
            tenant
        ),
        state_of(model, test::table::observation, instant::max(), model.head())
    );
}

/// What came in less what went out is what is there: the roll-forward balances at every instant, for every severity.
void expect_steps_lead_to_what_stands(const boost::json::value& metrics) {
    const auto& steps = metrics.at("roll_forward");
    for (const std::string severity : {"critical", "high", "medium", "low"}) {
        auto sum = [&](std::initializer_list<const char*> names) {
            std::int64_t total = 0;
            for (const auto* name : names) total += steps.at(severity + name).as_int64();
            return total;
        };
        const auto in = sum({"_issued", "_reopened", "_returned", "_reclassified_in"});
        const auto out = sum({"_reclassified_out", "_closed", "_no_longer_valid", "_risk_accepted", "_deleted"});
        EXPECT_EQ(in - out, metrics.at("severity").at(severity + "_open").as_int64()) << severity;
    }
}

void expect_metrics_agree(
    const test::random_life& life, const questions& asked, const std::vector<metric::instant_row>& found
) {
    ASSERT_EQ(found.size(), asked.known_seq.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
        if (asked.known_seq[i] == 0) {
            ASSERT_FALSE(found[i].metrics) << "nothing was known";
            continue;
        }
        ASSERT_TRUE(found[i].metrics);
        SCOPED_TRACE(
            fmt::format("effective before {}, known {}", to_string(asked.effective_before[i]), asked.known_seq[i])
        );
        const auto metrics = boost::json::parse(*found[i].metrics);
        const auto counts = counted(life.model(), asked.effective_before[i], asked.known_seq[i]);
        ASSERT_EQ(metrics.at("severity"), counts.at("severity"));
        expect_steps_lead_to_what_stands(metrics);
    }
}

}  // namespace

TEST_F(RandomLife, IsWhatTheModelSaysAtEveryInstantAndEveryKnowledge) {
    fmt::print("seed {}\n", test::test_seed());
    SCOPED_TRACE(fmt::format("VOUCH_TEST_SEED={}", test::test_seed()));
    auto above_walls = admin();
    db::pool batch(context, settings(db::role::batch));
    auto batch_session = session_as(db::role::batch);
    int accepted = 0, refused = 0, contradicted = 0;
    for (unsigned round = 0; round < 10 && !HasFailure(); ++round) {
        SCOPED_TRACE(fmt::format("round {}", round));
        auto life = live(test::test_seed() + round, round % 3 != 0);
        expect_states_agree(
            life,
            test::table::observation,
            "observation_version",
            "coalesce(closed_at::text, '-'), coalesce(due_on::text, '-'), coalesce(issued_at::text, '-'),"
            " coalesce(original_due_on::text, '-'), severity, status"
        );
        expect_states_agree(life, test::table::observation_text, "observation_text_version", "title");
        expect_chain_holds_together(above_walls, life);
        const auto asked = everything_of_interest(life.model());
        expect_metrics_agree(life, asked, test::take(run(ask(batch, life.of().id, asked))));
        if (round < 4) expect_metrics_agree(life, asked, ask_without_indexes(batch_session, life.of().id, asked));
        accepted += life.accepted();
        refused += life.refused();
        contradicted += life.contradicted();
    }
    // Lives where little happens show little.
    EXPECT_GT(accepted, 120);
    EXPECT_GT(contradicted, 10);
    EXPECT_GT(refused, contradicted + 10);
    fmt::print("{} accepted, {} refused, of which {} contradicted what is known\n", accepted, refused, contradicted);
}
