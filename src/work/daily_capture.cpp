#include "work/daily_capture.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <map>
#include <set>
#include <spdlog/spdlog.h>

#include "job/queries.h"
#include "job/schedule.h"
#include "snapshot/capture.h"
#include "tenant/queries.h"
#include "work/queries.h"

namespace vouch::work {

namespace {

constexpr std::string_view actor = "daily capture";

/// Slots that nobody looked at the clock for are captured one by one; what is older is rebuilt by a replay.
constexpr auto captured_late_max = std::chrono::days(60);
/// Tenants with the same slot start within so much time of it.
constexpr std::chrono::seconds spread(300);

std::string result_of(const std::vector<date>& captured) {
    std::vector<std::string> days;
    for (const auto each : captured) days.push_back('"' + to_string(each) + '"');
    return fmt::format(R"({{"business_dates": [{}]}})", fmt::join(days, ", "));
}

std::string expression_of(int capture_minute) {
    return fmt::format("{} {} * * *", capture_minute % 60, capture_minute / 60);
}

job::schedule schedule_of(const next_capture_row& next) {
    job::schedule wanted;
    wanted.tenant_id = next.tenant_id;
    wanted.name = capture_schedule;
    wanted.queue = capture_queue;
    wanted.expression = expression_of(next.capture_minute);
    wanted.zone = next.zone;
    wanted.when_missed = job::missed::all;
    wanted.missed_s_max = captured_late_max;
    wanted.missed_max = 100;
    wanted.spread_s = spread;
    return wanted;
}

std::vector<uuid> tenants_of(const std::vector<job::claimed>& jobs) {
    std::set<uuid> tenants;
    for (const auto& each : jobs) tenants.insert(each.tenant_id);
    return {tenants.begin(), tenants.end()};
}

}  // namespace

task<> capture_daily(
    db::worker_tx& tx, const std::vector<job::claimed>& jobs, job::verdicts& say, const std::function<instant()>& now
) {
    std::vector<uuid> of_tenants;
    std::vector<instant> slots;
    for (const auto& each : jobs) {
        of_tenants.push_back(each.tenant_id);
        slots.push_back(each.slot_at.value_or(each.run_at));
    }
    CO_TRY(batch, co_await tx.as_batch(tenants_of(jobs), std::string(actor), "daily capture"));
    CO_TRY(days, co_await batch.rows(days_to_capture, of_tenants, slots));
    std::map<date, std::vector<uuid>> due;
    std::map<uuid, instant> ahead;
    for (const auto& each : days) {
        if (each.slot_at > now())
            ahead[each.tenant_id] = each.slot_at;
        else
            due[each.business_date].push_back(each.tenant_id);
    }
    std::map<uuid, std::vector<date>> captured;
    for (const auto& [day, tenants] : due) {
        CO_TRY(outcomes, co_await snapshot::capture_in(batch, tenants, day, now()));
        for (const auto& each : outcomes) {
            if (each.outcome == snapshot::capture_outcome::captured) captured[each.tenant_id].push_back(day);
        }
    }
    for (const auto& each : jobs) {
        say.finish(each.id, result_of(captured[each.tenant_id]));
        if (const auto later = ahead.find(each.tenant_id); later != ahead.end()) say.snooze(each.id, later->second);
    }
    co_return result<>();
}

task<> keep_capture_schedules(
    db::worker_tx& tx, const std::vector<job::claimed>&, job::verdicts&, const std::function<instant()>& now
) {
    std::vector<uuid> onboarded;
    {
        CO_TRY(nobody, co_await tx.as_batch({}, std::string(actor), ""));
        CO_TRY(tenants, co_await nobody.rows(tenant::all_tenants));
        for (const auto& each : tenants) {
            if (each.onboarded) onboarded.push_back(each.tenant_id);
        }
    }
    CO_CHECK(co_await tx.as_worker());
    CO_TRY(batch, co_await tx.as_batch(onboarded, std::string(actor), ""));
    CO_TRY(next, co_await batch.rows(next_captures, onboarded, now()));
    CO_CHECK(co_await tx.as_worker());
    CO_TRY(there, co_await tx.rows(job::schedules_named, std::string(capture_schedule)));
    std::map<uuid, job::schedule_named_row> schedules;
    for (auto& each : there) schedules.emplace(each.tenant_id, std::move(each));
    for (const auto& each : next) {
        const auto wanted = schedule_of(each);
        const auto has = schedules.find(each.tenant_id);
        const bool is_so =
            has != schedules.end() && has->second.expression == wanted.expression && has->second.zone == wanted.zone;
        if (has != schedules.end()) schedules.erase(has);
        if (is_so) continue;
        // A tenant whose schedule cannot be made keeps nobody else from having one.
        if (const auto readable = job::preview(wanted.expression, wanted.zone, now(), 1); !readable) {
            spdlog::error("tenant {} cannot be captured: {}", to_string(each.tenant_id), describe(readable.error()));
            continue;
        }
        CO_CHECK(co_await job::put(tx, wanted, now()));
    }
    for (const auto& [tenant_id, left] : schedules) {
        CO_CHECK(co_await tx.execute(job::delete_schedule, tenant_id, std::string(capture_schedule)));
    }
    co_return result<>();
}

}  // namespace vouch::work
