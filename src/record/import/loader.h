#pragma once
// Writes what the stream of an import yields: one transaction and one change set per chunk of rows.
#include <cstdint>
#include <string>
#include <vector>

#include "base/progress.h"
#include "base/task.h"
#include "base/values.h"
#include "db/pool.h"
#include "record/import/exceptions_csv.h"
#include "record/import/import_stream.h"

namespace vouch::record {

inline constexpr std::uint64_t rows_per_chunk = 2'000;

struct load_order {
    uuid tenant_id;
    const import_mapping* mapping = nullptr;  // outlives the load
    std::string actor;
    instant now;
};

struct load_summary {
    bool was_complete = false;      // these very files were imported before: nothing was written
    std::vector<input_file> files;  // with their counts
    std::int64_t exceptions = 0;
    std::int64_t added = 0;    // records, by what was new
    std::int64_t changed = 0;  // and by what a newer file changed; closings apart
    std::int64_t closings = 0;
    std::int64_t closings_undone = 0;
    std::int64_t repeats = 0;  // observations of which the source says by its repeat_key what they repeat, or no longer
};

/// Imports the files of a stream into a tenant. Interrupted at any point, kill -9 included, it goes on behind the last
/// complete chunk when it is called again with the same files; with newer files it writes only what they changed.
/// list: of what could not be taken, just begun; complete when the load succeeds. app: a pool of role vouch_app.
/// Errors: those of import_stream::next; conflict (the same import runs twice at once); io (the list of exceptions);
/// refused (a fact contradicts one recorded here); db_unavailable, db_timeout. Chunks written before stay.
task<load_summary> load(
    db::pool& app, load_order order, import_stream stream, exceptions_csv list, progress_report report
);

}  // namespace vouch::record
