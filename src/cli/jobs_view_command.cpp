#include <boost/describe/class.hpp>
#include <fmt/format.h>

#include "base/json_text.h"
#include "cli/jobs_command.h"
#include "cli/jobs_drawing.h"
#include "job/schedule.h"

namespace vouch::cli {

namespace {

constexpr int workers_listed_max = 1'000;
constexpr std::size_t slots_ahead = 10;

struct list_options {
    std::optional<std::string> queue;
    std::optional<std::string> tenant;
    std::vector<std::string> states;
    std::optional<instant> since;
    std::int32_t limit = 20;
    bool json = false;
};

/// The document that --json prints.
struct list_document {
    std::vector<job::listed_job> jobs;
};
BOOST_DESCRIBE_STRUCT(list_document, (), (jobs))

/// "waiting" is each of the states in which a job waits.
std::vector<std::string> states_of(const list_options& options) {
    std::vector<std::string> all;
    for (const auto& each : options.states) {
        if (each == "waiting")
            all.insert(all.end(), {"later", "held", "ready", "alone"});
        else
            all.push_back(each);
    }
    return all;
}

result<exit_code> run_list(const list_options& options, const environment& surroundings) {
    TRY(here, workplace::open(surroundings));
    TRY(tenant_id, tenant_of(here, options.tenant));
    const job::job_filter wanted{options.queue, tenant_id, states_of(options), options.since, options.limit};
    const auto moment = now();
    TRY(found, here.run(job::list_jobs(here.worker(), wanted, moment)));
    if (options.json) {
        fmt::print("{}\n", json_text(list_document{std::move(found)}));
        return exit_code::ok;
    }
    if (found.empty()) {
        fmt::print("No such jobs. --state done lists those that ended within a day, --since earlier ones.\n");
        return exit_code::ok;
    }
    TRY(names, read_tenant_names(here));
    fmt::print("{}", draw_jobs(found, names, moment, terminal_of_output()));
    if (std::ssize(found) == options.limit) fmt::print("The newest {}; --limit shows more.\n", options.limit);
    return exit_code::ok;
}

struct job_options {
    std::int64_t id = 0;
    bool json = false;
};

result<exit_code> run_show(const job_options& options, const environment& surroundings) {
    TRY(here, workplace::open(surroundings));
    TRY(found, here.run(job::show_job(here.worker(), options.id)));
    if (options.json) {
        fmt::print("{}\n", json_text(found));
        return exit_code::ok;
    }
    TRY(names, read_tenant_names(here));
    fmt::print("{}", draw_job(found, names, now(), terminal_of_output()));
    return exit_code::ok;
}

result<exit_code> run_explain(const job_options& options, const environment& surroundings) {
    TRY(here, workplace::open(surroundings));
    TRY(found, here.run(job::explain(here.worker(), options.id, now())));
    if (options.json) {
        fmt::print("{}\n", json_text(found));
        return exit_code::ok;
    }
    TRY(names, read_tenant_names(here));
    fmt::print("{}", draw_explanation(found, names, terminal_of_output()));
    return exit_code::ok;
}

struct view_options {
    bool json = false;
};

struct queues_document {
    std::int32_t counted_max;
    std::vector<job::queue_standing> queues;
};
BOOST_DESCRIBE_STRUCT(queues_document, (), (counted_max, queues))

result<exit_code> run_queues(const view_options& options, const environment& surroundings) {
    TRY(here, workplace::open(surroundings));
    const auto moment = now();
    TRY(found, here.run(job::list_queues(here.worker(), moment)));
    if (options.json)
        fmt::print("{}\n", json_text(queues_document{job::counted_max, std::move(found)}));
    else if (found.empty())
        fmt::print("No queues yet; the program that works on them makes them when it starts.\n");
    else
        fmt::print("{}", draw_queues(found, moment, terminal_of_output()));
    return exit_code::ok;
}

struct workers_document {
    std::vector<job::worker_standing> workers;
};
BOOST_DESCRIBE_STRUCT(workers_document, (), (workers))

result<exit_code> run_workers(const view_options& options, const environment& surroundings) {
    TRY(here, workplace::open(surroundings));
    TRY(found, here.run(job::list_workers(here.worker(), workers_listed_max)));
    if (options.json)
        fmt::print("{}\n", json_text(workers_document{std::move(found)}));
    else if (found.empty())
        fmt::print("No worker is there: nothing runs. Start one: vouch work\n");
    else
        fmt::print("{}", draw_workers(found, terminal_of_output()));
    return exit_code::ok;
}

struct schedules_options {
    std::optional<std::string> name;
    std::optional<std::string> tenant;
    std::int32_t limit = 100;
    bool json = false;
};

struct schedule_document {
    job::schedule_standing schedule;
    std::vector<instant> ahead;
};
BOOST_DESCRIBE_STRUCT(schedule_document, (), (schedule, ahead))
struct schedules_document {
    std::vector<schedule_document> schedules;
};
BOOST_DESCRIBE_STRUCT(schedules_document, (), (schedules))

/// With what lies ahead of each.
result<std::vector<schedule_document>> read_schedules(
    workplace& here, const schedules_options& options, std::optional<uuid> tenant_id, instant after
) {
    TRY(found, here.run(job::list_schedules(here.worker(), options.name, tenant_id, options.limit)));
    std::vector<schedule_document> all;
    for (auto& each : found) {
        TRY(ahead, job::preview(each.expression, each.zone, after, slots_ahead));
        all.push_back({std::move(each), std::move(ahead)});
    }
    return all;
}

result<exit_code> run_schedules(const schedules_options& options, const environment& surroundings) {
    if (options.limit < 1 || options.limit > 10'000)
        return fail(errc::usage, fmt::format("--limit {}: 1 to 10000 are listed", options.limit));
    TRY(here, workplace::open(surroundings));
    TRY(tenant_id, tenant_of(here, options.tenant));
    const auto moment = now();
    TRY(found, read_schedules(here, options, tenant_id, moment));
    if (options.name && found.empty())
        return fail(
            errc::not_found,
            fmt::format("there is no schedule \"{}\"; `vouch jobs schedules` lists them", *options.name)
        );
    if (options.json) {
        fmt::print("{}\n", json_text(schedules_document{std::move(found)}));
        return exit_code::ok;
    }
    if (found.empty()) {
        fmt::print("No schedules yet; the program makes them when it starts.\n");
        return exit_code::ok;
    }
    TRY(names, read_tenant_names(here));
    const auto on = terminal_of_output();
    if (options.name) {
        for (const auto& each : found) fmt::print("{}", draw_schedule(each.schedule, each.ahead, names, moment, on));
        return exit_code::ok;
    }
    std::vector<job::schedule_standing> standings;
    for (auto& each : found) standings.push_back(std::move(each.schedule));
    fmt::print("{}", draw_schedules(standings, names, moment, on));
    return exit_code::ok;
}

}  // namespace

void add_jobs_view_commands(command_line& line) {
    line.add<list_options>(
            "jobs list",
            "List jobs, newest first: those that wait, run or are dead, or what --state says.",
            "vouch jobs list --queue mail --state dead",
            run_list
    )
        .optional("--queue NAME", &list_options::queue, "Only of this queue")
        .optional("--tenant SLUG", &list_options::tenant, "Only of this tenant")
        .optional(
            "--state STATE",
            &list_options::states,
            "waiting (or of these later, held, ready, alone), running, dead, done, cancelled, discarded; several times"
        )
        .optional(
            "--since INSTANT",
            &list_options::since,
            "Of those that ended, since 2026-03-01T00:00:00Z (default: within the last day)"
        )
        .optional("--limit N", &list_options::limit, "At most so many, 1 to 1000 (default: 20)")
        .flag("--json", &list_options::json, "Print JSON");
    line.add<job_options>(
            "jobs show", "Show all that is known of a job, wherever it is.", "vouch jobs show 4711", run_show
    )
        .required("ID", &job_options::id, "The job")
        .flag("--json", &job_options::json, "Print JSON; payload and result are texts of JSON");
    line.add<job_options>(
            "jobs explain",
            "Say why a job is not running, and what can be done about it.",
            "vouch jobs explain 4711",
            run_explain
    )
        .required("ID", &job_options::id, "The job")
        .flag("--json", &job_options::json, "Print JSON, with a code for each reason");
    line.add<view_options>(
            "jobs queues", "Count the jobs of each queue by where they are.", "vouch jobs queues", run_queues
    )
        .flag("--json", &view_options::json, "Print JSON");
    line.add<view_options>(
            "jobs workers",
            "List the processes that work, and what they have in hand.",
            "vouch jobs workers",
            run_workers
    )
        .flag("--json", &view_options::json, "Print JSON");
    line.add<schedules_options>(
            "jobs schedules",
            "List the schedules, or show one with its last slots and the next ten.",
            "vouch jobs schedules --name daily-capture --tenant bank",
            run_schedules
    )
        .optional("--name NAME", &schedules_options::name, "Only those of this name, with their slots")
        .optional("--tenant SLUG", &schedules_options::tenant, "Only of this tenant")
        .optional("--limit N", &schedules_options::limit, "At most so many (default: 100)")
        .flag("--json", &schedules_options::json, "Print JSON, with the next ten slots of each");
}

}  // namespace vouch::cli
