#include "cli/jobs_drawing.h"

#include <fmt/format.h>

#include "base/grouped_number.h"
#include "cli/text_table.h"

namespace vouch::cli {

namespace {

std::string progress_of(const job::shown_job& job, instant now) {
    if (!job.progress_done) return "-";
    std::string text = grouped(*job.progress_done);
    if (job.progress_all) text += " of " + grouped(*job.progress_all);
    if (job.progress_unit) text += " " + *job.progress_unit;
    return text + ", said " + age_of(job.progress_at, now);
}

std::string words_of(const job::listed_job& job) {
    auto words = job.words.value_or("-");
    for (char& each : words) {
        if (each == '\n') each = ' ';
    }
    return words;
}

/// "7: done, of the queue snapshot, for bank"
std::string heading(const job::shown_job& job, const tenant_names& names) {
    return fmt::format(
        "Job {}: {}, of the queue {}{}",
        job.id,
        job.state,
        job.queue,
        job.tenant_id == job::nobody ? "" : ", for " + owner(job.tenant_id, names)
    );
}

std::string tries_of(const job::shown_job& job) {
    return fmt::format("{} of {} failures, {} crashes", job.failures, job.failures_max, job.crashes);
}

}  // namespace

std::string draw_jobs(
    const std::vector<job::listed_job>& found, const tenant_names& names, instant now, const terminal& on
) {
    // What went wrong has no room on a narrow terminal; `show` has it.
    const bool wide = on.width >= width_for_one_line;
    std::vector<table_column> columns{
        {"job", side::right},
        {"state"},
        {"queue", side::left, 8},
        {"tenant", side::left, 6, true},
        {"at (UTC)"},
        {"age", side::right},
        {"fails", side::right}
    };
    if (wide) columns.insert(columns.end(), {{"key", side::left, 6, true}, {"words", side::left, 10, true}});
    text_table table(std::move(columns));
    for (const auto& each : found) {
        std::vector<std::string> cells{
            std::to_string(each.id),
            each.state,
            each.queue,
            owner(each.tenant_id, names),
            minute_of(each.at),
            age_of(each.at, now),
            std::to_string(each.failures + each.crashes)
        };
        if (wide) cells.insert(cells.end(), {each.key.value_or("-"), words_of(each)});
        table.add(std::move(cells));
    }
    return table.drawn(static_cast<std::size_t>(on.width), on.unicode);
}

std::string draw_job(const job::shown_job& found, const tenant_names& names, instant now, const terminal& on) {
    const bool waits = found.state != "running" && !found.ended_at;
    paragraph lines(on.width);
    lines.add("created", moment_of(found.created_at, now));
    lines.add(waits ? "not before" : "was due", moment_of(found.run_at, now));
    lines.add("started", moment_of(found.started_at, now));
    lines.add("in worker", found.worker ? fmt::format("{} ({})", *found.worker, found.worker_id.value_or(0)) : "-");
    lines.add("progress", progress_of(found, now));
    lines.add("has to end by", moment_of(found.ends_by, now));
    lines.add("told to end", moment_of(found.cancelled_at, now));
    lines.add("  by", found.cancelled_by.value_or("-"));
    lines.add(found.state == "dead" ? "died" : "ended", moment_of(found.ended_at, now));
    lines.add(found.state == "dead" ? "since it" : "note", found.note.value_or("-"));
    lines.add("tries", tries_of(found));
    lines.add("last failed", moment_of(found.last_failed_at, now));
    lines.add("last error", found.last_error.value_or("-"));
    lines.add("priority", found.priority ? std::to_string(*found.priority) : "-");
    lines.add("key", found.key.value_or("-"));
    lines.add("unique key", found.unique_key.value_or("-"));
    lines.add("schedule", found.schedule.value_or("-"));
    lines.add("slot", moment_of(found.slot_at, now));
    lines.add("payload", found.payload.value_or("-"));
    lines.add("result", found.result.value_or("-"));
    return heading(found, names) + "\n" + lines.text();
}

std::string draw_explanation(const job::explanation& found, const tenant_names& names, const terminal& on) {
    std::string text = heading(found.job, names) + "\n";
    const std::string_view mark = on.unicode ? "• " : "- ";
    for (const auto& each : found.reasons) {
        auto lines = wrapped(each.words, static_cast<std::size_t>(on.width), 2);
        text += std::string(mark) + lines.substr(2);
    }
    return text;
}

}  // namespace vouch::cli
