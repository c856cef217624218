#pragma once
// What is measured; bench/README.md says what each is held against. Each adds its lines to the table.
// Errors of all: those of what they measure.
#include <filesystem>

#include "spine/installation.h"
#include "spine/measure.h"

namespace vouch::bench {

/// One bank at a past instant, asked by the role that serves: severities, and all metrics (its dashboard).
result<> measure_one_bank(installation& at, table& into);
/// The severities of every bank at a past instant, in batches behind the wall.
result<> measure_all_banks(installation& at, table& into);

/// The daily capture of every bank, per bank, against the same in an installation of fewer.
result<> measure_capture(installation& at, installation& of_fewer, table& into);

/// The daily capture of all metrics of every bank against three rivals: who counts three severities of the same state,
/// who counts the present, and a loop of node-postgres in `node`, the folder that bench/run prepares; empty: left out.
result<> measure_capture_of_all(installation& at, table& into, const std::filesystem::path& node);
/// The memory of the program vouch while it captures every bank, against the same in an installation of fewer.
result<> measure_memory(const installation& at, const installation& of_fewer, table& into);

/// Three years of days of one bank after another: severities, and then all metrics of other banks. Each goes on for
/// `seconds_max` at most.
result<> measure_replay(installation& at, table& into, double seconds_max);
/// Many small reads at the same time, against pgbench.
result<> measure_requests(installation& at, table& into);
/// One move of one observation in a transaction of its own.
result<> measure_moves(installation& at, table& into);
/// An import of real files, against COPY of the rows it made. data: the folder that holds sf-food/.
result<> measure_import(installation& at, table& into, const std::filesystem::path& data);

}  // namespace vouch::bench
