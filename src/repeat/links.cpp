#include "repeat/links.h"

#include <fmt/format.h>

#include "db/sql_error.h"
#include "repeat/queries.h"

namespace vouch::repeat {

namespace {

constexpr std::string_view no_such_row = "23503";  // a foreign key without its target

std::unexpected<error> changed_meanwhile(const named_observation& which) {
    return fail(
        errc::conflict,
        fmt::format("somebody else changed observation {} in the meantime; read it again and retry", which.name)
    );
}

}  // namespace

task<named_observation> find(db::tenant_tx& tx, std::string name) {
    const auto id = parse_uuid(name);
    CO_TRY(found, co_await tx.rows(find_observation, tx.tenant(), name, id ? std::optional(*id) : std::nullopt));
    if (found.size() == 1) co_return std::move(found.front());
    if (found.empty()) {
        co_return fail(
            errc::not_found,
            fmt::format(
                "there is no observation \"{}\"; write its reference, the reference of its source such as "
                "sf-food/19/20171211/..., or its id",
                name
            )
        );
    }
    co_return fail(errc::bad_input, fmt::format("two observations are called \"{}\"; write the id of one", name));
}

task<> link(db::tenant_tx& tx, named_observation repeat, named_observation prior) {
    if (repeat.id == prior.id) {
        co_return fail(errc::refused, fmt::format("observation {} cannot repeat itself", repeat.name));
    }
    if (repeat.prior_name) {
        co_return fail(
            errc::refused,
            fmt::format(
                "observation {} is a repeat of {} already; clear that link first", repeat.name, *repeat.prior_name
            )
        );
    }
    auto linked = co_await tx.execute(set_link, tx.tenant(), repeat.id, repeat.version, prior.id);
    if (!linked && linked.error().sqlstate == no_such_row) co_return changed_meanwhile(prior);
    if (!linked) co_return std::unexpected(std::move(linked).error());
    if (*linked != 1) co_return changed_meanwhile(repeat);
    co_return result<>{};
}

task<> clear(db::tenant_tx& tx, named_observation repeat) {
    if (!repeat.prior_name) {
        co_return fail(errc::refused, fmt::format("observation {} is no repeat of another", repeat.name));
    }
    CO_TRY(cleared, co_await tx.execute(clear_link, tx.tenant(), repeat.id, repeat.version));
    if (cleared != 1) co_return changed_meanwhile(repeat);
    co_return result<>{};
}

task<std::vector<occurrence>> chain_of(db::tenant_tx& tx, uuid observation) {
    CO_TRY(rows, co_await tx.rows(chain, tx.tenant(), observation, links_max));
    std::vector<occurrence> all;
    for (auto& row : rows) {
        if (row.steps >= links_max) {
            co_return fail(errc::refused, fmt::format("a chain of over {} repeats is not read", links_max));
        }
        all.push_back(
            {row.steps + 1,
             row.id,
             std::move(row.name),
             std::move(row.title),
             row.found_on,
             std::move(row.severity),
             std::move(row.status),
             std::move(row.kind)}
        );
    }
    co_return all;
}

}  // namespace vouch::repeat
