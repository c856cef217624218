#pragma once
// The re-performance file: the rows behind the figures of a period and the figures as formulas over them, so that
// somebody who does not trust this program computes them again with a spreadsheet.
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "base/task.h"
#include "base/values.h"
#include "db/raw_rows.h"
#include "db/tenant_tx.h"
#include "report/queries.h"
#include "tenant/tenants.h"
#include "trend/metrics_document.h"
#include "trend/period_figures.h"
#include "trend/roll_forward.h"

namespace vouch::report {

/// What was reported of a period, and the rows that it can be computed from, all as known at moved.closing_seq.
struct evidence {
    tenant::identity whose;
    trend::basis on;
    trend::roll_forward moved;
    cut_off_row until;
    trend::metrics_document metrics;  // at the end of moved.closing_date
    std::int64_t definition_version;  // that they were computed with
    trend::period_figures figures;
    db::raw_rows observations;  // at the end of moved.closing_date, as are those that follow
    db::raw_rows opening;       // observations at the end of the day before moved.starts_on
    db::raw_rows steps;         // of the days between
    db::raw_rows requirements;
    db::raw_rows branches;
    db::raw_rows engagements;
    db::raw_rows settings;  // one row: those that hold on moved.closing_date
};

/// Errors: those of trend::read_roll_forward; not_found (nothing was known yet).
task<evidence> read_evidence(db::tenant_tx& tx, tenant::identity whose, trend::roll_forward_request wanted);

/// Writes the workbook to a file, replacing what it holds. Errors: io; refused (more rows, or a longer text, than a
/// spreadsheet can hold).
result<> write_evidence(const evidence& found, const std::filesystem::path& file);

}  // namespace vouch::report
