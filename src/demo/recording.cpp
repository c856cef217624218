#include "demo/recording.h"

#include <fmt/format.h>

#include "db/tenant_tx.h"
#include "record/deletion.h"
#include "record/risk_acceptance.h"
#include "repeat/links.h"
#include "snapshot/capture.h"
#include "snapshot/replay.h"

namespace vouch::demo {

namespace {

// What each kind of event writes in its transaction.
task<> write(db::tenant_tx& tx, std::vector<record::new_branch> opened) {
    return record::open_branches(tx, std::move(opened));
}
task<> write(db::tenant_tx& tx, branch_closed closed) {
    return record::close_branch(tx, closed.id, closed.last_day);
}
task<> write(db::tenant_tx& tx, std::vector<record::new_area> added) {
    return record::add_areas(tx, std::move(added));
}
task<> write(db::tenant_tx& tx, quarter_planned planned) {
    CO_CHECK(co_await record::add_plan(tx, planned.plan));
    co_return co_await record::plan_engagements(tx, std::move(planned.engagements));
}
task<> write(db::tenant_tx& tx, record::engagement_move moved) {
    return record::move(tx, std::move(moved));
}
task<> write(db::tenant_tx& tx, report_issued issued) {
    CO_CHECK(co_await record::issue_report(tx, issued.report));
    if (issued.observations.empty()) co_return result<>{};
    co_return co_await record::move(tx, std::move(issued.observations));
}
task<> write(db::tenant_tx& tx, std::vector<record::new_requirement> added) {
    return record::add_requirements(tx, std::move(added));
}
task<> write(db::tenant_tx& tx, std::vector<record::requirement_assessment> reviewed) {
    return record::assess(tx, std::move(reviewed));
}
task<> write(db::tenant_tx& tx, std::vector<record::new_observation> raised) {
    return record::raise(tx, std::move(raised));
}
task<> write(db::tenant_tx& tx, reworded written) {
    return record::reword(tx, written.id, written.expected_version, std::move(written.words));
}
task<> write(db::tenant_tx& tx, std::vector<record::observation_move> moves) {
    return record::move(tx, std::move(moves));
}
task<> write(db::tenant_tx& tx, std::vector<record::extension> granted) {
    return record::extend(tx, std::move(granted));
}
task<> write(db::tenant_tx& tx, std::vector<repeat_confirmed> links) {
    for (const auto& each : links) {
        const repeat::named_observation again{.id = each.id, .version = each.expected_version};
        CO_CHECK(co_await repeat::link(tx, again, {.id = each.prior_id}));
    }
    co_return result<>{};
}
task<> write(db::tenant_tx& tx, std::vector<record::severity_change> changed) {
    return record::change_severity(tx, std::move(changed));
}

task<> write(db::tenant_tx& tx, observation_deleted deleted) {
    CO_CHECK(co_await record::delete_observation(tx, deleted.id));
    co_return result<>{};
}
task<> write(db::tenant_tx& tx, engagement_deleted deleted) {
    CO_CHECK(co_await record::delete_engagement(tx, deleted.id));
    co_return result<>{};
}
task<> write(db::tenant_tx& tx, settings_changed changed) {
    return tenant::change_settings(tx, std::move(changed.change));
}

db::author author_of(const event& happened) {
    return {happened.actor, happened.reason, happened.since ? to_string(*happened.since) : std::string(), happened.at};
}

template <class What>
task<> in_a_transaction(db::pool& app, uuid tenant_id, db::author by, What what) {
    CO_TRY(tx, co_await db::tenant_tx::begin_write(app, tenant_id, std::move(by)));
    CO_CHECK(co_await write(tx, std::move(what)));
    co_return co_await tx.commit();
}

/// A life that was told changes something with every event; one that does not is told wrongly.
std::unexpected<error> without_effect(const event& happened, std::string_view what) {
    return fail(
        errc::internal, fmt::format("{}: {} of the made-up bank changed nothing", to_string(happened.at), what)
    );
}

task<> return_expired(db::pool& app, uuid tenant_id, const event& happened) {
    CO_TRY(returned, co_await record::return_expired(app, tenant_id, happened.at, author_of(happened)));
    if (returned == 0) co_return without_effect(happened, "the nightly job");
    co_return result<>{};
}

task<> capture(db::pool& batch, uuid tenant_id, date day, const event& happened) {
    CO_TRY(captured, co_await snapshot::capture(batch, {tenant_id}, day, happened.at, happened.actor, happened.at));
    if (captured.size() != 1 || captured.front().outcome != snapshot::capture_outcome::captured)
        co_return without_effect(happened, "a capture");
    co_return result<>{};
}

task<> replay(db::pool& batch, uuid tenant_id, days_replayed wanted, const event& happened) {
    const progress_report nobody_watches = [](std::int64_t, std::int64_t) {};
    const snapshot::day_range range{wanted.first, wanted.last};
    CO_TRY(
        replayed,
        co_await snapshot::replay(batch, tenant_id, range, happened.at, happened.actor, nobody_watches, happened.at)
    );
    if (replayed.written == 0) co_return without_effect(happened, "a replay");
    co_return result<>{};
}

/// Jobs begin their transactions themselves; the rest is written in one of the tenant.
struct recorder {
    db::pool& app;
    db::pool& batch;
    uuid tenant_id;
    const event& happened;

    template <class What>
    task<> operator()(const What& what) const {
        return in_a_transaction(app, tenant_id, author_of(happened), what);
    }
    task<> operator()(const record::closing_correction& corrected) const {
        return record::correct_closing(app, tenant_id, corrected, author_of(happened));
    }
    task<> operator()(const acceptances_expire&) const { return return_expired(app, tenant_id, happened); }
    task<> operator()(const day_captured& captured) const {
        return capture(batch, tenant_id, captured.business_date, happened);
    }
    task<> operator()(const days_replayed& wanted) const { return replay(batch, tenant_id, wanted, happened); }
};

}  // namespace

task<> record_event(db::pool& app, db::pool& batch, const uuid& tenant_id, const event& happened) {
    return std::visit(recorder{app, batch, tenant_id, happened}, happened.what);
}

}  // namespace vouch::demo
