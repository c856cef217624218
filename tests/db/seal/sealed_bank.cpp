#include "db/seal/sealed_bank.h"

#include <fmt/format.h>

#include "db/fill_template.h"
#include "snapshot/replay.h"
#include "snapshot/verify.h"

namespace vouch::test {

namespace {

void no_report(std::int64_t, std::int64_t) {}

instant moment(std::string_view text) {
    return take(parse_instant(text));
}

}  // namespace

void sealed_bank::SetUp() {
    bank_database::SetUp();
    if (IsSkipped()) return;
    whose = found({.simulated = true, .recorded_at = moment("2024-01-01T00:00:00Z")});
    one = random_uuid();
    two = random_uuid();
    auto observations = add_observation(whose.id, one);
    for (auto& each : add_observation(whose.id, two, {.severity = "LOW", .title = "A key was lost"})) {
        observations.push_back(std::move(each));
    }
    auto app = session_as(db::role::app);
    take(write(app, whose.id, {.actor = "Asha", .recorded_at = moment("2024-01-02T00:00:00Z")}, observations));
    take(write(
        app,
        whose.id,
        {.actor = "Ravi", .recorded_at = moment("2024-01-03T00:00:00Z")},
        {{"UPDATE record.observation SET severity = 'CRITICAL' WHERE tenant_id = $1 AND id = $2",
          db::parameters::of(whose.id, one)}}
    ));
    db::pool batch(context, settings(db::role::batch));
    const snapshot::day_range days{take(parse_date("2024-01-05")), take(parse_date("2024-01-14"))};
    take(run(snapshot::replay(batch, whose.id, days, moment("2024-02-01T00:00:00Z"), "replayer", no_report)));
    batch.close();
}

std::int64_t sealed_bank::tamper(std::string_view text) {
    auto on = admin();
    take(on.execute("SET session_replication_role = replica"));
    const auto quoted = [](const uuid& id) { return "'" + to_string(id) + "'"; };
    const auto filled =
        db::fill_template(text, {{"tenant", quoted(whose.id)}, {"one", quoted(one)}, {"two", quoted(two)}});
    return std::stoll(cell(on, "WITH touched AS (" + filled + " RETURNING 1) SELECT count(*) FROM touched"));
}

std::vector<std::string> sealed_bank::problems(std::optional<seal::anchored_head> anchor) {
    db::pool batch(context, settings(db::role::batch));
    auto all = take(run(seal::verify(batch, whose.id, std::move(anchor), no_report))).problems;
    auto numbers = take(run(snapshot::verify_metrics(batch, whose.id, no_report))).problems;
    batch.close();
    all.insert(all.end(), numbers.begin(), numbers.end());
    return all;
}

seal::anchored_head sealed_bank::anchor() {
    db::pool batch(context, settings(db::role::batch));
    auto heads = take(run(seal::current_heads(batch, {{whose.id, whose.slug, "A bank", true, true}})));
    batch.close();
    return heads.at(0);
}

std::string sealed_bank::change_set(std::int64_t seq) {
    auto on = admin();
    return cell(
        on,
        R"(SELECT format('change set %s of %s by %s', seq, to_char(recorded_at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), actor)
             FROM seal.change_set WHERE tenant_id = $1 AND seq = $2)",
        db::parameters::of(whose.id, seq)
    );
}

std::string sealed_bank::short_hash(std::int64_t seq) {
    auto on = admin();
    return cell(
        on,
        "SELECT left(encode(hash, 'hex'), 16) || '..' FROM seal.change_set WHERE tenant_id = $1 AND seq = $2",
        db::parameters::of(whose.id, seq)
    );
}

std::vector<std::string> sealed_bank::snapshot_days() const {
    std::vector<std::string> days;
    for (int day = 5; day <= 14; ++day) days.push_back(fmt::format("2024-01-{:02}", day));
    return days;
}

}  // namespace vouch::test
