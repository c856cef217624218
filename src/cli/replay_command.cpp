#include <boost/describe/class.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/grouped_number.h"
#include "base/json_text.h"
#include "cli/commands.h"
#include "cli/workplace.h"
#include "snapshot/replay.h"
#include "snapshot/revise.h"
#include "tenant/tenants.h"

namespace vouch::cli {

namespace {

struct replay_options {
    std::string tenant;
    std::optional<date> from;
    std::optional<date> to;
    std::optional<std::string> reason;  // to revise
    bool json = false;
};

/// The documents that --json prints.
struct replayed_document {
    std::string tenant;
    std::optional<date> first;
    std::optional<date> last;
    std::int64_t days;
    std::int64_t written;
    std::int64_t retired;
};
BOOST_DESCRIBE_STRUCT(replayed_document, (), (tenant, first, last, days, written, retired))

struct revised_document {
    std::string tenant;
    std::string reason;
    std::optional<date> first;
    std::optional<date> last;
    std::int64_t days;
    std::int64_t sealed_days;
    std::vector<std::string> sealed_periods;
    std::int32_t definition_version;
    std::vector<snapshot::revised_day> revisions;
    std::vector<snapshot::change_set_named> change_sets;
};
BOOST_DESCRIBE_STRUCT(
    revised_document,
    (),
    (tenant, reason, first, last, days, sealed_days, sealed_periods, definition_version, revisions, change_sets)
)

constexpr std::size_t metrics_shown_max = 20;
constexpr std::size_t change_sets_shown_max = 20;

std::string days_in_words(std::int64_t count) {
    return grouped(count) + (count == 1 ? " day" : " days");
}

std::string value_in_words(const std::optional<std::int64_t>& value) {
    return value ? grouped(*value) : "unknown";
}

/// "and 12 more", where not all are shown.
std::string rest_in_words(std::size_t count, std::size_t shown_max) {
    return count > shown_max ? fmt::format("and {} more; --json lists them all\n", count - shown_max) : "";
}

std::string draw_metrics(const std::vector<snapshot::revised_metric>& metrics) {
    std::size_t width = std::string_view("metric").size();
    for (const auto& each : metrics) width = std::max(width, each.path.size());
    std::string text = fmt::format(
        "{:<{}}  {:>7}  {:<10}  {:<10}  {:>10}  {:>10}\n", "metric", width, "days", "first", "last", "was", "is"
    );
    for (std::size_t i = 0; i < std::min(metrics.size(), metrics_shown_max); ++i) {
        const auto& each = metrics[i];
        text += fmt::format(
            "{:<{}}  {:>7}  {:<10}  {:<10}  {:>10}  {:>10}\n",
            each.path,
            width,
            grouped(each.days),
            to_string(each.first),
            to_string(each.last),
            value_in_words(each.was),
            value_in_words(each.is)
        );
    }
    return text + rest_in_words(metrics.size(), metrics_shown_max) + "was and is: on the last of the days\n";
}

/// Why the days differ: what was recorded since, and definitions that changed.
std::string draw_causes(const snapshot::revised& done) {
    std::string text;
    std::int64_t by_older_definitions = 0;
    for (const auto& day : done.revisions) {
        if (day.previous_definition != done.definition_version) ++by_older_definitions;
    }
    if (by_older_definitions > 0) {
        text += fmt::format(
            "  the definitions of the metrics: {} were counted by an older version than {}\n",
            days_in_words(by_older_definitions),
            done.definition_version
        );
    }
    for (std::size_t i = 0; i < std::min(done.behind.size(), change_sets_shown_max); ++i) {
        const auto& each = done.behind[i];
        text += fmt::format(
            "  change set {} of {} by {}{}{}\n",
            each.seq,
            to_string(each.recorded_at).substr(0, 10),
            each.actor,
            each.reason.empty() ? "" : ": ",
            each.reason
        );
    }
    return "Behind it:\n" + text + rest_in_words(done.behind.size(), change_sets_shown_max);
}

void print_revised(const tenant::identity& whose, const snapshot::revised& done, const std::string& reason) {
    if (!done.first || !done.last) {
        fmt::print("{}: no snapshots there, nothing to revise\n", whose.slug);
        return;
    }
    fmt::print(
        "{}: {} from {} to {} compared with what is known today, ",
        whose.slug,
        days_in_words(done.days),
        to_string(*done.first),
        to_string(*done.last)
    );
    if (done.revisions.empty()) {
        fmt::print("nothing differs and nothing was written\n");
    } else {
        fmt::print("{} revised: {}\n\n", grouped(done.revisions.size()), reason);
        fmt::print("{}\n{}", draw_metrics(snapshot::by_metric(done.revisions)), draw_causes(done));
    }
    if (done.sealed_days > 0) {
        fmt::print(
            "{} of {} were not looked at: what was reported is not revised\n",
            days_in_words(done.sealed_days),
            fmt::join(done.sealed_periods, ", ")
        );
    }
}

result<exit_code> run_revise(
    workplace& here, const tenant::identity& whose, const replay_options& options, const environment& surroundings
) {
    progress bar(surroundings.progress, "revising", "days");
    TRY(done,
        here.run(snapshot::revise(
            here.batch(),
            whose.tenant_id,
            {options.from, options.to},
            *options.reason,
            actor_of("replay"),
            bar.reporter()
        )));
    bar.end();
    if (!options.json) {
        print_revised(whose, done, *options.reason);
        return exit_code::ok;
    }
    const revised_document document{
        whose.slug,
        *options.reason,
        done.first,
        done.last,
        done.days,
        done.sealed_days,
        std::move(done.sealed_periods),
        done.definition_version,
        std::move(done.revisions),
        std::move(done.behind)
    };
    fmt::print("{}\n", json_text(document));
    return exit_code::ok;
}

result<exit_code> run_replay(const replay_options& options, const environment& surroundings) {
    TRY(here, workplace::open(surroundings));
    TRY(whose, here.run(tenant::find(here.app(), options.tenant)));
    if (options.reason) return run_revise(here, whose, options, surroundings);
    progress bar(surroundings.progress, "replaying", "days");
    TRY(done,
        here.run(snapshot::replay(
            here.batch(), whose.tenant_id, {options.from, options.to}, now(), actor_of("replay"), bar.reporter()
        )));
    bar.end();
    if (options.json) {
        const replayed_document document{whose.slug, done.first, done.last, done.days, done.written, done.retired};
        fmt::print("{}\n", json_text(document));
        return exit_code::ok;
    }
    if (!done.first) {
        fmt::print("{}: no observations yet, nothing to replay\n", whose.slug);
        return exit_code::ok;
    }
    fmt::print(
        "{}: {} days from {} to {}, {} snapshots written, {} were there already or are not due{}\n",
        whose.slug,
        done.days,
        to_string(*done.first),
        to_string(*done.last),
        done.written,
        done.days - done.written - done.retired,
        done.retired > 0 ? fmt::format(", {} were retired and stay so", done.retired) : ""
    );
    return exit_code::ok;
}

}  // namespace

void add_replay_command(command_line& line) {
    line.add<replay_options>(
            "replay",
            "Rebuild the snapshots of past days from history; days that have one, or had one that was retired, are "
            "left alone. With --revise the days that have one are computed again with what is known today, and those "
            "that differ get a further revision.",
            "vouch replay --tenant sf --from 2015-02-19 --to 2018-02-16\n"
            "  vouch replay --tenant sf --revise \"closings that were entered late\"",
            run_replay
    )
        .required("--tenant SLUG", &replay_options::tenant, "The tenant")
        .optional(
            "--from DATE",
            &replay_options::from,
            "First business date (default: that of the first fact, or snapshot to revise)"
        )
        .optional(
            "--to DATE",
            &replay_options::to,
            "Last business date (default: that of the last fact, or snapshot to revise)"
        )
        .optional(
            "--revise REASON",
            &replay_options::reason,
            "Write a further revision of days that differ; never in a "
            "period that was reported"
        )
        .flag("--json", &replay_options::json, "Print JSON");
}

}  // namespace vouch::cli
