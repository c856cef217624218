-- A job that was given up is not to be done: it goes to what is finished. $1 bigint job, $2 timestamptz now, $3 text by whom and
-- why. Rows: one; none: it is not among those that were given up. Tenants: all.
WITH gone AS (
    DELETE FROM job.dead WHERE id = $1::bigint RETURNING *
), kept AS (
    INSERT INTO job.finished (finished_at, started_at, created_at, run_at, id, tenant_id, queue_id, failures, crashes, outcome,
                              schedule_id, slot_at, key, note, payload)
    SELECT $2::timestamptz, $2::timestamptz, created_at, run_at, id, tenant_id, queue_id, failures, crashes, 'discarded',
           schedule_id, slot_at, key, concat_ws('; ', $3::text, 'it died of: ' || last_error), payload
      FROM gone
)
SELECT id FROM gone
