#include "record/import/loader.h"

#include <fmt/format.h>
#include <map>

#include "db/tenant_tx.h"
#include "record/import/series_links.h"
#include "record/import/staged_rows.h"
#include "record/queries.h"

namespace vouch::record {

namespace {

uuid import_id(const load_order& order, const std::vector<input_file>& files) {
    auto name = fmt::format("import/{}/{}", order.mapping->source.name, to_string(order.mapping->digest));
    for (const auto& file : files) name += fmt::format("/{}:{}", file.name, to_string(file.digest));
    return name_based_uuid(order.tenant_id, name);
}

uuid file_id(const load_order& order, const uuid& import, const input_file& file) {
    return name_based_uuid(
        order.tenant_id, fmt::format("import_file/{}/{}/{}", to_string(import), file.name, file.rule)
    );
}

db::author author_of(const load_order& order) {
    return {
        .actor = order.actor,
        .reason = fmt::format(
            "import of {}, extracted {}", order.mapping->source.name, to_string(order.mapping->source.as_of)
        ),
        .effective = "rows",
        .recorded_at = {}
    };
}

struct beginning {
    uuid import;
    std::vector<uuid> file_ids;          // as the files of the stream
    std::vector<std::uint64_t> rows_in;  // how many rows of each an earlier run dealt with
    bool complete = false;
};

task<beginning> begin(db::pool& app, const load_order& order, const std::vector<input_file>& files) {
    beginning found{import_id(order, files), {}, {}, false};
    CO_TRY(tx, co_await db::tenant_tx::begin_write(app, order.tenant_id, author_of(order)));
    CO_CHECK(co_await tx.execute(
        begin_import, order.tenant_id, found.import, order.mapping->source.name, order.mapping->digest, order.now
    ));
    for (const auto& file : files) {
        found.file_ids.push_back(file_id(order, found.import, file));
        const std::string kind(file.kind ? name_of(*file.kind) : "lookup");
        CO_CHECK(co_await tx.execute(
            begin_import_file, order.tenant_id, found.file_ids.back(), found.import, file.name, kind, file.digest
        ));
    }
    CO_TRY(progress, co_await tx.rows(import_progress, order.tenant_id, found.import));
    CO_CHECK(co_await tx.commit());
    std::map<uuid, std::int64_t> rows_in;
    for (const auto& row : progress) {
        rows_in[row.id] = row.rows_in;
        found.complete = row.finished_at.has_value();
    }
    for (const auto& id : found.file_ids) found.rows_in.push_back(static_cast<std::uint64_t>(rows_in.at(id)));
    co_return found;
}

/// Makes known what earlier imports brought, so that rows may refer to it.
task<> recall(db::pool& app, const uuid& tenant_id, import_stream& stream) {
    CO_TRY(tx, co_await db::tenant_tx::begin_read(app, tenant_id));
    CO_TRY(rows, co_await tx.rows(referable_ids, tenant_id));
    CO_CHECK(co_await tx.commit());
    for (const auto& row : rows) {
        stream.already_recorded(
            row.kind == "branch" ? record_kind::branch
            : row.kind == "area" ? record_kind::area
                                 : record_kind::engagement,
            row.id
        );
    }
    co_return result<>{};
}

task<> write_observations(db::tenant_tx& tx, const load_order& order, const staged_chunk& staged, load_summary& done) {
    const auto& tenant = order.tenant_id;
    const auto as_of = order.mapping->source.as_of;
    CO_CHECK(co_await tx.execute(stage_observations, tenant, staged.observations));
    CO_CHECK(co_await tx.execute(key_staged_observations));
    if (staged.has_series) {
        CO_TRY(linked, co_await place_in_series(tx));
        done.repeats += linked;
    }
    CO_TRY(added, co_await tx.execute(import_new_observations, tenant));
    CO_CHECK(co_await tx.execute(import_new_texts, tenant));
    if (staged.has_series) CO_CHECK(co_await link_recorded(tx, as_of));
    CO_TRY(undone, co_await tx.execute(import_undone_closings, tenant, as_of));
    CO_TRY(closed, co_await tx.execute(import_closings, tenant));
    CO_TRY(changed, co_await tx.execute(import_changed_observations, tenant, as_of));
    CO_CHECK(co_await tx.execute(import_changed_texts, tenant, as_of));
    done.added += added;
    done.changed += changed;
    done.closings += closed;
    done.closings_undone += undone;
    co_return result<>{};
}

/// Rows of one file that are written in one transaction, with how far the file has come.
struct chunk {
    std::size_t file = 0;
    std::uint64_t rows_before = 0;  // of the file
    input_file counts;              // of the file, behind the last row of the chunk
    staging rows;

