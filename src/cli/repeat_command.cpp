#include <algorithm>
#include <fmt/format.h>

#include "base/json_text.h"
#include "base/printed_date.h"
#include "cli/commands.h"
#include "cli/repeat_drawing.h"
#include "cli/workplace.h"
#include "repeat/links.h"
#include "repeat/list.h"
#include "tenant/tenants.h"

namespace vouch::cli {

namespace {

struct link_options {
    std::string tenant;
    std::string observation;
    std::string prior;
    std::string actor;
    std::string reason;
};

/// What a change left behind: the observation, and its chain.
struct changed_chain {
    repeat::named_observation observation;
    std::vector<repeat::occurrence> chain;
};

task<changed_chain> link_and_read(db::pool& app, uuid tenant_id, const link_options& options) {
    const db::author author{.actor = options.actor, .reason = options.reason, .effective = "", .recorded_at = {}};
    CO_TRY(tx, co_await db::tenant_tx::begin_write(app, tenant_id, author));
    CO_TRY(observation, co_await repeat::find(tx, options.observation));
    CO_TRY(prior, co_await repeat::find(tx, options.prior));
    CO_CHECK(co_await repeat::link(tx, observation, prior));
    CO_TRY(chain, co_await repeat::chain_of(tx, observation.id));
    CO_CHECK(co_await tx.commit());
    co_return changed_chain{std::move(observation), std::move(chain)};
}

task<repeat::named_observation> clear_link(db::pool& app, uuid tenant_id, const link_options& options) {
    const db::author author{.actor = options.actor, .reason = options.reason, .effective = "", .recorded_at = {}};
    CO_TRY(tx, co_await db::tenant_tx::begin_write(app, tenant_id, author));
    CO_TRY(observation, co_await repeat::find(tx, options.observation));
    CO_CHECK(co_await repeat::clear(tx, observation));
    CO_CHECK(co_await tx.commit());
    co_return observation;
}

result<exit_code> run_link(const link_options& options, const environment& surroundings) {
    TRY(here, workplace::open(surroundings));
    TRY(whose, here.run(tenant::find(here.app(), options.tenant)));
    TRY(linked, here.run(link_and_read(here.app(), whose.tenant_id, options)));
    const auto place = std::ranges::find(linked.chain, linked.observation.id, &repeat::occurrence::id);
    fmt::print(
        "{}: \"{}\" is occurrence {} of what was first found on {}; {}\n",
        linked.observation.name,
        linked.observation.title,
        place->number,
        linked.chain.front().found_on ? printed_date(*linked.chain.front().found_on) : "an unknown day",
        place->kind == "recurred" ? "it recurred: its prior stood no longer when it was found"
                                  : "it persists: its prior still stood when it was found"
    );
    return exit_code::ok;
}

result<exit_code> run_clear(const link_options& options, const environment& surroundings) {
    TRY(here, workplace::open(surroundings));
    TRY(whose, here.run(tenant::find(here.app(), options.tenant)));
    TRY(cleared, here.run(clear_link(here.app(), whose.tenant_id, options)));
    fmt::print(
        "{}: \"{}\" is no longer a repeat of {}\n", cleared.name, cleared.title, cleared.prior_name.value_or("another")
    );
    return exit_code::ok;
}

struct list_options {
    std::string tenant;
    std::string period;
    std::optional<date> starts_on;
    std::optional<instant> known_at;
    bool json = false;
};

/// The document that --json prints.
struct list_document {
    std::string tenant;
    tenant::period period;
    bool partial;
    std::int64_t known_seq;
    std::vector<repeat::listed_repeat> repeats;
};
BOOST_DESCRIBE_STRUCT(list_document, (), (tenant, period, partial, known_seq, repeats))

task<repeat::repeat_list> read_list(db::pool& app, uuid tenant_id, const list_options& options, instant now) {
    CO_TRY(tx, co_await db::tenant_tx::begin_read(app, tenant_id));
    CO_TRY(period, co_await tenant::named_period(tx, {options.period, options.starts_on}, now));
    CO_TRY(found, co_await repeat::list_repeats(tx, std::move(period), options.known_at));
    CO_CHECK(co_await tx.commit());
    co_return found;
}

result<exit_code> run_list(const list_options& options, const environment& surroundings) {
    TRY(here, workplace::open(surroundings));
    TRY(whose, here.run(tenant::find(here.app(), options.tenant)));
    TRY(found, here.run(read_list(here.app(), whose.tenant_id, options, now())));
    if (options.json) {
        fmt::print(
            "{}\n",
            json_text(
                list_document{whose.slug, std::move(found.of), found.partial, found.known_seq, std::move(found.repeats)}
            )
        );
    } else {
        fmt::print("{}", draw_repeats(whose, found, options.known_at, terminal_of_output()));
    }
    return exit_code::ok;
}

struct chain_options {
    std::string tenant;
    std::string observation;
    bool json = false;
};

/// The document that --json prints.
struct chain_document {
    std::string tenant;
    std::string observation;
    std::vector<repeat::occurrence> chain;
};
BOOST_DESCRIBE_STRUCT(chain_document, (), (tenant, observation, chain))

task<changed_chain> read_chain(db::pool& app, uuid tenant_id, const chain_options& options) {
    CO_TRY(tx, co_await db::tenant_tx::begin_read(app, tenant_id));
    CO_TRY(observation, co_await repeat::find(tx, options.observation));
    CO_TRY(chain, co_await repeat::chain_of(tx, observation.id));
    CO_CHECK(co_await tx.commit());
    co_return changed_chain{std::move(observation), std::move(chain)};
}

result<exit_code> run_chain(const chain_options& options, const environment& surroundings) {
    TRY(here, workplace::open(surroundings));
    TRY(whose, here.run(tenant::find(here.app(), options.tenant)));
    TRY(found, here.run(read_chain(here.app(), whose.tenant_id, options)));
    if (options.json) {
        fmt::print(
            "{}\n", json_text(chain_document{whose.slug, std::move(found.observation.name), std::move(found.chain)})
        );
    } else {
        fmt::print("{}", draw_chain(whose, found.observation, found.chain, terminal_of_output()));
    }
    return exit_code::ok;
}

constexpr const char* observation_meaning = "Its reference, the reference of the source it came from, or its id";

}  // namespace

void add_repeat_commands(command_line& line) {
    line.group("repeat", "Observations that were found before: link them, list them.");
    line.add<list_options>(
            "repeat list",
            "List the observations issued in a period that repeat an earlier one, as they stood at its end.",
            "vouch repeat list --tenant sf --period \"FY 2016-17 Q3\"",
            run_list
    )
        .required("--tenant SLUG", &list_options::tenant, "The tenant")
        .required(
            "--period LABEL",
            &list_options::period,
            "\"FY 2025-26 Q3\", a fiscal year \"FY 2025-26\", a month \"2025-12\""
        )
        .optional("--starts-on DATE", &list_options::starts_on, "Its first day, where two periods have that label")
        .optional(
            "--known-at INSTANT", &list_options::known_at, "As it was known then, 2026-01-10T00:00:00Z (default: now)"
        )
        .flag("--json", &list_options::json, "Print JSON");
    line.add<chain_options>(
            "repeat chain",
            "Show what an observation repeats, back to the first, and what repeats it.",
            "vouch repeat chain KOR-2025-0012 --tenant bank",
            run_chain
    )
        .required("OBSERVATION", &chain_options::observation, observation_meaning)
        .required("--tenant SLUG", &chain_options::tenant, "The tenant")
        .flag("--json", &chain_options::json, "Print JSON");
    line.add<link_options>(
            "repeat link",
            "Record that an observation is an earlier one found again. Once; never in a circle.",
            "vouch repeat link KOR-2025-0012 KOR-2024-0007 --tenant bank --actor \"R. Kulkarni\" --reason \"Same "
            "lapse\"",
            run_link
    )
        .required("OBSERVATION", &link_options::observation, observation_meaning)
        .required("PRIOR", &link_options::prior, "The earlier observation, named in the same way")
        .required("--tenant SLUG", &link_options::tenant, "The tenant")
        .required("--actor NAME", &link_options::actor, "Who says so; stands in the chain")
        .optional("--reason TEXT", &link_options::reason, "A comment; stands in the chain");
    line.add<link_options>(
            "repeat clear",
            "Record that an observation is no repeat after all.",
            "vouch repeat clear KOR-2025-0012 --tenant bank --actor \"R. Kulkarni\" --reason \"Another safe\"",
            run_clear
    )
        .required("OBSERVATION", &link_options::observation, observation_meaning)
        .required("--tenant SLUG", &link_options::tenant, "The tenant")
        .required("--actor NAME", &link_options::actor, "Who says so; stands in the chain")
        .required("--reason TEXT", &link_options::reason, "Why; stands in the chain");
}

}  // namespace vouch::cli
