#pragma once
// Tries of the statements of a stage, for statements_test.cpp: each runs them on a tenant that the trial has entered.
#include "db/support/statement_trial.h"

namespace vouch::test {

/// Writes of the application: branches, plans, engagements, requirements, and the life of an observation.
void write_records(statement_trial& trial, const uuid& tenant);

void import_records(statement_trial& trial, const uuid& tenant);
void import_observations(statement_trial& trial, const uuid& tenant);
void import_repeats(statement_trial& trial, const uuid& tenant);

/// Links between repeats, engagements and their observations, and the deletion of both.
void repeat_and_delete(statement_trial& trial, const uuid& tenant);

/// What only the server asks, of a tenant with an observation and snapshots in January 2024.
void read_for_the_server(statement_trial& trial, const uuid& tenant);

/// The job engine's, as vouch_worker.
void run_jobs(statement_trial& trial, instant now);
/// And those of its operators.
void operate_on_jobs(statement_trial& trial, instant now);

/// The rows of a re-performance file.
void read_sheets(statement_trial& trial, const uuid& tenant);

}  // namespace vouch::test
