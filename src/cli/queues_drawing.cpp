#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/grouped_number.h"
#include "base/printed_instant.h"
#include "cli/jobs_drawing.h"
#include "cli/text_table.h"

namespace vouch::cli {

namespace {

std::string counted(std::int64_t count, std::int64_t max, bool partly = false) {
    return grouped(count) + (partly || count >= max ? "+" : "");
}

std::string paused_words(const std::optional<instant>& at, const std::optional<std::string>& by, instant now) {
    return fmt::format("paused since {} by {}", moment_of(at, now), by.value_or("-"));
}

std::string name_of(const job::schedule_standing& each, const tenant_names& names) {
    return fmt::format(
        "{}{}", each.name, each.tenant_id == job::nobody ? std::string() : " of " + owner(each.tenant_id, names)
    );
}

/// A worker is as good as dead when it has not been heard of for as long as others wait before they take its jobs.
std::string pulse_of(const job::worker_standing& each) {
    const auto age = printed_span(std::chrono::milliseconds(each.heartbeat_ms)) + " ago";
    return each.heartbeat_ms > job::heartbeat_ms_max.count() ? age + ", dead" : age;
}

std::string in_hand_of(const job::worker_standing& each) {
    if (each.long_count + each.short_count == 0) return "nothing";
    std::string text = each.short_count > 0 ? fmt::format("{} short", grouped(each.short_count)) : "";
    if (each.long_count > 0) {
        text += fmt::format("{}{}", text.empty() ? "" : ", ", fmt::join(each.long_jobs, ", "));
        if (each.long_count > std::ssize(each.long_jobs)) text += ", ...";
    }
    return text;
}

}  // namespace

std::string draw_queues(const std::vector<job::queue_standing>& found, instant now, const terminal& on) {
    text_table table(
        {{"queue", side::left, 8},
         {"form"},
         {"later", side::right},
         {"held", side::right},
         {"ready", side::right},
         {"runs", side::right},
         {"dead", side::right},
         {"done today", side::right},
         {"oldest waits", side::right, 6, true}}
    );
    std::string pauses;
    for (const auto& each : found) {
        const auto max = static_cast<std::int64_t>(job::counted_max);
        const auto ready = each.ready + each.alone;
        table.add(
            {each.name + (each.paused_at ? " *" : ""),
             each.form,
             counted(each.later, job::looked_at_max, each.later_partly),
             each.gated ? counted(each.held, max) : "-",
             counted(ready, max),
             grouped(each.running),
             counted(each.dead, max),
             counted(each.done_today, job::looked_at_max, each.ended_partly),
             each.waiting_since ? printed_span(now - *each.waiting_since) : "-"}
        );
        if (each.paused_at)
            pauses += fmt::format("* {}: {}\n", each.name, paused_words(each.paused_at, each.paused_by, now));
        if (each.paused_tenants > 0)
            pauses += fmt::format("{}: paused in it for {} tenant(s)\n", each.name, each.paused_tenants);
    }
    return table.drawn(static_cast<std::size_t>(on.width), on.unicode) + pauses;
}

std::string draw_workers(const std::vector<job::worker_standing>& found, const terminal& on) {
    text_table table(
        {{"worker", side::right},
         {"name", side::left, 10},
         {"version", side::left, 6},
         {"heard of", side::right},
         {"has in hand", side::left, 8},
         {"queues", side::left, 10}}
    );
    for (const auto& each : found) {
        table.add(
            {std::to_string(each.worker_id),
             each.name,
             each.version,
             pulse_of(each),
             in_hand_of(each),
             fmt::format("{}", fmt::join(each.queues, ", "))}
        );
    }
    return table.drawn(static_cast<std::size_t>(on.width), on.unicode);
}

std::string draw_schedules(
    const std::vector<job::schedule_standing>& found, const tenant_names& names, instant now, const terminal& on
) {
    text_table table(
        {{"schedule", side::left, 8},
         {"queue", side::left, 6},
         {"times", side::left, 9},
         {"zone", side::left, 8},
         {"next (UTC)"},
         {"", side::right}}
    );
    std::string pauses;
    for (const auto& each : found) {
        const auto name = name_of(each, names);
        table.add(
            {name,
             each.queue,
             each.expression,
             each.zone,
             each.paused_at ? "paused" : minute_of(each.next_at),
             each.paused_at ? "" : age_of(each.next_at, now)}
        );
        if (each.paused_at) pauses += fmt::format("{}: {}\n", name, paused_words(each.paused_at, each.paused_by, now));
    }
    return table.drawn(static_cast<std::size_t>(on.width), on.unicode) + pauses;
}

std::string draw_schedule(
    const job::schedule_standing& found,
    const std::vector<instant>& ahead,
    const tenant_names& names,
    instant now,
    const terminal& on
) {
    paragraph lines(on.width);
    lines.add("queue", found.queue + (found.queue_paused_at ? ", which is paused" : ""));
    lines.add("times", found.expression + " in " + found.zone);
    lines.add("missed slots", found.missed);
    lines.add("next", found.paused_at ? "-" : moment_of(found.next_at, now));
    lines.add("paused", found.paused_at ? paused_words(found.paused_at, found.paused_by, now).substr(7) : "-");
    for (std::size_t i = 0; i < found.decided_slots.size(); ++i) {
        const auto job = found.decided_jobs.at(i);
        lines.add(
            i == 0 ? "last" : "",
            moment_of(found.decided_slots[i], now) + (job ? fmt::format(": job {}", *job) : ": passed over")
        );
    }
    for (std::size_t i = 0; i < ahead.size(); ++i) lines.add(i == 0 ? "ahead" : "", moment_of(ahead[i], now));
    return "Schedule " + name_of(found, names) + "\n" + lines.text();
}

}  // namespace vouch::cli
