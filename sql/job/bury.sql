-- Jobs are given up: they wait in job.dead for somebody to decide.
-- $1 bigint[] ids, $2 text[] what went wrong with each, $3 text cause (failed or quarantined), $4 timestamptz now, $5 integer[] the
-- failures that each had when it was taken, $6 integer how many more it has now. Rows: the ids buried. Tenants: all.
WITH gone AS (
    DELETE FROM job.job AS j
     USING unnest($1::bigint[], $2::text[], $5::integer[]) AS over (id, error, failures)
     WHERE j.id = over.id AND j.failures = over.failures
    RETURNING j.*, over.error
)
INSERT INTO job.dead (id, died_at, cause, created_at, run_at, tenant_id, queue_id, priority, failures, crashes, key, unique_key,
                      schedule_id, slot_at, last_error, payload)
SELECT id, $4::timestamptz, $3::text, created_at, run_at, tenant_id, queue_id, priority, failures + $6::integer, crashes, key, unique_key,
       schedule_id, slot_at, error, payload
  FROM gone
RETURNING id
