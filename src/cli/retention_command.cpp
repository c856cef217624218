#include <algorithm>
#include <boost/describe/class.hpp>
#include <fmt/format.h>

#include "base/grouped_number.h"
#include "base/json_text.h"
#include "cli/commands.h"
#include "cli/workplace.h"
#include "snapshot/retention.h"
#include "tenant/tenants.h"

namespace vouch::cli {

namespace {

struct plan_options {
    std::string tenant;
    std::int32_t keep_days = snapshot::keep_days_default;
    bool json = false;
};

struct apply_options {
    std::string tenant;
    std::string actor;
    std::int32_t keep_days = snapshot::keep_days_default;
    bool json = false;
};

/// The document that --json prints.
struct retention_document {
    std::string tenant;
    std::int32_t keep_days;
    bool applied;
    std::optional<std::int64_t> change_set;  // that lists what went
    std::int64_t go;
    std::int64_t stay;
    std::vector<snapshot::kept_count> kept;
    std::vector<snapshot::retention_part> years;
    std::vector<snapshot::retention_range> ranges;
};
BOOST_DESCRIBE_STRUCT(retention_document, (), (tenant, keep_days, applied, change_set, go, stay, kept, years, ranges))

struct column {
    std::string_view as;
    std::string_view heading;
};

constexpr column columns[] = {
    {"recent", "recent"},
    {"sealed", "sealed"},
    {"revised", "revised"},
    {"year_end", "year end"},
    {"quarter_end", "quarter end"},
    {"month_end", "month end"},
    {"week_end", "week end"},
    {"first", "first"},
    {"last", "last"},
    {"unlisted", "not in the chain"},
};
static_assert(std::size(columns) == snapshot::retention_reasons.size());

std::int64_t count_of(const snapshot::retention_part& part, std::string_view reason) {
    const auto found = std::ranges::find(part.kept, reason, &snapshot::kept_count::as);
    return found == part.kept.end() ? 0 : found->snapshots;
}

std::string line_of(
    const snapshot::retention_part& part, const std::vector<column>& shown, std::string_view name, std::size_t width
) {
    const auto day = [](const std::optional<date>& value) { return value ? to_string(*value) : ""; };
    std::string line = fmt::format(
        "{:<{}}  {:>7}  {:>10}  {:>10}  {:>7}",
        name,
        width,
        grouped(part.go),
        day(part.first),
        day(part.last),
        grouped(part.stay)
    );
    for (const auto& each : shown) {
        line += fmt::format("  {:>{}}", grouped(count_of(part, each.as)), each.heading.size());
    }
    return line + "\n";
}

/// What goes and what stays, by fiscal year; the columns behind "stay" say why, each snapshot once.
std::string draw(const snapshot::retention_plan& plan) {
    constexpr std::string_view total = "all";
    std::vector<column> shown;
    for (const auto& each : columns) {
        if (count_of(plan.all, each.as) > 0) shown.push_back(each);
    }
    std::size_t width = std::string_view("fiscal year").size();
    for (const auto& year : plan.years) width = std::max(width, year.period.size());
    std::string text =
        fmt::format("{:<{}}  {:>7}  {:>10}  {:>10}  {:>7}", "fiscal year", width, "go", "from", "to", "stay");
    for (const auto& each : shown) text += fmt::format("  {}", each.heading);
    text += "\n";
    for (const auto& year : plan.years) text += line_of(year, shown, year.period, width);
    if (plan.years.size() > 1) text += line_of(plan.all, shown, total, width);
    return text;
}

void print_json(
    const tenant::identity& whose,
    std::int32_t keep_days,
    const snapshot::retention_plan& plan,
    bool applied,
    std::optional<std::int64_t> change_set
) {
    const retention_document document{
        whose.slug, keep_days, applied, change_set, plan.all.go, plan.all.stay, plan.all.kept, plan.years, plan.ranges
    };
    fmt::print("{}\n", json_text(document));
}

void print_heading(const tenant::identity& whose, std::int32_t keep_days) {
    fmt::print(
        "{}, {}: every day is kept for {} days, then only the ends of weeks, months, quarters and years\n\n",
        whose.slug,
        tenant::printed_name(whose),
        grouped(keep_days)
    );
}

std::string ranges_in_words(const snapshot::retention_plan& plan) {
    return fmt::format(
        "{} snapshot{} in {} range{} of days",
        grouped(plan.all.go),
        plan.all.go == 1 ? "" : "s",
        grouped(plan.ranges.size()),
        plan.ranges.size() == 1 ? "" : "s"
    );
}

result<> check(std::int32_t keep_days) {
    if (keep_days >= 0) return {};
    return fail(errc::usage, fmt::format("--keep-days {}: days are kept for none or more", keep_days));
}

result<exit_code> run_plan(const plan_options& options, const environment& surroundings) {
    CHECK_RESULT(check(options.keep_days));
    TRY(here, workplace::open(surroundings));
    TRY(whose, here.run(tenant::find(here.app(), options.tenant)));
    TRY(plan, here.run(snapshot::plan_retention(here.batch(), whose.tenant_id, options.keep_days, now())));
    if (options.json) {
        print_json(whose, options.keep_days, plan, false, std::nullopt);
    } else if (plan.years.empty()) {
        fmt::print("{}: no snapshots yet\n", whose.slug);
    } else {
        print_heading(whose, options.keep_days);
        fmt::print("{}\n", draw(plan));
        if (plan.all.go == 0)
            fmt::print("Nothing would go.\n");
        else
            fmt::print("{} would go; `vouch retention apply` takes them away.\n", ranges_in_words(plan));
    }
    return exit_code::ok;
}

result<exit_code> run_apply(const apply_options& options, const environment& surroundings) {
    CHECK_RESULT(check(options.keep_days));
    TRY(here, workplace::open(surroundings));
    TRY(whose, here.run(tenant::find(here.app(), options.tenant)));
    TRY(made, here.run(snapshot::retire(here.batch(), whose.tenant_id, options.keep_days, now(), options.actor)));
    if (options.json) {
        print_json(whose, options.keep_days, made.done, true, made.recorded_in);
    } else if (!made.recorded_in) {
        fmt::print("{}: nothing to retire, {} snapshots stay\n", whose.slug, grouped(made.done.all.stay));
    } else {
        print_heading(whose, options.keep_days);
        fmt::print(
            "{}\n{} went. Change set {} lists each with its digest: verification knows that they were retired.\n",
            draw(made.done),
            ranges_in_words(made.done),
            *made.recorded_in
        );
    }
    return exit_code::ok;
}

}  // namespace

void add_retention_commands(command_line& line) {
    line.group("retention", "Take old snapshots away and keep the ends of periods: see what would go, do it.");
    line.add<plan_options>(
            "retention plan",
            "Show which snapshots would go and why the others stay. Changes nothing.",
            "vouch retention plan --tenant bank --keep-days 400",
            run_plan
    )
        .required("--tenant SLUG", &plan_options::tenant, "The tenant")
        .optional("--keep-days N", &plan_options::keep_days, "For how many days every day is kept (default: 400)")
        .flag("--json", &plan_options::json, "Print JSON, with every range of days");
    line.add<apply_options>(
            "retention apply",
            "Take away the snapshots that `vouch retention plan` shows. The chain keeps their hashes; the days are not "
            "captured or replayed again, their figures can still be computed from history.",
            "vouch retention apply --tenant bank --keep-days 400 --actor \"Ravi Kumar\"",
            run_apply
    )
        .required("--tenant SLUG", &apply_options::tenant, "The tenant")
        .required("--actor NAME", &apply_options::actor, "Who takes them away; stands in the chain")
        .optional("--keep-days N", &apply_options::keep_days, "For how many days every day is kept (default: 400)")
        .flag("--json", &apply_options::json, "Print JSON, with every range of days");
}

}  // namespace vouch::cli
