-- Jobs come back later: after a failure, or because they said so. In the place that they had.
-- $1 bigint[] ids, $2 timestamptz[] when each may run again, $3 text[] what went wrong with each (null: nothing), $4 integer[]
-- the failures that each had when it was taken: one that somebody else has settled meanwhile is left alone, $5 timestamptz now.
-- Rows: the ids put back. Tenants: all.
UPDATE job.job AS j
   SET run_at = back.run_at, stage = job.stage_of(j.gated, j.alone, back.run_at, $5::timestamptz),
       failures = j.failures + (back.error IS NOT NULL)::integer,
       last_error = coalesce(back.error, j.last_error),
       last_failed_at = CASE WHEN back.error IS NOT NULL THEN $5::timestamptz ELSE j.last_failed_at END
  FROM unnest($1::bigint[], $2::timestamptz[], $3::text[], $4::integer[]) AS back (id, run_at, error, failures)
 WHERE j.id = back.id AND j.failures = back.failures
RETURNING j.id
