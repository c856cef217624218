#include <fmt/format.h>

#include "base/printed_instant.h"
#include "cli/jobs_command.h"
#include "job/operations.h"

namespace vouch::cli {

namespace {

struct pause_options {
    std::optional<std::string> queue;
    std::optional<std::string> schedule;
    std::optional<std::string> tenant;
    std::optional<std::string> actor;
};

result<job::pause_of> read_pause(workplace& here, const pause_options& options) {
    using kind = job::pause_of::kind;
    TRY(tenant_id, tenant_of(here, options.tenant));
    if (options.schedule) return job::pause_of{kind::schedule, *options.schedule, tenant_id.value_or(job::nobody)};
    if (tenant_id) return job::pause_of{kind::tenant_of_queue, *options.queue, *tenant_id};
    return job::pause_of{kind::queue, *options.queue, {}};
}

result<> check(const pause_options& options) {
    if (options.queue.has_value() != options.schedule.has_value()) return {};
    return fail(errc::usage, "name either a --queue or a --schedule");
}

/// "the schedule capture of bank"
std::string name_of(const pause_options& options) {
    if (options.schedule) {
        return fmt::format("the schedule {} of {}", *options.schedule, options.tenant.value_or("the installation"));
    }
    const auto queue = "the queue " + *options.queue;
    return options.tenant ? *options.tenant + " in " + queue : queue;
}

result<exit_code> run_pause(const pause_options& options, const environment& surroundings) {
    CHECK_RESULT(check(options));
    TRY(here, workplace::open(surroundings));
    TRY(wanted, read_pause(here, options));
    const auto moment = now();
    const auto by = options.actor.value_or(actor_of("jobs pause"));
    TRY(paused, here.run(job::begin_pause(here.worker(), wanted, by, moment)));
    if (paused.since == moment)
        fmt::print(
            "{}: paused; {}\n",
            name_of(options),
            options.schedule ? "it fires no more until `vouch jobs resume`"
                             : "what runs ends, nothing else begins until `vouch jobs resume`"
        );
    else
        fmt::print(
            "{}: was paused already, since {} by {}\n", name_of(options), printed_instant(paused.since), paused.by
        );
    return exit_code::ok;
}

result<exit_code> run_resume(const pause_options& options, const environment& surroundings) {
    CHECK_RESULT(check(options));
    TRY(here, workplace::open(surroundings));
    TRY(wanted, read_pause(here, options));
    TRY(was, here.run(job::end_pause(here.worker(), wanted)));
    if (was)
        fmt::print(
            "{}: goes on; it was paused for {} by {}\n", name_of(options), printed_span(now() - was->since), was->by
        );
    else
        fmt::print("{}: was not paused\n", name_of(options));
    return exit_code::ok;
}

}  // namespace

void add_jobs_pause_commands(command_line& line) {
    line.add<pause_options>(
            "jobs pause",
            "Let no job of a queue begin, or of a tenant in it, or let a schedule fire no more.",
            "vouch jobs pause --queue mail --tenant bank",
            run_pause
    )
        .optional("--queue NAME", &pause_options::queue, "The queue")
        .optional("--schedule NAME", &pause_options::schedule, "The schedule, of --tenant or of the installation")
        .optional("--tenant SLUG", &pause_options::tenant, "Only this tenant in the queue; whose schedule it is")
        .optional(
            "--actor NAME", &pause_options::actor, "Who asks; kept with the pause (default: the user of the system)"
        );
    line.add<pause_options>(
            "jobs resume", "Let go on what was paused.", "vouch jobs resume --queue mail --tenant bank", run_resume
    )
        .optional("--queue NAME", &pause_options::queue, "The queue")
        .optional("--schedule NAME", &pause_options::schedule, "The schedule, of --tenant or of the installation")
        .optional("--tenant SLUG", &pause_options::tenant, "Only this tenant in the queue; whose schedule it is");
}

}  // namespace vouch::cli
