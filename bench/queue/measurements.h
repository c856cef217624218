#pragma once
// What is measured of job engines; bench/README.md says what each is held against. Each adds its lines to the table.
// Errors of all: those of what they measure.
#include "queue/place.h"

namespace vouch::bench {

/// Enqueueing many jobs, draining them, and the WAL of both, of `jobs` in each of `rounds`.
result<> measure_drains(place& at, table& into, std::int64_t jobs, int rounds);
/// From enqueueing a job to the first line of its handler, of a worker that has nothing else to do.
result<> measure_latency(place& at, table& into, int jobs);
/// Enqueueing and draining at the same time, while a transaction that has read a job stays open, against the same
/// without: ours for `seconds` with it, and each for a sixth of them without; rivals for a third with it.
result<> measure_old_snapshot(place& at, table& into, int seconds);
/// How many of the updates of long jobs that report how far they are were HOT.
result<> measure_hot_updates(place& at, table& into, int jobs);
/// How long fifty tenants with one job each wait behind one with many.
result<> measure_fairness(place& at, table& into, std::int64_t jobs_of_the_large);
/// The memory of a process that drains so many jobs: this program, by drain_alone().
result<> measure_memory(place& at, table& into, std::int64_t jobs);

/// Drains so many jobs that are there and prints the memory of this process meanwhile.
result<> drain_alone(const std::string& conninfo, std::int64_t jobs);

}  // namespace vouch::bench
