#pragma once
// Computes the metrics of every snapshot again, from history at its (end of date, known_seq) and with the definition it
// was taken with, and names each number that differs.
#include <string>
#include <vector>

#include "base/progress.h"
#include "base/task.h"
#include "base/values.h"
#include "db/pool.h"

namespace vouch::snapshot {

struct recomputation {
    std::int64_t snapshots = 0;
    std::vector<std::string> problems;  // sentences; empty: every number is what history says
};

/// Names also each that no change set lists, and each whose definition this program does not know.
/// batch: a pool of role vouch_batch. Errors: db_unavailable, db_timeout.
task<recomputation> verify_metrics(db::pool& batch, uuid tenant, progress_report report);

/// The differences between two metrics documents: "severity.high_open says 99, recomputed 12", one each.
/// Errors: bad_input when one of them is no JSON document.
result<std::vector<std::string>> metric_differences(std::string_view stored, std::string_view recomputed);

}  // namespace vouch::snapshot