    std::uint64_t row_count() const { return counts.rows - rows_before; }
};

task<> write(db::pool& app, const load_order& order, const beginning& start, chunk& full, load_summary& done) {
    const auto& tenant = order.tenant_id;
    const auto as_of = order.mapping->source.as_of;
    const auto staged = full.rows.finished();
    const auto number = [](std::uint64_t count) { return static_cast<std::int64_t>(count); };
    CO_TRY(tx, co_await db::tenant_tx::begin_write(app, tenant, author_of(order)));
    CO_TRY(
        advanced,
        co_await tx.execute(
            advance_import_file,
            tenant,
            start.file_ids.at(full.file),
            number(full.rows_before),
            number(full.counts.rows),
            number(full.counts.loaded),
            number(full.counts.rejected),
            number(full.counts.ignored)
        )
    );
    if (advanced != 1) {
        co_return fail(
            errc::conflict, "another import of the same files is running; wait for it to end", full.counts.name
        );
    }
    for (const auto& [statement, rows] :
         {std::pair(&import_branches, &staged.branches),
          std::pair(&import_areas, &staged.areas),
          std::pair(&import_engagements, &staged.engagements),
          std::pair(&import_requirements, &staged.requirements)}) {
        if (rows->empty()) continue;
        CO_TRY(written, co_await tx.one(*statement, tenant, *rows, as_of));
        done.added += written.added;
        done.changed += written.changed;
    }
    if (!staged.observations.empty()) CO_CHECK(co_await write_observations(tx, order, staged, done));
    if (!staged.source_rows.empty()) CO_CHECK(co_await tx.execute(remember_source_rows, tenant, staged.source_rows));
    if (!staged.exceptions.empty())
        CO_CHECK(co_await tx.execute(add_import_exceptions, tenant, start.import, staged.exceptions));
    CO_CHECK(co_await tx.commit());
    co_return result<>{};
}

}  // namespace

task<load_summary> load(
    db::pool& app, load_order order, import_stream stream, exceptions_csv list, progress_report report
) {
    CO_TRY(start, co_await begin(app, order, stream.files()));
    CO_CHECK(co_await recall(app, order.tenant_id, stream));
    load_summary done;
    done.was_complete = start.complete;

    std::optional<chunk> open;
    while (true) {
        CO_TRY(item, stream.next());
        if (open && (!item || item->file != open->file || open->row_count() == rows_per_chunk)) {
            CO_CHECK(co_await write(app, order, start, *open, done));
            open.reset();
        }
        if (!item) break;
        const auto& file = stream.files().at(item->file);
        const bool dealt_with = start.complete || file.rows <= start.rows_in.at(item->file);
        if (!dealt_with && !open) open = chunk{item->file, file.rows - 1, {}, {}};
        for (const auto& exception : item->row.exceptions) {
            CO_CHECK(list.add(exception));
            ++done.exceptions;
            if (!dealt_with) open->rows.add(exception, done.exceptions);
        }
        if (dealt_with) continue;
        for (const auto& record : item->row.records) open->rows.add(record);
        open->counts = file;
        report(static_cast<std::int64_t>(stream.bytes_read()), static_cast<std::int64_t>(stream.bytes_total()));
    }
    if (!start.complete) {
        CO_TRY(tx, co_await db::tenant_tx::begin_write(app, order.tenant_id, author_of(order)));
        CO_CHECK(co_await tx.execute(finish_import, order.tenant_id, start.import, order.now));
        CO_CHECK(co_await tx.commit());
    }
    CO_CHECK(list.complete());
    done.files = stream.files();
    co_return done;
}

}  // namespace vouch::record
