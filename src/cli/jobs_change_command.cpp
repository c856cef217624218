#include <boost/describe/class.hpp>
#include <fmt/format.h>

#include "base/grouped_number.h"
#include "base/json_text.h"
#include "cli/jobs_command.h"
#include "job/operations.h"

namespace vouch::cli {

namespace {

constexpr int stayed_named_max = 10;

struct change_options {
    std::int64_t id = 0;
    std::optional<std::string> actor;
    std::string reason;
};

result<exit_code> run_retry(const change_options& options, const environment& surroundings) {
    TRY(here, workplace::open(surroundings));
    const auto by = options.actor.value_or(actor_of("jobs retry"));
    TRY(done, here.run(job::retry(here.worker(), options.id, by, now())));
    fmt::print(
        "{}: {}\n",
        options.id,
        done == job::retried::redriven ? "was dead and waits again, with its failures forgotten"
                                       : "waits no longer for its time"
    );
    return exit_code::ok;
}

result<exit_code> run_cancel(const change_options& options, const environment& surroundings) {
    TRY(here, workplace::open(surroundings));
    const auto by = options.actor.value_or(actor_of("jobs cancel"));
    TRY(done, here.run(job::cancel(here.worker(), options.id, by, options.reason, now())));
    fmt::print(
        "{}: {}\n",
        options.id,
        done == job::cancelled_how::taken_away ? "cancelled; it did not run"
                                               : "runs, and was told to end; `vouch jobs show` says when it has"
    );
    return exit_code::ok;
}

result<exit_code> run_discard(const change_options& options, const environment& surroundings) {
    TRY(here, workplace::open(surroundings));
    const auto by = options.actor.value_or(actor_of("jobs discard"));
    CHECK_RESULT(here.run(job::discard(here.worker(), options.id, by, options.reason, now())));
    fmt::print("{}: discarded; it will not be done\n", options.id);
    return exit_code::ok;
}

struct redrive_options {
    std::string queue;
    std::optional<std::string> actor;
    std::int32_t limit = 10'000;
    bool json = false;
};

/// The document that --json prints.
struct redrive_document {
    std::string queue;
    std::int64_t back;
    std::vector<job::redriven::refused> stayed;
    bool more;
};
BOOST_DESCRIBE_STRUCT(redrive_document, (), (queue, back, stayed, more))

std::string drawn(const job::redriven& done, const std::string& queue) {
    auto text =
        fmt::format("{}: {} dead {} again", queue, grouped(done.back), done.back == 1 ? "job waits" : "jobs wait");
    if (!done.stayed.empty())
        text += fmt::format(
            "; of {} the unique key is another's: {} dead",
            grouped(done.stayed.size()),
            done.stayed.size() == 1 ? "it stays" : "they stay"
        );
    text += "\n";
    int named = 0;
    for (const auto& each : done.stayed) {
        if (++named > stayed_named_max) {
            text += "  ...; --json names all\n";
            break;
        }
        const auto has = each.key_has ? fmt::format("job {} has it", *each.key_has) : "one of the others had it first";
        text += fmt::format("  {}: \"{}\", {}\n", each.id, each.unique_key, has);
    }
    if (done.more) text += "There are more: run it again.\n";
    return text;
}

result<exit_code> run_redrive(const redrive_options& options, const environment& surroundings) {
    TRY(here, workplace::open(surroundings));
    const auto by = options.actor.value_or(actor_of("jobs redrive"));
    TRY(done, here.run(job::redrive(here.worker(), options.queue, options.limit, by, now())));
    if (options.json)
        fmt::print("{}\n", json_text(redrive_document{options.queue, done.back, std::move(done.stayed), done.more}));
    else
        fmt::print("{}", drawn(done, options.queue));
    return exit_code::ok;
}

constexpr const char* actor_meaning = "Who asks; kept with the job (default: the user of the system)";

}  // namespace

void add_jobs_change_commands(command_line& line) {
    line.add<change_options>(
            "jobs retry",
            "Let a job that failed and waits for its time run now, or bring a dead one back.",
            "vouch jobs retry 4711",
            run_retry
    )
        .required("ID", &change_options::id, "The job")
        .optional("--actor NAME", &change_options::actor, actor_meaning);
    line.add<change_options>(
            "jobs cancel",
            "Take away a job that waits, or tell a long one that runs to end.",
            "vouch jobs cancel 4711 --reason \"Sent by hand\"",
            run_cancel
    )
        .required("ID", &change_options::id, "The job")
        .optional("--reason TEXT", &change_options::reason, "Why; kept with the job")
        .optional("--actor NAME", &change_options::actor, actor_meaning);
    line.add<change_options>(
            "jobs discard",
            "Decide that a dead job is not to be done.",
            "vouch jobs discard 4711 --reason \"The address is no more\"",
            run_discard
    )
        .required("ID", &change_options::id, "The job")
        .required("--reason TEXT", &change_options::reason, "Why; kept with the job")
        .optional("--actor NAME", &change_options::actor, actor_meaning);
    line.add<redrive_options>(
            "jobs redrive",
            "Bring the dead jobs of a queue back, once what killed them is mended.",
            "vouch jobs redrive mail --limit 500",
            run_redrive
    )
        .required("QUEUE", &redrive_options::queue, "The queue")
        .optional("--limit N", &redrive_options::limit, "At most so many, those that died first (default: 10000)")
        .optional("--actor NAME", &redrive_options::actor, actor_meaning)
        .flag("--json", &redrive_options::json, "Print JSON");
}

}  // namespace vouch::cli
