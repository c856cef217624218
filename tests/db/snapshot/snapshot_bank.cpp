#include "db/snapshot/snapshot_bank.h"

#include "snapshot/replay.h"

namespace vouch::test {

namespace {

void no_report(std::int64_t, std::int64_t) {}

}  // namespace

snapshot::replayed snapshot_bank::replay(const bank& of, std::string_view first, std::string_view last) {
    db::pool batch(context, settings(db::role::batch));
    auto done = take(run(
        snapshot::replay(batch, of.id, {day(first), day(last)}, moment("2026-11-01T00:00:00Z"), "replayer", no_report)
    ));
    batch.close();
    return done;
}

result<snapshot::revised> snapshot_bank::revise(
    const bank& of, std::string_view reason, std::optional<date> first, std::optional<date> last
) {
    db::pool batch(context, settings(db::role::batch));
    auto done = run(snapshot::revise(batch, of.id, {first, last}, std::string(reason), "reviser", no_report));
    batch.close();
    return done;
}

result<snapshot::sealed_period> snapshot_bank::seal(const bank& of, snapshot::period_to_seal wanted) {
    db::pool app(context, settings(db::role::app));
    auto done = run(snapshot::seal_period(app, of.id, std::move(wanted), "Asha", moment("2026-02-09T12:00:00Z")));
    app.close();
    return done;
}

snapshot::retention_plan snapshot_bank::plan(const bank& of, std::int32_t keep_days, std::string_view now) {
    db::pool batch(context, settings(db::role::batch));
    auto made = take(run(snapshot::plan_retention(batch, of.id, keep_days, moment(now))));
    batch.close();
    return made;
}

result<snapshot::retirement> snapshot_bank::retire(const bank& of, std::int32_t keep_days) {
    db::pool batch(context, settings(db::role::batch));
    auto done = run(snapshot::retire(batch, of.id, keep_days, moment("2026-11-01T00:00:00Z"), "archivist"));
    batch.close();
    return done;
}

std::vector<std::string> snapshot_bank::days_of(const bank& of) {
    auto on = admin();
    std::vector<std::string> days;
    for (const auto& row : take(on.rows(
                                    "SELECT DISTINCT business_date::text FROM snapshot.dashboard_snapshot "
                                    "WHERE tenant_id = $1 ORDER BY 1",
                                    db::parameters::of(of.id)
                                ))
                               .rows) {
        days.push_back(row[0].value());
    }
    return days;
}

std::string snapshot_bank::kept_as(const bank& of, std::string_view business_date, std::int32_t keep_days) {
    auto on = admin();
    return cell(
        on,
        "SELECT coalesce(kept_as, 'goes') FROM snapshot.retention($1, $3, '2026-11-01') WHERE business_date = $2",
        db::parameters::of(of.id, business_date, keep_days)
    );
}

void snapshot_bank::correct_severity(
    std::string_view actor, std::string_view severity, std::string_view since, std::string_view recorded_at
) {
    auto app = session_as(db::role::app);
    take(write(
        app,
        whose.id,
        {.actor = std::string(actor),
         .reason = "the severity was wrong",
         .effective = std::string(since),
         .recorded_at = moment(recorded_at)},
        {{"UPDATE record.observation SET severity = $3 WHERE tenant_id = $1 AND id = $2",
          db::parameters::of(whose.id, one, severity)}}
    ));
}

}  // namespace vouch::test
