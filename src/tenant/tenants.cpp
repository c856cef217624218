#include "tenant/tenants.h"

#include "db/lookup.h"
#include "db/tenant_tx.h"
#include "tenant/queries.h"

namespace vouch::tenant {

namespace {

standing as_standing(standing_row&& row) {
    return {row.head_seq, row.recorded_at, row.today, row.tomorrow_at, std::move(row.commits)};
}

}  // namespace

std::string printed_name(const identity& whose) {
    return whose.name + (whose.simulated ? " (made up)" : "");
}

task<identity> found(db::pool& app, founding wanted, db::author by) {
    const auto id = wanted.tenant_id.value_or(random_uuid());
    const auto first_settings = name_based_uuid(id, "setting/first");
    CO_TRY(tx, co_await db::tenant_tx::begin_write(app, id, std::move(by)));
    if (auto written = co_await tx.execute(
            insert_tenant, id, wanted.slug, wanted.name, wanted.locale, wanted.simulated, wanted.onboarded_at
        );
        !written) {
        if (written.error().sqlstate == "23505") {
            co_return fail(errc::conflict, "there is a tenant \"" + wanted.slug + "\" already; choose another slug");
        }
        if (written.error().sqlstate == "23514") {
            co_return fail(
                errc::bad_input,
                "\"" + wanted.slug + "\" (" + wanted.name +
                    "): a slug has at most 40 characters a-z, "
                    "0-9 and -, and begins with a letter; a name has 2 to 200 characters"
            );
        }
        co_return std::unexpected(std::move(written).error());
    }
    if (auto written = co_await tx.execute(
            insert_setting, id, first_settings, date{}, wanted.zone, wanted.fiscal_year_start_month
        );
        !written) {
        if (written.error().sqlstate == "22023" || written.error().sqlstate == "23514") {
            co_return fail(
                errc::bad_input,
                "\"" + wanted.zone + "\" and month " + std::to_string(wanted.fiscal_year_start_month) +
                    ": the zone is an IANA name such as Asia/Kolkata, the month from 1 to 12"
            );
        }
        co_return std::unexpected(std::move(written).error());
    }
    CO_CHECK(co_await tx.commit());
    co_return identity{id, wanted.slug, wanted.name, wanted.simulated, wanted.onboarded_at.has_value()};
}

task<identity> find(db::pool& app, std::string slug) {
    CO_TRY(found, co_await db::look_up(app, tenant_by_slug, slug));
    if (found.empty()) {
        co_return fail(
            errc::not_found, "there is no tenant \"" + slug + "\"; `vouch tenant list` shows those there are"
        );
    }
    const auto& row = found.front();
    co_return identity{row.tenant_id, row.slug, row.name, row.simulated, true};
}

task<standing> read_standing(
    db::pool& app, db::commit_watch& commits, uuid tenant_id, std::optional<standing> last, instant now
) {
    if (last && now < last->tomorrow_at) {
        CO_TRY(seen, co_await commits.now());
        if (seen == last->commits) co_return *std::move(last);
        CO_TRY(rows, co_await db::tenant_tx::read_once(app, tenant_id, head_now, tenant_id));
        CO_TRY(head, db::only_row(std::move(rows), head_now.sql.name));
        if (head.head_seq == last->head_seq) {
            last->commits = std::move(head.commits);
            co_return *std::move(last);
        }
    }
    CO_TRY(rows, co_await db::tenant_tx::read_once(app, tenant_id, standing_of_tenant, tenant_id, now));
    CO_TRY(found, db::only_row(std::move(rows), standing_of_tenant.sql.name));
    co_return as_standing(std::move(found));
}

task<standing> read_standing(db::tenant_tx& tx, standing last, instant now) {
    CO_TRY(head, co_await tx.one(head_now, tx.tenant()));
    if (head.head_seq == last.head_seq && now < last.tomorrow_at) {
        last.commits = std::move(head.commits);
        co_return last;
    }
    CO_TRY(found, co_await tx.one(standing_of_tenant, tx.tenant(), now));
    co_return as_standing(std::move(found));
}

task<std::vector<identity>> all(db::pool& batch) {
    CO_TRY(rows, co_await db::look_up(batch, all_tenants));
    std::vector<identity> tenants;
    for (auto& row : rows) {
        tenants.push_back({row.tenant_id, std::move(row.slug), std::move(row.name), row.simulated, row.onboarded});
    }
    co_return tenants;
}

task<std::vector<stray_chain>> stray_chains(db::pool& batch) {
    CO_TRY(rows, co_await db::look_up(batch, chains_without_tenant));
    std::vector<stray_chain> found;
    for (auto& row : rows) found.push_back({row.tenant_id, std::move(row.slug)});
    co_return found;
}

}  // namespace vouch::tenant
