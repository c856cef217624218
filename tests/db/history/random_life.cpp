#include "db/history/random_life.h"

#include <algorithm>
#include <fmt/format.h>

namespace vouch::test {

using namespace std::chrono_literals;

namespace {

constexpr int observations = 5;
const std::vector<std::string> statuses{
    "DRAFT",
    "SUBMITTED",
    "REVIEWED",
    "WITHDRAWN",
    "ISSUED",
    "RESPONSE",
    "COMPLIANCE",
    "CLOSED",
    "NO_LONGER_VALID",
    "RISK_ACCEPTED"
};
const std::vector<std::string> severities{"LOW", "MEDIUM", "HIGH", "CRITICAL"};
const std::vector<std::string> due_dates{"2024-06-30", "2024-12-31", "2025-03-31"};
const std::vector<std::string> titles{"Cash count not signed", "Keys of the vault shared", "Limits exceeded"};
const std::vector<std::chrono::microseconds> pauses{0us, 1us, 1s, 1h, 24h, 70h};

}  // namespace

/// A transaction in the making.
struct random_life::attempt {
    db::author by;
    instant recorded_at;            // the real one of a real tenant comes after the commit
    bool is_backwards = false;      // supplies a time before what is recorded
    bool rows_state_it = false;     // effective = 'rows'
    std::optional<instant> stated;  // effective = an instant
    std::vector<change> changes;
    std::vector<sql> statements;
    bool has_unstatable_delete = false;
    bool deletes_an_observation = false;
    bool overwrites_original_due_date = false;
    history_model after;  // the changes so far
    bool accepted = true;
};

random_life::random_life(
    db::session app, bank of, bool simulated, instant begins_at, std::vector<instant> favourites, std::uint64_t seed
)
    : app_(std::move(app)),
      of_(std::move(of)),
      simulated_(simulated),
      favourites_(std::move(favourites)),
      random_(seed),
      model_(chain_head().first),
      clock_(begins_at) {
    for (int i = 0; i < observations; ++i) ids_.push_back(random_uuid());
}

std::pair<std::int64_t, instant> random_life::chain_head() {
    take(begin_write(app_, of_.id, {}));
    const auto found = take(app_.rows(
        "SELECT seq, to_char(recorded_at, 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') FROM seal.head WHERE tenant_id = $1",
        db::parameters::of(of_.id)
    ));
    take(app_.execute("ROLLBACK"));
    const auto& row = found.rows.at(0);
    return {std::stoll(*row.at(0)), take(parse_instant(*row.at(1)))};
}

instant random_life::stated_for(const row_name& row, instant recorded_at) {
    if (chance(4)) return recorded_at + any_of<std::chrono::microseconds>({1us, 24h}) + (simulated_ ? 0h : 24h);
    const auto known = model_.moments(row);
    instant chosen = recorded_at - std::chrono::seconds(below(40 * 86'400));
    if (!known.empty() && chance(50)) {
        chosen = *std::next(known.begin(), static_cast<std::ptrdiff_t>(below(known.size()))) +
                 any_of<std::chrono::microseconds>({-1us, 0us, 0us, 1us});
    } else if (!favourites_.empty() && chance(70)) {
        chosen = any_of(favourites_);
    }
    return std::min(chosen, recorded_at);
}

facts random_life::with_status(facts of, std::string status) {
    const auto before_issue = std::find(statuses.begin(), statuses.end(), status) < statuses.begin() + 4;
    of["issued_at"] = before_issue ? std::nullopt : std::optional<std::string>("2019-03-01 00:00:00+00");
    of["closed_at"] = status == "CLOSED" ? std::optional<std::string>("2019-05-01 00:00:00+00") : std::nullopt;
    of["status"] = std::move(status);
    return of;
}

facts random_life::changed_observation(const facts& was) {
    auto becomes = was;
    const auto what = below(100);
    if (what < 45) return with_status(was, any_of(statuses));
    if (what < 70)
        becomes["severity"] = any_of(severities);
    else if (what < 90)
        becomes["due_on"] = chance(20) ? std::nullopt : std::optional(any_of(due_dates));
    else if (what < 97)
        becomes["original_due_on"] = any_of(due_dates);
    return becomes;  // or nothing changes
}

void random_life::add_row_change(attempt& to, const row_name& row, const facts& values, bool deletes) {
    const auto* present = to.after.present(row);
    std::optional<instant> stated = to.stated;
    if (to.rows_state_it && chance(70)) stated = stated_for(row, to.recorded_at);
    to.changes.push_back({row, values, deletes, stated});
    const auto& tenant = of_.id;
    const auto table_name = row.first == table::observation ? "record.observation" : "record.observation_text";
    db::parameters given = db::parameters::of(tenant, row.second);
    if (deletes) {
        to.has_unstatable_delete |= to.rows_state_it;
        to.deletes_an_observation |= row.first == table::observation;
        to.statements.push_back({fmt::format("DELETE FROM {} WHERE tenant_id = $1 AND id = $2", table_name), given});
        return;
    }
    std::string names, places, settings;
    int place = 3;
    const auto add = [&](const std::string& name) {
        names += ", " + name;
        places += fmt::format(", ${}", place);
        settings += fmt::format("{}{} = ${}", settings.empty() ? "" : ", ", name, place++);
    };
    for (const auto& [name, value] : values) {
        add(name);
        given.add(value);
    }
    add("effective_at");
    given.add(stated);
    if (!present) {
        to.statements.push_back(
            {fmt::format("INSERT INTO {} (tenant_id, id{}) VALUES ($1, $2{})", table_name, names, places), given}
        );
        return;
    }
    if (row.first == table::observation && present->at("original_due_on")) {
        to.overwrites_original_due_date |= present->at("original_due_on") != values.at("original_due_on");
    }
    to.statements.push_back(
        {fmt::format("UPDATE {} SET {} WHERE tenant_id = $1 AND id = $2", table_name, settings), given}
    );
}

/// One statement over several rows, each of which may state its own instant.
void random_life::add_severity_of_several(attempt& to) {
    std::vector<uuid> some;
    std::vector<std::optional<instant>> since;
    const auto severity = any_of(severities);
    for (const auto& id : ids_) {
        const row_name row{table::observation, id};
        const auto* present = to.after.present(row);
        if (!present || chance(30)) continue;
        auto stated = to.rows_state_it && chance(70) ? std::optional(stated_for(row, to.recorded_at)) : to.stated;
        auto becomes = *present;
        becomes["severity"] = severity;
        to.changes.push_back({row, becomes, false, stated});
        some.push_back(id);
        since.push_back(stated);
    }
    to.statements.push_back(
        {"UPDATE record.observation AS o SET severity = $3, effective_at = wanted.since"
         "  FROM unnest($2::uuid[], $4::timestamptz[]) AS wanted(id, since)"
         " WHERE o.tenant_id = $1 AND o.id = wanted.id",
         db::parameters::of(of_.id, some, severity, since)}
    );
}

void random_life::add_statement(attempt& to) {
    const auto& id = any_of(ids_);
    const row_name observation{table::observation, id};
    const row_name text{table::observation_text, id};
    const auto* present = to.after.present(observation);
    if (!present) {
        const facts blank{{"due_on", any_of(due_dates)}, {"original_due_on", {}}, {"severity", any_of(severities)}};
        return add_row_change(to, observation, with_status(blank, any_of(statuses)), false);
    }
    const auto what = below(100);
    if (what < 12) {
        // The words go first, because they refer to the observation.
        if (to.after.present(text)) return add_row_change(to, text, {}, true);
        add_row_change(to, observation, {}, true);
    } else if (what < 24) {
        add_row_change(to, text, {{"title", any_of(titles)}}, false);
    } else if (what < 34) {
        add_severity_of_several(to);
    } else {
        add_row_change(to, observation, changed_observation(*present), false);
    }
}

/// What the rules say of the attempt; after: the model behind it.
bool random_life::predict(const attempt& of, history_model& after) const {
    after = model_;
    if (of.has_unstatable_delete || of.overwrites_original_due_date) return false;
    if (of.deletes_an_observation && of.by.reason.empty()) return false;
    if (!after.record(of.changes, of.recorded_at, !of.by.reason.empty())) return false;
    const bool changes_something = after.head() != model_.head();
    const bool may_change = !of.by.actor.empty() && !of.is_backwards && (simulated_ || !of.by.recorded_at);
    return may_change || !changes_something;
}

void random_life::step() {
    const auto head_at = chain_head().second;
    attempt next{.by = {.actor = chance(97) ? "auditor" : ""}, .after = model_};
    if (chance(93)) next.by.reason = "correction";
    if (simulated_) {
        clock_ = std::max(clock_ + any_of(pauses), head_at);
        next.is_backwards = chance(3);
        next.by.recorded_at = next.is_backwards ? head_at - 1us : clock_;
        next.recorded_at = std::max(clock_, head_at + 1us);
    } else {
        next.recorded_at = std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
        if (chance(3)) next.by.recorded_at = next.recorded_at;
    }
    const auto mode = below(100);
    if (mode < 35) {
        next.stated = stated_for({table::observation, any_of(ids_)}, next.recorded_at);
        next.by.effective = to_string(*next.stated);
    } else if (mode < 60) {
        next.rows_state_it = true;
        next.by.effective = "rows";
    }
    for (auto statements = below(3) + 1; statements > 0 && next.accepted; --statements) {
        add_statement(next);
        next.accepted = predict(next, next.after);
    }

    const auto outcome = write(app_, of_.id, next.by, next.statements);
    EXPECT_EQ(outcome.has_value(), next.accepted) << app_.server_words();
    if (!outcome) {
        const auto& state = outcome.error().sqlstate;
        EXPECT_TRUE(state == "VO001" || state == "VO002") << app_.server_words();
        if (app_.server_words().contains("it changed again effective")) ++contradicted_;
    }
    const auto [head, recorded_at] = chain_head();
    if (outcome && next.accepted) {
        const bool changed_something = next.after.head() != model_.head();
        if (changed_something && simulated_) EXPECT_EQ(recorded_at, next.recorded_at);
        if (changed_something && !simulated_) {
            next.recorded_at = recorded_at;  // the database's clock has decided; the same attempt with its time
            EXPECT_TRUE(predict(next, next.after));
        }
        EXPECT_EQ(recorded_at > head_at, changed_something);
        model_ = next.after;
    } else {
        EXPECT_EQ(recorded_at, head_at);
    }
    EXPECT_EQ(head, model_.head());
    ++(next.accepted ? accepted_ : refused_);
}

}  // namespace vouch::test
