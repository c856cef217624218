#include <fmt/format.h>

#include "base/grouped_number.h"
#include "cli/commands.h"
#include "cli/workplace.h"
#include "tenant/tenants.h"
#include "trend/difference.h"
#include "trend/documents.h"

namespace vouch::cli {

namespace {

struct difference_options {
    std::string tenant;
    date day;
    std::optional<instant> known_at;
    bool json = false;
};

task<trend::difference> read(db::pool& app, uuid tenant_id, date day, std::optional<instant> known_at) {
    CO_TRY(tx, co_await db::tenant_tx::begin_read(app, tenant_id));
    CO_TRY(found, co_await trend::read_difference(tx, day, known_at));
    CO_CHECK(co_await tx.commit());
    co_return found;
}

std::string number(std::optional<std::int64_t> value) {
    return value ? grouped(*value) : "-";
}

std::string change(const trend::moved_figure& figure) {
    if (!figure.reported || !figure.restated) return "-";
    const auto by = *figure.restated - *figure.reported;
    return (by > 0 ? "+" : "") + grouped(by);
}

/// "status ISSUED -> CLOSED, closed_at ... "
std::string facts_text(const trend::moved_subject& subject) {
    if (!subject.was_there) return "was not there";
    if (!subject.is_there) return "is no longer there";
    std::string text;
    for (const auto& fact : subject.facts) {
        text += fmt::format(
            "{}{} {} -> {}",
            text.empty() ? "" : ", ",
            fact.name,
            fact.was.empty() ? "none" : fact.was,
            fact.is_now.empty() ? "none" : fact.is_now
        );
    }
    return text;
}

std::string in_words(const tenant::identity& whose, const trend::difference& found) {
    auto text = fmt::format(
        "{} as reported and as corrected\n{}\n", to_string(found.business_date), tenant::printed_name(whose)
    );
    if (found.figures.empty() && found.subjects.empty()) {
        return text + "\nNothing moved: what was reported is what is known.\n";
    }
    text += fmt::format("\n{:<36}{:>12}{:>12}{:>10}\n", "figure", "reported", "corrected", "change");
    for (const auto& figure : found.figures) {
        text += fmt::format(
            "{:<36}{:>12}{:>12}{:>10}{}\n",
            figure.path,
            number(figure.reported),
            number(figure.restated),
            change(figure),
            figure.by_definition ? "  definition or settings changed" : ""
        );
    }
    if (found.figures.empty()) text += "no figure moved\n";
    if (found.reported_definition != found.current_definition) {
        text += fmt::format(
            "\nReported with version {} of the definitions; today's is version {}.\n",
            found.reported_definition,
            found.current_definition
        );
    }
    if (!found.subjects.empty()) text += "\nWhy, by reference:\n";
    for (const auto& subject : found.subjects) {
        text += fmt::format(
            "- {} {}: {}\n    {}; recorded {} by {}, change set {}{}\n",
            subject.kind,
            subject.name.empty() ? to_string(subject.id) : subject.name,
            subject.cause,
            facts_text(subject),
            to_string(subject.recorded_at).substr(0, 10),
            subject.actor,
            fmt::join(subject.change_sets, ", "),
            subject.reason.empty() ? "" : ": " + subject.reason
        );
    }
    const auto left_out = found.subjects_total - static_cast<std::int64_t>(found.subjects.size());
    if (left_out > 0) text += fmt::format("and {} more\n", grouped(left_out));
    return text;
}

result<exit_code> run_difference(const difference_options& options, const environment& surroundings) {
    TRY(here, workplace::open(surroundings));
    TRY(whose, here.run(tenant::find(here.app(), options.tenant)));
    TRY(found, here.run(read(here.app(), whose.tenant_id, options.day, options.known_at)));
    fmt::print("{}\n", options.json ? trend::json_of(whose.slug, found) : in_words(whose, found));
    return exit_code::ok;
}

}  // namespace

void add_difference_command(command_line& line) {
    line.add<difference_options>(
            "trend diff",
            "Explain why a day's figures differ from those reported: entered late, date corrected, entered in error, "
            "definition changed.",
            "vouch trend diff --tenant demo --date 2025-09-30",
            run_difference
    )
        .required("--tenant SLUG", &difference_options::tenant, "The tenant")
        .required("--date DATE", &difference_options::day, "A business date that was captured")
        .optional(
            "--known-at INSTANT", &difference_options::known_at, "Compare with what was known then (default: now)"
        )
        .flag("--json", &difference_options::json, "Print JSON");
}

}  // namespace vouch::cli
